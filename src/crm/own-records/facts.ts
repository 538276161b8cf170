/** Own records in the words that all CRMs share. */
import { Big } from "big.js";
import type { Instant, LocalDate } from "#domain/dates.ts";
import { type Decimal, parseDecimal } from "#domain/money.ts";
import { ownRecordFacts, refundedOf } from "#domain/own-records/record-facts.ts";
import type { OwnRecord } from "#domain/ports/own-records.ts";
import type { PostalAddress } from "#domain/postal-address.ts";
import { type Adjustment, type Company, type Contact, type CrmRecord, type LineItem, type PaymentFacts, paymentStates, type PaymentState } from "#domain/record.ts";
import type { OwnAssociate } from "#domain/ports/own-records.ts";

type Properties = CrmRecord["properties"];

/** The record as every CRM gives it. */
export function recordOf({ objectType, id, name, properties, modifiedAt }: OwnRecord, appUrl: string): CrmRecord {
  return { objectType, id, name, properties, modifiedAt, url: `${appUrl}/records/${objectType}/${id}`, facts: ownRecordFacts(objectType, properties) };
}

/** A contact, as it is associated with a record. */
export function contactOf(own: OwnRecord, { roles, labels }: OwnAssociate, appUrl: string): Contact {
  const { properties } = own;
  return {
    ...recordOf(own, appUrl),
    objectType: "contact",
    firstName: textOf(properties, "first_name"),
    lastName: textOf(properties, "last_name"),
    email: textOf(properties, "email"),
    phone: textOf(properties, "phone"),
    companyName: textOf(properties, "company_name"),
    address: addressOf(properties),
    roles,
    labels,
  };
}

/** A company, as it is associated with a record. */
export function companyOf(own: OwnRecord, { roles, labels }: OwnAssociate, appUrl: string): Company {
  const { properties } = own;
  return { ...recordOf(own, appUrl), objectType: "company", domain: textOf(properties, "domain"), phone: textOf(properties, "phone"), address: addressOf(properties), roles, labels };
}

/** A line item; one without a quantity is sold once. */
export function lineItemOf(own: OwnRecord, appUrl: string): LineItem {
  const { properties } = own;
  const number = (name: string): Decimal | null => decimalOf(properties[name]);
  const tax = { rate: number("tax_rate"), label: textOf(properties, "tax_label"), amount: number("tax_amount") };
  return {
    ...recordOf(own, appUrl),
    objectType: "line-item",
    name: textOf(properties, "name") ?? "",
    productId: textOf(properties, "product"),
    sku: textOf(properties, "sku"),
    description: textOf(properties, "description"),
    quantity: number("quantity") ?? ("1" as Decimal),
    unitPrice: number("unit_price"),
    netAmount: number("net_amount"),
    discountPercent: number("discount_percent"),
    currency: textOf(properties, "currency"),
    isRecurring: properties["is_recurring"] === "true",
    billingStart: textOf(properties, "billing_start") as LocalDate | null,
    tax: tax.rate === null && tax.label === null && tax.amount === null ? null : tax,
    position: number("position") === null ? null : Number(number("position")),
  };
}

/** Discounts and fees on the whole record. */
export function adjustmentsOf(properties: Properties): Adjustment[] {
  const wanted = [
    { kind: "discount", label: "Discount", form: "percent", name: "discount_percent" },
    { kind: "discount", label: "Discount", form: "amount", name: "discount_amount" },
    { kind: "fee", label: "Fee", form: "amount", name: "fee_amount" },
  ] as const;
  return wanted.flatMap(({ kind, label, form, name }) => {
    const value = decimalOf(properties[name]);
    return value === null || new Big(value).lte(0) ? [] : [{ kind, label, form, value }];
  });
}

/** What a payment is. Without a status it has not succeeded yet. */
export function paymentFactsOf({ properties }: CrmRecord): PaymentFacts {
  const refunded = refundedOf(properties);
  return {
    paymentState: stateOf(properties),
    amount: decimalOf(properties["amount"]),
    fee: decimalOf(properties["fee"]),
    refunded,
    refunds: [],
    method: textOf(properties, "method")?.toLowerCase() ?? null,
    reference: textOf(properties, "reference"),
    paidAt: textOf(properties, "paid_at") as Instant | null,
    payerEmail: textOf(properties, "payer_email"),
    paysInvoice: properties["source"] === "invoice",
    isFromBooks: false,
  };
}

function stateOf(properties: Properties): PaymentState {
  return paymentStates.find((state) => state === properties["status"]) ?? "pending";
}

/** The address under these names; null when all of it is empty. */
export function addressOf(properties: Properties, start = ""): PostalAddress | null {
  const text = (name: string): string => textOf(properties, start + name) ?? "";
  const address = {
    lines: [text("address_line_1"), text("address_line_2")].filter((line) => line !== ""),
    city: text("city"),
    region: text("region"),
    postalCode: text("postal_code"),
    country: text("country"),
  };
  return address.lines.length === 0 && [address.city, address.region, address.postalCode, address.country].every((part) => part === "") ? null : address;
}

/** The property's text; null when it is empty or not there. */
export function textOf(properties: Properties, name: string): string | null {
  return properties[name]?.trim() || null;
}

/** The number in a text; null when there is none. */
export function decimalOf(text: string | null | undefined): Decimal | null {
  return (text == null ? undefined : parseDecimal(text)) ?? null;
}
