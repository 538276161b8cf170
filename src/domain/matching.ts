/** Keys by which contacts and companies match customers, and line items match items. */
import type { CrmRecord, LineItem } from "./record.ts";

/** Names and SKUs are compared without regard to case, surrounding or repeated space, and Unicode normal form. */
export function matchingKey(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** What a saved link leads to. */
export type LinkKind = "customer" | "item";

/** The kind of link that a key is for: keys of items say what of the line they are made of. */
export function linkKindOf(crmKey: string): LinkKind {
  return /^(product|sku|name):/.test(crmKey) ? "item" : "customer";
}

/** A key as people type it, as it is saved. */
export function savedLinkKey(crmKey: string): string {
  const [, made, text] = /^(sku:|name:)(.+)$/s.exec(crmKey.trim()) ?? [];
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
