/**
 * CRM records in our words. Property names and values are the CRM's own data (internal names, values as text);
 * what every CRM calls differently (a contact's e-mail, a line's price) is a named field here.
 */
import { z } from "zod";
import type { Instant } from "./dates.ts";
import type { Decimal } from "./money.ts";

/** The kinds of records we read. */
export const objectTypes = ["deal", "quote", "payment", "contact", "company", "line-item", "product"] as const;
export const objectType = z.enum(objectTypes);
export type ObjectType = z.infer<typeof objectType>;

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
}

/** A person at a customer. */
export interface Contact extends CrmRecord {
  objectType: "contact";
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** The QuickBooks customer id a user has written on the contact, when the CRM has such a property. */
  companyName: string | null;
}

/** One row on a deal or quote; it belongs to exactly one record. */
export interface LineItem extends CrmRecord {
  objectType: "line-item";
  sku: string | null;
  description: string | null;
  quantity: Decimal | null;
  /** Price of one before discount. */
  unitPrice: Decimal | null;
  /** Price after the line's discount, before tax, for the whole quantity; null when the CRM did not compute it. */
  netAmount: Decimal | null;
  /** ISO 4217; null = the portal's currency. */
  currency: string | null;
  /** Sort key on the document; null sorts last, then by id. */
  position: number | null;
}

/** The record a workflow runs on, with all that its actions may read. */
export interface Subject {
  record: CrmRecord;
  /** ISO 4217: the record's currency, or the portal's when the record has none. */
  currency: string;
  /** In the order the CRM's rule for "first associated contact" gives: primary first, then the oldest record. */
  contacts: Contact[];
  lineItems: LineItem[];
}

/** A property that filters and forms may use. */
export interface PropertyDefinition {
  name: string;
  label: string;
  type: "text" | "number" | "enumeration" | "boolean" | "datetime" | "date";
  options: { value: string; label: string }[];
  isReadOnly: boolean;
}
