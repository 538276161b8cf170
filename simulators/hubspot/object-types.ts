/** The kinds of records this portal has, and what HubSpot calls them. */

export interface ObjectTypeFacts {
  /** The name in paths. */
  plural: string;
  singular: string;
  /** HubSpot's objectTypeId. */
  typeId: string;
  modifiedProperty: "hs_lastmodifieddate" | "lastmodifieddate";
  createdProperty: "createdate" | "hs_createdate";
  /** What a read answers when no properties are asked for. */
  defaults: readonly string[];
  /** A record needs one of these; empty = none. */
  requiresOneOf: readonly string[];
  /** What a new record needs all of; absent = nothing. */
  requires?: readonly string[];
  /** What the `query` of a search looks at. */
  searchable: readonly string[];
  firstId: number;
}

/** Discounts, fees and taxes: objects of their own, which adjust a whole quote, payment or invoice. */
function adjustments(plural: string, singular: string, typeId: string, firstId: number): ObjectTypeFacts {
  return {
    plural, singular, typeId, modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"], requiresOneOf: [], searchable: ["hs_label"], firstId,
  };
}

/** Notes and tasks: what is written down about records. */
function engagements(plural: string, singular: string, typeId: string, text: string, firstId: number): ObjectTypeFacts {
  return {
    plural, singular, typeId, modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"], requiresOneOf: ["hs_timestamp"], searchable: [text], firstId,
  };
}

const types = {
  contacts: {
    plural: "contacts", singular: "contact", typeId: "0-1", modifiedProperty: "lastmodifieddate", createdProperty: "createdate",
    defaults: ["createdate", "email", "firstname", "lastname", "lastmodifieddate", "hs_object_id"],
    requiresOneOf: ["email", "firstname", "lastname"], searchable: ["firstname", "lastname", "email", "phone", "company"], firstId: 501,
  },
  companies: {
    plural: "companies", singular: "company", typeId: "0-2", modifiedProperty: "hs_lastmodifieddate", createdProperty: "createdate",
    defaults: ["createdate", "domain", "name", "hs_lastmodifieddate", "hs_object_id"],
    requiresOneOf: ["name", "domain"], searchable: ["website", "phone", "name", "domain"], firstId: 301,
  },
  deals: {
    plural: "deals", singular: "deal", typeId: "0-3", modifiedProperty: "hs_lastmodifieddate", createdProperty: "createdate",
    defaults: ["amount", "closedate", "createdate", "dealname", "dealstage", "hs_lastmodifieddate", "hs_object_id", "pipeline"],
    requiresOneOf: ["dealname"], searchable: ["dealname", "pipeline", "dealstage", "description", "dealtype"], firstId: 9001,
  },
  products: {
    plural: "products", singular: "product", typeId: "0-7", modifiedProperty: "hs_lastmodifieddate", createdProperty: "createdate",
    defaults: ["createdate", "description", "hs_lastmodifieddate", "hs_object_id", "name", "price"],
    requiresOneOf: ["name"], searchable: ["name", "description", "price", "hs_sku"], firstId: 101,
  },
  line_items: {
    plural: "line_items", singular: "line_item", typeId: "0-8", modifiedProperty: "hs_lastmodifieddate", createdProperty: "createdate",
    defaults: ["amount", "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_product_id", "name", "price", "quantity"],
    requiresOneOf: [], searchable: ["name", "description", "hs_sku"], firstId: 20001,
  },
  quotes: {
    plural: "quotes", singular: "quote", typeId: "0-14", modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_expiration_date", "hs_lastmodifieddate", "hs_object_id", "hs_public_url_key", "hs_status", "hs_title"],
    requiresOneOf: [], requires: ["hs_title", "hs_expiration_date"], searchable: ["hs_title", "hs_quote_number"], firstId: 7001,
  },
  commerce_payments: {
    plural: "commerce_payments", singular: "commerce_payment", typeId: "0-101", modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    requiresOneOf: [], requires: ["hs_initial_amount", "hs_initiated_date"], searchable: ["hs_reference_number", "hs_customer_email"], firstId: 6001,
  },
  invoices: {
    plural: "invoices", singular: "invoice", typeId: "0-53", modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"], requiresOneOf: ["hs_currency"], searchable: ["hs_number", "hs_title"], firstId: 4501,
  },
  subscriptions: {
    plural: "subscriptions", singular: "subscription", typeId: "0-69", modifiedProperty: "hs_lastmodifieddate", createdProperty: "hs_createdate",
    defaults: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"], requiresOneOf: ["hs_name"], searchable: ["hs_name"], firstId: 5201,
  },
  notes: engagements("notes", "note", "0-46", "hs_note_body", 31_001),
  tasks: engagements("tasks", "task", "0-27", "hs_task_subject", 32_001),
  discounts: adjustments("discounts", "discount", "0-84", 6101),
  fees: adjustments("fees", "fee", "0-85", 6301),
  taxes: adjustments("taxes", "tax", "0-86", 6501),
} as const satisfies Record<string, ObjectTypeFacts>;

