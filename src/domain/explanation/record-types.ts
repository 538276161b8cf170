/** The types of records as people call them. */
import type { ObjectType } from "../record.ts";

export const recordTypeWords: Readonly<Record<ObjectType, { one: string; several: string }>> = {
  deal: { one: "deal", several: "deals" },
  quote: { one: "quote", several: "quotes" },
  payment: { one: "payment", several: "payments" },
  contact: { one: "contact", several: "contacts" },
  company: { one: "company", several: "companies" },
  "line-item": { one: "line item", several: "line items" },
  product: { one: "product", several: "products" },
  invoice: { one: "invoice", several: "invoices" },
  subscription: { one: "subscription", several: "subscriptions" },
};
