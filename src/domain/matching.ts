/** Keys by which contacts match customers and line items match items. */

/** Names and SKUs are compared without regard to case, surrounding or repeated space, and Unicode normal form. */
export function matchingKey(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
