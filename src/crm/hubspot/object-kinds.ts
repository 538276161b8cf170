/** What HubSpot calls the kinds of records we read. */
import type { Adjustment, ObjectType } from "#domain/record.ts";
import { companyAddress, contactAddress, paymentBillingAddress, paymentShippingAddress, propertiesOfAddress } from "./addresses.ts";

/** One kind of HubSpot object. */
export interface ObjectKind {
  /** The name in paths. */
  plural: string;
  /** The name before the dot in webhook event types; kinds without their own family come as `object.*`. */
  singular: string;
  /** HubSpot's objectTypeId, used in links and generic webhook events. */
  typeId: string;
  /** Contacts are the one kind whose property lacks the `hs_` prefix. */
  modifiedProperty: "hs_lastmodifieddate" | "lastmodifieddate";
  /** Property with the record's own currency; null = always the portal's. */
  currencyProperty: string | null;
  /** Property with what the record comes to; null = it has none. */
  amountProperty: string | null;
  hasContacts: boolean;
  hasCompanies: boolean;
  hasLineItems: boolean;
  /** The adjustments that HubSpot associates with records of the kind. */
  adjustments: readonly Adjustment["kind"][];
  /** What else may be associated and filtered by; absent = nothing. */
  besides?: readonly ObjectType[];
  /** What we cannot do without: read when the credential may not list the property definitions. */
  neededProperties: readonly string[];
}

/** The kinds by our name. */
export const objectKinds: Record<ObjectType, ObjectKind> = {
  deal: {
    plural: "deals",
    singular: "deal",
    typeId: "0-3",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "deal_currency_code",
    amountProperty: "amount",
    hasContacts: true,
    hasCompanies: true,
    hasLineItems: true,
    adjustments: [],
    besides: ["invoice", "subscription"],
    neededProperties: ["dealname", "dealstage", "pipeline", "amount", "closedate", "createdate", "deal_currency_code", "hs_is_closed_won", "hs_lastmodifieddate"],
  },
  quote: {
    plural: "quotes",
    singular: "quote",
    typeId: "0-14",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_currency",
    amountProperty: "hs_quote_amount",
    hasContacts: true,
    hasCompanies: true,
    hasLineItems: true,
    adjustments: ["discount", "fee", "tax"],
    besides: ["invoice", "subscription"],
    neededProperties: ["hs_title", "hs_status", "hs_sign_status", "hs_quote_status", "hs_payment_status", "hs_quote_amount", "hs_currency", "hs_lastmodifieddate"],
  },
  payment: {
    plural: "commerce_payments",
    singular: "commerce_payment",
    typeId: "0-101",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_currency_code",
    amountProperty: "hs_initial_amount",
    hasContacts: true,
    hasCompanies: true,
    hasLineItems: true,
    adjustments: ["discount", "fee"],
    besides: ["invoice", "subscription"],
    neededProperties: [
      "hs_initial_amount", "hs_latest_status", "hs_reference_number", "hs_payment_id", "hs_payment_source_app", "hs_currency_code", "hs_customer_email",
      "hs_initiated_date", "hs_refunds_amount", "hs_fees_amount", "hs_platform_fee", "hs_net_amount", "hs_payment_method_type", "hs_payment_method",
      "hs_processor_type", "hs_has_associated_invoice", "hs_number_of_associated_invoices", "hs_order_discount_code", "hs_order_discount_amount",
      "hs_order_discount_percentage", ...propertiesOfAddress(paymentBillingAddress), ...propertiesOfAddress(paymentShippingAddress), "hs_lastmodifieddate",
    ],
  },
  contact: {
    plural: "contacts",
    singular: "contact",
    typeId: "0-1",
    modifiedProperty: "lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: false,
    hasCompanies: false,
    hasLineItems: false,
    adjustments: [],
    neededProperties: ["firstname", "lastname", "email", "company", "phone", "mobilephone", ...propertiesOfAddress(contactAddress), "lastmodifieddate"],
  },
  company: {
    plural: "companies",
    singular: "company",
    typeId: "0-2",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: true,
    hasCompanies: false,
    hasLineItems: false,
    adjustments: [],
    neededProperties: ["name", "domain", "phone", ...propertiesOfAddress(companyAddress), "hs_lastmodifieddate"],
  },
  "line-item": {
    plural: "line_items",
    singular: "line_item",
    typeId: "0-8",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_line_item_currency_code",
    amountProperty: null,
    hasContacts: false,
    hasCompanies: false,
    hasLineItems: false,
    adjustments: [],
    neededProperties: [
      "name", "description", "hs_sku", "hs_product_id", "quantity", "price", "amount", "discount", "hs_discount_percentage",
      "hs_total_discount", "hs_pre_discount_amount", "hs_line_item_currency_code", "hs_position_on_quote",
      "recurringbillingfrequency", "hs_recurring_billing_start_date", "hs_tax_rate", "hs_tax_label", "hs_tax_amount", "hs_auto_tax_amount", "tax", "hs_lastmodifieddate",
    ],
  },
  product: {
    plural: "products",
    singular: "product",
    typeId: "0-7",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: false,
    hasCompanies: false,
    hasLineItems: false,
    adjustments: [],
    neededProperties: ["name", "description", "hs_sku", "price", "hs_lastmodifieddate"],
  },
  invoice: {
    plural: "invoices",
    singular: "invoice",
    typeId: "0-53",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_currency",
    amountProperty: "hs_amount_billed",
    hasContacts: true,
    hasCompanies: true,
    hasLineItems: true,
    adjustments: ["discount", "fee", "tax"],
    besides: ["subscription"],
    neededProperties: ["hs_number", "hs_title", "hs_invoice_status", "hs_invoice_date", "hs_due_date", "hs_amount_billed", "hs_amount_paid", "hs_balance_due", "hs_currency", "hs_lastmodifieddate"],
  },
  subscription: {
    plural: "subscriptions",
    singular: "subscription",
    typeId: "0-69",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: true,
    hasCompanies: true,
    hasLineItems: true,
    adjustments: [],
    besides: ["invoice"],
    neededProperties: ["hs_name", "hs_status", "hs_lastmodifieddate"],
  },
};
