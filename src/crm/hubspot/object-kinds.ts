/** What HubSpot calls the kinds of records we read. */
import type { ObjectType } from "#domain/record.ts";

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
  hasLineItems: boolean;
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
    hasLineItems: true,
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
    hasLineItems: true,
    neededProperties: ["hs_title", "hs_status", "hs_sign_status", "hs_quote_amount", "hs_currency", "hs_lastmodifieddate"],
  },
  payment: {
    plural: "commerce_payments",
    singular: "commerce_payment",
    typeId: "0-101",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_currency_code",
    amountProperty: "hs_initial_amount",
    hasContacts: true,
    hasLineItems: true,
    neededProperties: ["hs_initial_amount", "hs_latest_status", "hs_reference_number", "hs_payment_source_app", "hs_currency_code", "hs_customer_email", "hs_lastmodifieddate"],
  },
  contact: {
    plural: "contacts",
    singular: "contact",
    typeId: "0-1",
    modifiedProperty: "lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: false,
    hasLineItems: false,
    neededProperties: ["firstname", "lastname", "email", "company", "phone", "lastmodifieddate"],
  },
  company: {
    plural: "companies",
    singular: "company",
    typeId: "0-2",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: null,
    amountProperty: null,
    hasContacts: true,
    hasLineItems: false,
    neededProperties: ["name", "domain", "hs_lastmodifieddate"],
  },
  "line-item": {
    plural: "line_items",
    singular: "line_item",
    typeId: "0-8",
    modifiedProperty: "hs_lastmodifieddate",
    currencyProperty: "hs_line_item_currency_code",
    amountProperty: null,
    hasContacts: false,
    hasLineItems: false,
    neededProperties: [
      "name", "description", "hs_sku", "hs_product_id", "quantity", "price", "amount", "discount", "hs_discount_percentage",
      "hs_total_discount", "hs_pre_discount_amount", "hs_line_item_currency_code", "hs_position_on_quote", "hs_lastmodifieddate",
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
    hasLineItems: false,
    neededProperties: ["name", "description", "hs_sku", "price", "hs_lastmodifieddate"],
  },
};
