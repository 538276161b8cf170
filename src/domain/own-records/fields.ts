/**
 * What own records have: records that people put in themselves, by API or from a file, because there is no CRM to read them
 * from. Beside these fields a workspace may define properties of its own.
 */
import { type AssociationRole, type ObjectType, type PaymentState, paymentStates, type PropertyDefinition } from "../record.ts";

/** One field. `format` narrows a text. */
export interface OwnField extends Pick<PropertyDefinition, "name" | "label" | "type" | "options"> {
  isRequired: boolean;
  format: "currency" | "email" | null;
}

/** What an own record may be associated with, by name in requests. */
export const associatedTypes = { contacts: "contact", companies: "company" } as const;
export type AssociatedList = keyof typeof associatedTypes;

/** The kinds that have contacts, companies and line items. */
export const soldTypes = ["deal", "quote", "payment"] as const satisfies readonly ObjectType[];
export type SoldType = (typeof soldTypes)[number];

/** What somebody associated may be to the record. */
export const associationRoles = ["primary", "billing", "signer"] as const satisfies readonly AssociationRole[];

/** Whether a kind has contacts, companies and line items. */
export function isSoldType(objectType: ObjectType): objectType is SoldType {
  return soldTypes.some((one) => one === objectType);
}

const stateLabels: Record<PaymentState, string> = {
  pending: "Pending", succeeded: "Succeeded", failed: "Failed", "partly-refunded": "Partly refunded", refunded: "Refunded",
  "refund-pending": "Refund pending", disputed: "Disputed", "dispute-lost": "Dispute lost",
};

const currency = text("currency", "Currency", { format: "currency" });
const discounts = [number("discount_percent", "Discount, percent"), number("discount_amount", "Discount, amount"), number("fee_amount", "Fee")];
const address = [
  text("address_line_1", "Address, line 1"), text("address_line_2", "Address, line 2"), text("city", "City"), text("region", "State or province"),
  text("postal_code", "Postal code"), text("country", "Country"),
];
const billingAddress = prefixed("billing_", "Billing", address);
const shippingAddress = prefixed("shipping_", "Shipping", address);

/** The fields of each kind, in the order in which people fill them in. */
export const ownFields: Record<ObjectType, readonly OwnField[]> = {
  deal: [
    text("name", "Deal name", { isRequired: true }),
    choice("stage", "Stage", [["open", "Sales: Open"], ["won", "Sales: Won"], ["lost", "Sales: Lost"]]),
    number("amount", "Amount"), currency, date("close_date", "Close date"), ...discounts, ...billingAddress, ...shippingAddress,
  ],
  quote: [
    text("name", "Quote name", { isRequired: true }),
    choice("signature_status", "Signature status", [["not-signed", "Not signed"], ["pending", "Signature pending"], ["signed", "Signed"]]),
    datetime("signed_at", "Signed at"), number("amount", "Amount"), currency, date("expiration_date", "Expiration date"), ...discounts, ...billingAddress, ...shippingAddress,
  ],
  payment: [
    number("amount", "Amount", { isRequired: true }), currency,
    choice("status", "Status", paymentStates.map((state) => [state, stateLabels[state]])),
    datetime("paid_at", "Paid at"), text("reference", "Reference"), text("payer_email", "Payer's e-mail", { format: "email" }), text("method", "Payment method"),
    number("fee", "Processing fee"), number("refunded_amount", "Refunded amount"),
    choice("source", "Source", [["invoice", "Invoice"], ["quote", "Quote"], ["payment-link", "Payment link"], ["subscription", "Subscription"], ["other", "Other"]]),
    number("discount_percent", "Discount, percent"), number("discount_amount", "Discount, amount"), number("fee_amount", "Fee charged to the payer"), ...billingAddress, ...shippingAddress,
  ],
  contact: [
    text("email", "E-mail", { format: "email" }), text("first_name", "First name"), text("last_name", "Last name"), text("phone", "Phone"), text("company_name", "Company name"), ...address,
  ],
  company: [text("name", "Company name", { isRequired: true }), text("domain", "Domain"), text("phone", "Phone"), ...address],
  product: [text("name", "Product name", { isRequired: true }), text("sku", "SKU"), text("description", "Description"), number("unit_price", "Unit price"), currency],
  "line-item": [
    text("name", "Item name", { isRequired: true }), text("sku", "SKU"), text("description", "Description"), number("quantity", "Quantity"), number("unit_price", "Unit price"),
    number("discount_percent", "Discount, percent"), number("net_amount", "Net amount"), currency, text("tax_label", "Tax name"), number("tax_rate", "Tax rate, percent"),
    number("tax_amount", "Tax amount"), boolean("is_recurring", "Recurring"), date("billing_start", "Billing starts"), text("product", "Product's external id"), number("position", "Position"),
  ],
  // Invoices and subscriptions of a CRM are only looked at; nobody puts them in.
  invoice: [],
  subscription: [],
};

/** The field of that name; undefined = the kind has none. */
export function ownFieldOf(objectType: ObjectType, name: string): OwnField | undefined {
  return ownFields[objectType].find((field) => field.name === name);
}

/** A field as filters and forms see it. */
export function definitionOf({ name, label, type, options }: OwnField): PropertyDefinition {
  return { name, label, type, options, isReadOnly: false };
}

type More = Partial<Pick<OwnField, "isRequired" | "format">>;

function field(name: string, label: string, type: OwnField["type"], more: More = {}): OwnField {
  return { name, label, type, options: [], isRequired: false, format: null, ...more };
}

function text(name: string, label: string, more?: More): OwnField {
  return field(name, label, "text", more);
}

function number(name: string, label: string, more?: More): OwnField {
  return field(name, label, "number", more);
}

function date(name: string, label: string): OwnField {
  return field(name, label, "date");
}

function datetime(name: string, label: string): OwnField {
  return field(name, label, "datetime");
}

function boolean(name: string, label: string): OwnField {
  return { ...field(name, label, "boolean"), options: [{ value: "true", label: "Yes" }, { value: "false", label: "No" }] };
}

function choice(name: string, label: string, options: readonly (readonly [string, string])[]): OwnField {
  return { ...field(name, label, "enumeration"), options: options.map(([value, shown]) => ({ value, label: shown })) };
}

function prefixed(start: string, word: string, fields: readonly OwnField[]): OwnField[] {
  return fields.map((one) => ({ ...one, name: `${start}${one.name}`, label: `${word} ${one.label.charAt(0).toLowerCase()}${one.label.slice(1)}` }));
}