export type TypeName = keyof typeof types;

export const objectTypes: Record<TypeName, ObjectTypeFacts> = types;
export const typeNames = Object.keys(types) as TypeName[];

const aliases = new Map<string, TypeName>();
for (const name of typeNames) for (const alias of [name, types[name].singular, types[name].typeId]) aliases.set(alias, name);
aliases.set("line_item", "line_items").set("lineitems", "line_items").set("lineitem", "line_items");

/** The kind behind a plural, a singular or an objectTypeId, in any case; undefined when the portal has none such. */
export function typeNamed(text: string): TypeName | undefined {
  return aliases.get(text.toLowerCase().replaceAll(" ", "_"));
}

/** One way from one kind to another. */
export interface AssociationType {
  category: "HUBSPOT_DEFINED" | "USER_DEFINED";
  typeId: number;
  label: string | null;
  /** The type id that the other side shows. */
  inverse: number;
}

/** `from>to`: the unlabelled type first. Ids are HubSpot's, and depend on the direction. */
const associationTypes = new Map<string, AssociationType[]>();

function pair(from: TypeName, to: TypeName, there: number, back: number, label: string | null = null, backLabel = label, category: AssociationType["category"] = "HUBSPOT_DEFINED"): void {
  addTo(`${from}>${to}`, { category, typeId: there, label, inverse: back });
  if (from !== to || there !== back) addTo(`${to}>${from}`, { category, typeId: back, label: backLabel, inverse: there });
}

function addTo(key: string, type: AssociationType): void {
  associationTypes.set(key, [...(associationTypes.get(key) ?? []), type]);
}

pair("contacts", "contacts", 449, 449);
pair("companies", "companies", 450, 450);
pair("deals", "deals", 451, 451);
pair("contacts", "companies", 279, 280);
pair("contacts", "companies", 1, 2, "Primary", null);
pair("deals", "contacts", 3, 4);
pair("deals", "contacts", 35, 36, "Billing contact", "Billing contact", "USER_DEFINED");
pair("deals", "companies", 341, 342);
pair("deals", "companies", 5, 6, "Primary", null);
pair("deals", "line_items", 19, 20);
pair("deals", "quotes", 63, 64);
pair("deals", "commerce_payments", 392, 391);
pair("quotes", "contacts", 69, 70);
pair("quotes", "contacts", 702, 703, "Contact Signer", "Signer");
pair("quotes", "companies", 71, 72);
pair("quotes", "line_items", 67, 68);
pair("quotes", "commerce_payments", 398, 397);
pair("commerce_payments", "contacts", 387, 388);
pair("commerce_payments", "companies", 389, 390);
pair("quotes", "contacts", 1226, 1227, "Billing Contact", "Billing Contact");
pair("quotes", "companies", 1334, 1335, "Billing", "Billing");
pair("contacts", "companies", 931, 930, "Billing", "Billing");
pair("quotes", "discounts", 362, 361);
pair("quotes", "fees", 364, 363);
pair("quotes", "taxes", 366, 365);
pair("line_items", "discounts", 368, 367);
pair("commerce_payments", "line_items", 395, 396);
// HubSpot lists no type for the other direction.
pair("commerce_payments", "discounts", 428, 428);
pair("commerce_payments", "fees", 1326, 1327);
pair("commerce_payments", "invoices", 542, 541);
pair("invoices", "contacts", 177, 178);
pair("invoices", "companies", 179, 180);
pair("invoices", "deals", 175, 176);
pair("invoices", "quotes", 407, 408);
pair("invoices", "line_items", 409, 410);
pair("invoices", "discounts", 411, 412);
pair("invoices", "fees", 413, 414);
pair("invoices", "taxes", 415, 416);

pair("subscriptions", "contacts", 295, 296);
pair("subscriptions", "companies", 297, 298);
pair("subscriptions", "deals", 299, 300);
pair("subscriptions", "line_items", 301, 302);
pair("subscriptions", "quotes", 303, 304);
pair("commerce_payments", "subscriptions", 393, 394);
pair("invoices", "subscriptions", 622, 623);
pair("notes", "contacts", 202, 201);
pair("notes", "companies", 190, 189);
pair("notes", "deals", 214, 213);
// HubSpot lists no types between these; its own editor makes such notes all the same.
pair("notes", "quotes", 835, 834);
pair("notes", "commerce_payments", 837, 836);
pair("notes", "invoices", 839, 838);
pair("tasks", "contacts", 204, 203);
pair("tasks", "companies", 192, 191);
pair("tasks", "deals", 216, 215);

/** The types from one kind to another, the unlabelled first; [] when the two cannot be associated. */
export function builtInAssociationTypes(from: TypeName, to: TypeName): readonly AssociationType[] {
  return associationTypes.get(`${from}>${to}`) ?? [];
}
