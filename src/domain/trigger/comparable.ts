/** Texts and sets of values as filters compare them: without case, surrounding space and Unicode form, as HubSpot does. */

/** A longer text is no number, so that every evaluator can hold what is one. */
export const longestNumber = 100;

/** The form in which texts are compared. */
export function comparable(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** The values of an enumeration or multi-select, which a CRM joins by semicolons, in comparable form. */
export function valueSet(text: string): string[] {
  const parts = comparable(text).split(";").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

/** The text, or null when nothing but space is in it: the one meaning of "has no value". */
export function knownValue(text: string | null | undefined): string | null {
  return text == null || text.trim() === "" ? null : text;
}
