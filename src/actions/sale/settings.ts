/**
 * What a user chooses for a step that makes a sales document. Each action takes the groups it needs; values are texts, as
 * forms and files give them, and null = not set here: the account's own setting applies, or the usual way.
 */
import { z } from "zod";
import { customerRule, lineDiscounts, newItemType, taxMode } from "../../domain/books-settings.ts";
import { parseDecimal } from "../../domain/money.ts";

const id = z.string().trim().min(1);
const optionalId = id.nullable().default(null);
const property = z.string().trim().min(1, "choose a property").max(200);
const optionalProperty = property.nullable().default(null);
const template = z.string().max(4_000, "at most 4,000 characters").nullable().default(null);
const rules = z
  .string()
  .max(4_000)
  .refine((text) => text.split(/\r?\n/).every((row) => row.trim() === "" || /^[^=]+=[^=]+$/.test(row)), "write one rule per row, such as: East = Sales East")
  .nullable()
  .default(null);
const yesNo = z.enum(["yes", "no"]);
const days = z.string().regex(/^-?\d{1,4}$/, "give a whole number of days").nullable().default(null);
const positive = (text: string): boolean => {
  const decimal = parseDecimal(text);
  return decimal !== undefined && Number(decimal) > 0;
};
const percent = z.string().refine((text) => positive(text) && Number(text) <= 100, "give a percentage above 0 and at most 100").nullable().default(null);
const amount = z.string().refine(positive, "give an amount above 0").nullable().default(null);
const rate = z.string().refine(positive, "give a rate above 0").nullable().default(null);

/** The connection id of the set of books ("QuickBooks account"). */
export const booksChoice = { books: z.string().min(1, "choose the QuickBooks account") };

/** How the contact that stands for the customer is found among several; the first way that finds one decides. */
export const contactChoices = ["billing", "signer", "payer", "primary", "label", "first"] as const;
export type ContactChoice = (typeof contactChoices)[number];

/** Who the customer is. */
export const customerChoices = {
  customerRule: customerRule.nullable().default(null),
  /** A contact, the associated company, or a sub-customer for the contact under the company. */
  customerIs: z.enum(["contact", "company", "contact-under-company"]).default("contact"),
  contactChoice: z.array(z.enum(contactChoices)).min(1, "choose at least one way").default(["first"]),
  /** The association label that `label` looks for. */
  contactLabel: z.string().trim().min(1).nullable().default(null),
  /** Several contacts fit the first way that finds any: take the first of them, or stop and ask. */
  severalContacts: z.enum(["first", "ask"]).default("first"),
};

const customerSettings = z.object(customerChoices);
export type CustomerSettings = z.infer<typeof customerSettings>;

/** Which products the lines are, and what happens to those that the books do not have. */
export const itemChoices = {
  createMissingItems: yesNo.default("no"),
  incomeAccount: optionalId,
  newItemType: newItemType.nullable().default(null),
  newItemTaxable: yesNo.nullable().default(null),
  newItemCategory: optionalId,
  /** For lines that match no item. */
  defaultItem: optionalId,
  /** A record without line items: stop, or bill its amount as one line of the default item. */
  withoutLines: z.enum(["stop", "single-line"]).default("stop"),
};

/** "Advanced": all optional. */
export const advancedChoices = {
  transactionDate: z.enum(["today", "property"]).default("today"),
  transactionDateProperty: optionalProperty,
  transactionDateOffset: days,
  number: z.enum(["books", "pattern", "property"]).default("books"),
  numberPattern: template,
  numberProperty: optionalProperty,
  customerMemo: template,
  privateNote: template,
  billEmail: z.enum(["customer", "none", "property"]).default("customer"),
  billEmailProperty: optionalProperty,
  billEmailCc: template,
  billingAddress: z.enum(["books", "contact", "company", "record"]).default("books"),
  shippingAddress: z.enum(["books", "contact", "company", "record"]).default("books"),
  class: optionalId,
  classProperty: optionalProperty,
  /** One rule per row, `value = class`: which class a value of the property stands for; other values are names themselves. */
  classRules: rules,
  location: optionalId,
  locationProperty: optionalProperty,
  locationRules: rules,
  customField1: template,
  customField2: template,
  customField3: template,
  lineDiscounts: lineDiscounts.nullable().default(null),
  /** Whether a discount on the document lowers what is taxed (United States). */
  discountTiming: z.enum(["before-tax", "after-tax"]).default("before-tax"),
  taxMode: taxMode.nullable().default(null),
  shipping: z.enum(["none", "fees", "property"]).default("none"),
  shippingProperty: optionalProperty,
  emailing: z.enum(["leave", "mark-to-be-sent", "send"]).default("leave"),
  whichLines: z.enum(["all", "one-time", "recurring"]).default("all"),
  exchangeRate: z.enum(["books", "property", "fixed"]).default("books"),
  exchangeRateProperty: optionalProperty,
  exchangeRateFixed: rate,
};

/** Which part of the record this document is: deposits and milestones. */
export const partChoices = {
  part: z.enum(["all", "percent", "amount", "lines", "balance"]).default("all"),
  partPercent: percent,
  partAmount: amount,
  /** Names or SKUs of the lines, one per row of text. */
  partLines: z.string().max(4_000).nullable().default(null),
};

/** When an invoice is due. */
export const dueChoices = {
  terms: optionalId,
  /** The term's name in a property of the record; found in the books by name. */
  termsProperty: optionalProperty,
  dueDateProperty: optionalProperty,
};

const saleSettings = z.object({ ...booksChoice, ...customerChoices, ...itemChoices, ...advancedChoices });
/** What every sales document's settings have. */
export type SaleSettings = z.infer<typeof saleSettings>;

const partSettings = z.object(partChoices);
export type PartSettings = z.infer<typeof partSettings>;
const dueSettings = z.object(dueChoices);
export type DueSettings = z.infer<typeof dueSettings>;
