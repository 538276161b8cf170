/** Settings of a set of books that users see and change: limits, matching, money. A step may override some of them. */
import { z } from "zod";
import { matchingKey } from "./matching.ts";

/** Who may become a customer: contacts that meet the sync filter, or anybody. */
export const customerRule = z.enum(["must-be-eligible", "create-if-missing"]);

/** The ways to find a customer that the books have, by what the CRM knows of the contact or company. */
export const customerKeys = ["saved-link", "books-id-property", "email", "name-and-email", "company-name", "display-name"] as const;
export type CustomerKey = (typeof customerKeys)[number];

/** The ways to find a line item's item. */
export const itemKeys = ["saved-link", "books-id-property", "sku", "name"] as const;
export type ItemKey = (typeof itemKeys)[number];

/** What a created item is. Others need stock accounts, which only a person can choose well. */
export const newItemType = z.enum(["service", "non-inventory"]);
export type NewItemType = z.infer<typeof newItemType>;

/**
 * How documents are taxed.
 * - none: no tax at all.
 * - automated: the books compute it on the taxable lines (United States).
 * - as-charged: the tax the CRM charged is booked as it is (United States).
 * - codes: each line gets the tax code that its CRM rate is mapped to (elsewhere).
 */
export const taxMode = z.enum(["none", "automated", "as-charged", "codes"]);
export type TaxMode = z.infer<typeof taxMode>;

/** How a discount on a CRM line is booked: inside the unit price, or as one discount on the document. */
export const lineDiscounts = z.enum(["net-price", "document-discount"]);
export type LineDiscounts = z.infer<typeof lineDiscounts>;

const percent = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, "give a percentage such as 21 or 8.875");
const id = z.string().min(1);
const property = z.string().trim().min(1).max(200);

/** The tax code for a CRM tax rate; the label tells rates of the same percentage apart, null = any label. */
export const taxMapping = z.object({ rate: percent, label: z.string().trim().min(1).nullable().default(null), taxCode: id });

/** The terms of the books for a name of payment terms in the CRM. */
export const termMapping = z.object({ name: z.string().trim().min(1).max(200), term: id });

export const booksSettings = z.object({
  /** Who may become a customer. */
  customerRule: customerRule.default("must-be-eligible"),
  /** The customer sync filter: a contact property and the values that make a contact eligible; null = everybody is. */
  customerSyncFilter: z.object({ property: z.string().min(1), values: z.array(z.string()).min(1) }).nullable().default(null),
  /** Tried in this order; the first that finds a customer decides. */
  customerMatching: z.array(z.enum(customerKeys)).min(1).default(["saved-link", "books-id-property", "name-and-email"]),
  /** A new customer's display name is taken by somebody else: stop and ask, or add what tells them apart. */
  takenNames: z.enum(["stop", "add-number", "add-email"]).default("stop"),
  /** CRM properties that hold the books' own id; null = there is none. */
  booksIdProperties: z
    .object({ contact: property.nullable().default(null), company: property.nullable().default(null), lineItem: property.nullable().default(null) })
    .default({ contact: null, company: null, lineItem: null }),

  /** Tried in this order; the first that finds an item decides. */
  itemMatching: z.array(z.enum(itemKeys)).min(1).default(["saved-link", "books-id-property", "sku", "name"]),
  /** What a created item is, unless the step says otherwise. Account and category are ids of the books. */
  newItems: z
    .object({ type: newItemType.default("service"), incomeAccount: id.nullable().default(null), isTaxable: z.boolean().default(true), category: id.nullable().default(null) })
    .default({ type: "service", incomeAccount: null, isTaxable: true, category: null }),
  /** The item of lines that match none; null = such lines stop the document. */
  defaultItem: id.nullable().default(null),

  /** Null = as the country has it: automated in the United States, codes elsewhere once any is chosen below, else none. */
  taxMode: taxMode.nullable().default(null),
  taxMappings: z.array(taxMapping).max(500).default([]),
  /** The tax code of rates that are not mapped; null = such lines stop the document. */
  defaultTaxCode: id.nullable().default(null),
  /** The tax code of lines without tax in the CRM, where documents are taxed by codes; null = such lines count as unmapped. */
  zeroTaxCode: id.nullable().default(null),
  /** Whether CRM prices are without tax or include it. */
  crmPrices: z.enum(["exclusive", "inclusive"]).default("exclusive"),
  /** The tax code (group) that tax as charged is booked under. */
  chargedTaxCode: id.nullable().default(null),
  /** "Tax as charged": a payment that contains tax may become a paid invoice. */
  takesTaxedPayments: z.boolean().default(false),

  /** Payment terms that the CRM calls something else than the books do. */
  termMappings: z.array(termMapping).max(500).default([]),

  lineDiscounts: lineDiscounts.default("net-price"),
  /** Paid invoices and receipts of nothing: refused unless allowed. */
  takesZeroReceipts: z.boolean().default(false),
  /** A transaction date in a closed period: stop, or take the first open day. */
  closedPeriod: z.enum(["refuse", "first-open-day"]).default("refuse"),
  /** The books came to another total than we planned: flag the document, or void it too. */
  differingTotal: z.enum(["flag", "void"]).default("flag"),

  /** Metered calls a calendar month (UTC) that background work never exceeds; 500,000 cost nothing in QuickBooks' free tier. */
  monthlyMeteredBudget: z.number().int().min(0).max(1_000_000_000).default(500_000),
  /** How the vendor counts a batch. It does not say; counting every item never spends more than we think. */
  batchCost: z.enum(["per-item", "per-call"]).default("per-item"),
  /** Batches in any 60 seconds: 40 everywhere, 120 in production since October 2025. */
  batchesPerMinute: z.number().int().min(1).max(120).default(40),
  /** When documents would wait longer than this, they also go out in batches, which are metered; null = never. */
  burstAfterSeconds: z.number().int().min(1).max(86_400).nullable().default(120),
});
export type BooksSettings = z.infer<typeof booksSettings>;

/** The settings with these terms for the name; an earlier choice for it gives way. */
export function withTermMapping(settings: BooksSettings, name: string, term: string): BooksSettings {
  const others = settings.termMappings.filter((one) => matchingKey(one.name) !== matchingKey(name));
  return { ...settings, termMappings: [...others, { name, term }] };
}

/** The settings with this tax code for the rate; an earlier choice for it gives way. */
export function withTaxMapping(settings: BooksSettings, { rate, label }: { rate: string; label: string | null }, taxCode: string): BooksSettings {
  const isSame = (one: BooksSettings["taxMappings"][number]): boolean => Number(one.rate) === Number(rate) && matchingKey(one.label ?? "") === matchingKey(label ?? "");
  return { ...settings, taxMappings: [...settings.taxMappings.filter((one) => !isSame(one)), { rate, label, taxCode }] };
}
