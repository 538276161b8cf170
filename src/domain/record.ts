/**
 * CRM records in our words. Property names and values are the CRM's own data (internal names, values as text);
 * what every CRM calls differently (a contact's e-mail, a line's price) is a named field here.
 */
import { z } from "zod";
import type { Instant, LocalDate } from "./dates.ts";
import type { Decimal } from "./money.ts";
import type { PostalAddress } from "./postal-address.ts";

/** The kinds of records we read. */
export const objectTypes = ["deal", "quote", "payment", "contact", "company", "line-item", "product", "invoice", "subscription"] as const;
export const objectType = z.enum(objectTypes);
export type ObjectType = z.infer<typeof objectType>;

/** The kinds whose changes start workflows. */
export const startingTypes: readonly ObjectType[] = ["deal", "quote", "payment"];

/** One record. `modifiedAt` is the CRM's own time of the last change: an older fact never overwrites a newer one. */
export interface CrmRecord {
  objectType: ObjectType;
  id: string;
  /** What people call it: a deal's or product's name, a contact's full name. */
  name: string;
  /** Internal name -> value as text; null = known to be empty. */
  properties: Record<string, string | null>;
  modifiedAt: Instant;
  /** Where a person sees it in the CRM. */
  url: string;
  /** What lists ask for; absent on records that come from our own store. */
  facts?: RecordFacts;
}

/** Where a record stands, whatever the CRM calls it. */
export const standings = ["open", "won", "lost", "unsigned", "signed", "pending", "succeeded", "failed", "partly-refunded", "refunded", "refund-pending", "disputed", "dispute-lost"] as const;
export type Standing = (typeof standings)[number];

/** What lists of records need to know of one. Amounts are in the record's currency; null = unknown, or the kind has none. */
export interface RecordFacts {
  standing: Standing | null;
  amount: Decimal | null;
  /** ISO 4217; null = the CRM account's own. */
  currency: string | null;
  /** What the processor of a payment kept. */
  fee: Decimal | null;
  /** What was refunded of a payment in all. */
  refunded: Decimal | null;
  /** False = it is booked by something else: an invoice of the CRM, or it came from the books. */
  isOwnSale: boolean;
}

/** What an associated contact or company is to the record, whatever language the CRM's labels are in. */
export type AssociationRole = "primary" | "billing" | "signer";

/** How a contact or company is associated with the record a workflow runs on. */
export interface Association {
  roles: AssociationRole[];
  /** The association's labels as users of the CRM named them; [] = it has none. */
  labels: string[];
}

/** The user of the CRM who is responsible for a record. */
export interface Owner {
  name: string;
  email: string | null;
}

/** A person at a customer. */
export interface Contact extends CrmRecord, Association {
  objectType: "contact";
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  companyName: string | null;
  /** Null = the CRM has none. */
  address: PostalAddress | null;
  /** Absent = nobody owns it, or the CRM does not say. */
  owner?: Owner;
}

/** An organisation that may be a customer itself. */
export interface Company extends CrmRecord, Association {
  objectType: "company";
  domain: string | null;
  phone: string | null;
  address: PostalAddress | null;
}

/** One row on a deal or quote; it belongs to exactly one record. */
export interface LineItem extends CrmRecord {
  objectType: "line-item";
  /** The catalogue entry it was made from; null = it was typed in. */
  productId: string | null;
  sku: string | null;
  description: string | null;
  quantity: Decimal | null;
  /** Price of one before discount. */
  unitPrice: Decimal | null;
  /** Price after the line's discount, before tax, for the whole quantity; null when the CRM did not compute it. */
  netAmount: Decimal | null;
  /** The line's discount in percent when it was given so, for example `8.5`. */
  discountPercent: Decimal | null;
  /** ISO 4217; null = the portal's currency. */
  currency: string | null;
  /** True = billed again each period. */
  isRecurring: boolean;
  /** The first day it is billed for; null = unknown. */
  billingStart: LocalDate | null;
  /** The tax the CRM put on the line; null = it says nothing of tax. */
  tax: LineItemTax | null;
  /** Sort key on the document; null sorts last, then by id. */
  position: number | null;
}

/** Tax as the CRM charges it on one line. */
export interface LineItemTax {
  /** Percent, for example `8.875`; null = only the amount is known. */
  rate: Decimal | null;
  /** What the rate is called in the CRM. */
  label: string | null;
  /** For the whole quantity, after discount; null = only the rate is known. */
  amount: Decimal | null;
}

/** A discount, fee or tax on the whole record. They apply in this order: discounts, fees, taxes. */
export interface Adjustment {
  kind: "discount" | "fee" | "tax";
  label: string;
  form: "percent" | "amount";
  /** Percent, or an amount in the record's currency; positive. */
  value: Decimal;
}

/** Where a payment stands at the processor. */
export const paymentStates = ["pending", "succeeded", "failed", "partly-refunded", "refunded", "refund-pending", "disputed", "dispute-lost"] as const;
export type PaymentState = (typeof paymentStates)[number];

/** What a payment is, beyond being a record. Amounts are positive and in the record's currency. */
export interface PaymentFacts {
  paymentState: PaymentState;
  amount: Decimal | null;
  /** What the processor kept; null = unknown. */
  fee: Decimal | null;
  /** All refunds together. */
  refunded: Decimal;
  /** Each refund by itself, oldest first; together they are `refunded`. [] = only their sum is known. */
  refunds: Decimal[];
  /** The CRM's word for the method, for example `card` or `ach`. */
  method: string | null;
  /** The payment's own number. */
  reference: string | null;
  /** When the payer paid; null = unknown. */
  paidAt: Instant | null;
  /** The payer's e-mail. */
  payerEmail: string | null;
  /** True = it pays an invoice of the CRM, which is booked by itself. */
  paysInvoice: boolean;
  /** True = it came from an accounting system: the books have it already. */
  isFromBooks: boolean;
}

/** The record a workflow runs on, with all that its actions may read. */
export interface Subject {
  record: CrmRecord;
  /** ISO 4217: the record's currency, or the portal's when the record has none. */
  currency: string;
  /** What the CRM says the record comes to; null = it does not say. */
  amount: Decimal | null;
  /** In the order the CRM's rule for "first associated contact" gives: primary first, then the oldest record. */
  contacts: Contact[];
  /** In the same order. */
  companies: Company[];
  lineItems: LineItem[];
  /** In the order they apply. */
  adjustments: Adjustment[];
  /** The record's own addresses; null = it has none. */
  billingAddress: PostalAddress | null;
  shippingAddress: PostalAddress | null;
  /** Null = the record is no payment. */
  payment: PaymentFacts | null;
  /** Absent = nobody owns the record, or the CRM does not say. */
  owner?: Owner;
}

/** A property that filters and forms may use. */
export interface PropertyDefinition {
  name: string;
  label: string;
  /** `multi-select` = an enumeration of which several may be chosen, joined by `;`. */
  type: "text" | "number" | "enumeration" | "multi-select" | "boolean" | "datetime" | "date";
  options: { value: string; label: string }[];
  isReadOnly: boolean;
}
