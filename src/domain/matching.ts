/** Keys by which contacts and companies match customers, and line items match items. */
import type { CrmRecord, LineItem } from "./record.ts";

/** Names and SKUs are compared without regard to case, surrounding or repeated space, and Unicode normal form. */
export function matchingKey(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** What a saved link leads to. */
export type LinkKind = "customer" | "item";

/** What a person may choose: a saved link, or terms and tax codes, which are kept in the account's settings. */
export type ChoiceKind = LinkKind | "term" | "tax-code";

/** The kind of choice that a key is for. */
export function choiceKindOf(crmKey: string): ChoiceKind {
  if (crmKey.startsWith("term:")) return "term";
  if (crmKey.startsWith("tax:")) return "tax-code";
  return linkKindOf(crmKey);
}

/** The kind of link that a key is for: keys of items say what of the line they are made of. */
export function linkKindOf(crmKey: string): LinkKind {
  return /^(product|sku|name):/.test(crmKey) ? "item" : "customer";
}

/** The key of payment terms by the name that the CRM gives them. */
export function termKey(name: string): string {
  return `term:${matchingKey(name)}`;
}

/** The name in a key of terms. */
export function termNameIn(crmKey: string): string {
  return crmKey.replace(/^term:/, "");
}

/** The key of a CRM tax rate; rates of the same percentage are told apart by their label. */
export function taxRateKey(rate: string, label: string | null): string {
  return label === null ? `tax:${rate}` : `tax:${rate}:${label.trim()}`;
}

/** The rate in a key of one; undefined = the key holds none. */
export function taxRateIn(crmKey: string): { rate: string; label: string | null } | undefined {
  const [, rate, label = null] = /^tax:(\d+(?:\.\d+)?)(?::(.+))?$/s.exec(crmKey) ?? [];
  return rate === undefined ? undefined : { rate, label };
}

/** A key as people type it, as it is saved. */
export function savedLinkKey(crmKey: string): string {
  const [, made, text] = /^(sku:|name:|term:)(.+)$/s.exec(crmKey.trim()) ?? [];
  return made === undefined || text === undefined ? crmKey.trim() : `${made}${matchingKey(text)}`;
}

/** The key of a contact's or company's saved link to a customer. */
export function customerLinkKey({ objectType, id }: Pick<CrmRecord, "objectType" | "id">): string {
  return objectType === "contact" ? id : `${objectType}:${id}`;
}

/** The key of the link of a contact as a sub-customer of a company. */
export function underCompanyLinkKey(contact: Pick<CrmRecord, "objectType" | "id">, company: Pick<CrmRecord, "objectType" | "id">): string {
  return `${customerLinkKey(contact)}@${customerLinkKey(company)}`;
}

/**
 * The keys of a line item's saved link to an item, the surest first: its catalogue entry, its SKU, its name. A link is saved
 * under the surest one, so that it holds for every line made from the same product.
 */
export function itemLinkKeys({ productId, sku, name }: Pick<LineItem, "productId" | "sku" | "name">): string[] {
  return [
    ...(productId === null ? [] : [`product:${productId}`]),
    ...(sku === null || sku.trim() === "" ? [] : [`sku:${matchingKey(sku)}`]),
    `name:${matchingKey(name)}`,
  ];
}
