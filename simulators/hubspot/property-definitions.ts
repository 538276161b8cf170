/** The properties each kind of record has from the start, as the properties API tells them. */
import { owners } from "./owners.ts";
import { allStageIds, dealPipelines } from "./pipelines.ts";
import { objectTypes, type TypeName, typeNames } from "./object-types.ts";

export type PropertyType = "string" | "number" | "bool" | "enumeration" | "date" | "datetime";

export interface PropertyDefinition {
  name: string;
  label: string;
  type: PropertyType;
  fieldType: string;
  groupName: string;
  description: string;
  options: { label: string; value: string; displayOrder: number; hidden: boolean }[];
  displayOrder: number;
  calculated: boolean;
  externalOptions: boolean;
  referencedObjectType?: string;
  hasUniqueValue: boolean;
  hidden: boolean;
  hubspotDefined: boolean;
  formField: boolean;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
  modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyOptions: boolean; readOnlyValue: boolean };
  dataSensitivity: "non_sensitive";
}

const fieldTypes: Record<PropertyType, string> = { string: "text", number: "number", bool: "booleancheckbox", enumeration: "select", date: "date", datetime: "date" };

/** A definition with HubSpot's usual values for what is not given. */
function definition(given: { name: string; label: string; type: PropertyType } & Partial<PropertyDefinition>): PropertyDefinition {
  return {
    fieldType: fieldTypes[given.type],
    groupName: "information",
    description: "",
    options: [],
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    hasUniqueValue: false,
    hidden: false,
    hubspotDefined: true,
    formField: false,
    archived: false,
    createdAt: "2026-01-05T17:00:00.000Z",
    updatedAt: "2026-01-05T17:00:00.000Z",
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyOptions: true, readOnlyValue: false },
    dataSensitivity: "non_sensitive",
    ...given,
  };
}

/** Options whose labels are the values made readable, unless given as `value=Label`. */
function optionsOf(...values: string[]): PropertyDefinition["options"] {
  return values.map((text, displayOrder) => {
    const [value = "", label = readable(value)] = text.split("=");
    return { label, value, displayOrder, hidden: false };
  });
}

function readable(value: string): string {
  const words = value.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function written(name: string, label: string, type: PropertyType = "string", more: Partial<PropertyDefinition> = {}): PropertyDefinition {
  return definition({ name, label, type, ...more });
}

function choice(name: string, label: string, ...values: string[]): PropertyDefinition {
  return definition({ name, label, type: "enumeration", options: optionsOf(...values) });
}

function calculated(name: string, label: string, type: PropertyType): PropertyDefinition {
  return definition({
    name, label, type, calculated: true, fieldType: type === "number" || type === "bool" ? "calculation_equation" : fieldTypes[type],
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyOptions: true, readOnlyValue: true },
    ...(type === "bool" ? { options: optionsOf("true=True", "false=False") } : {}),
  });
}

function setByHubSpot(one: PropertyDefinition): PropertyDefinition {
  return { ...one, modificationMetadata: { ...one.modificationMetadata, readOnlyValue: true } };
}

/** A property that somebody of the portal made. */
export function custom(name: string, label: string, type: PropertyType, more: Partial<PropertyDefinition> = {}): PropertyDefinition {
  return definition({
    name, label, type, groupName: "quickbooks", hubspotDefined: false, formField: true,
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyOptions: false, readOnlyValue: false },
    ...more,
  });
}

function owner(): PropertyDefinition {
  return definition({ name: "hubspot_owner_id", label: "Owner", type: "enumeration", externalOptions: true, referencedObjectType: "OWNER" });
}

const currency = (name: string): PropertyDefinition => choice(name, "Currency", "USD=US Dollar", "EUR=Euro", "CAD=Canadian Dollar", "GBP=British Pound");
const frequency = choice("recurringbillingfrequency", "Billing frequency", "weekly", "biweekly", "monthly", "quarterly", "per_six_months", "annually");

const own: Record<TypeName, PropertyDefinition[]> = {
  contacts: [
    written("firstname", "First name"), written("lastname", "Last name"), written("email", "Email", "string", { hasUniqueValue: true }),
    written("phone", "Phone number", "string", { fieldType: "phonenumber" }), written("mobilephone", "Mobile phone"), written("company", "Company name"),
    written("jobtitle", "Job title"), written("website", "Website"), written("address", "Street address"), written("city", "City"), written("state", "State/region"),
    written("zip", "Postal code"), written("country", "Country/region"),
    choice("lifecyclestage", "Lifecycle stage", "subscriber", "lead", "opportunity", "customer", "evangelist", "other"), owner(),
    custom("quickbooks_sync", "Eligible for QuickBooks", "enumeration", { options: optionsOf("true=Yes", "false=No"), fieldType: "radio" }),
    custom("quickbooks_customer_id", "QuickBooks customer ID", "string"),
  ],
  companies: [
    written("name", "Company name"), written("domain", "Company domain name"), written("website", "Website"), written("phone", "Phone number"), written("address", "Street address"),
    written("city", "City"), written("state", "State/region"), written("zip", "Postal code"), written("country", "Country/region"),
    choice("industry", "Industry", "DESIGN", "HOSPITALITY", "RETAIL", "HEALTH", "TECHNOLOGY", "LEGAL", "FOOD", "OTHER"), written("numberofemployees", "Number of employees", "number"),
    written("description", "Description", "string", { fieldType: "textarea" }), owner(),
  ],
  deals: [
    written("dealname", "Deal name"), written("description", "Deal description", "string", { fieldType: "textarea" }), written("amount", "Amount", "number"),
    definition({ name: "dealstage", label: "Deal stage", type: "enumeration", fieldType: "radio", options: dealPipelines.flatMap((one) => one.stages.map(({ id, label }, displayOrder) => ({ label, value: id, displayOrder, hidden: false }))) }),
    definition({ name: "pipeline", label: "Pipeline", type: "enumeration", options: dealPipelines.map(({ id, label }, displayOrder) => ({ label, value: id, displayOrder, hidden: false })) }),
    written("closedate", "Close date", "datetime"), choice("dealtype", "Deal type", "newbusiness=New business", "existingbusiness=Existing business"), currency("deal_currency_code"),
    choice("hs_priority", "Priority", "low", "medium", "high"), written("closed_won_reason", "Closed won reason"), written("closed_lost_reason", "Closed lost reason"),
    written("po_number", "PO number", "string", { hubspotDefined: false }), written("project_start_date", "Project start date", "date", { hubspotDefined: false }), owner(),
    calculated("hs_is_closed", "Is deal closed?", "bool"), calculated("hs_is_closed_won", "Is closed won", "bool"), calculated("hs_is_closed_lost", "Is closed lost", "bool"),
    calculated("hs_deal_stage_probability", "Deal probability", "number"), calculated("num_associated_contacts", "Number of associated contacts", "number"),
    calculated("hs_num_of_associated_line_items", "Number of associated line items", "number"), calculated("amount_in_home_currency", "Amount in company currency", "number"),
    ...allStageIds.map((id) => calculated(`hs_v2_date_entered_${id}`, `Date entered "${id}"`, "datetime")),
    custom("quickbooks_invoice_id", "QuickBooks invoice ID", "string"), custom("quickbooks_invoice_number", "QuickBooks invoice number", "string"),
    custom("quickbooks_invoice_status", "QuickBooks invoice status", "string"), custom("quickbooks_invoice_total", "QuickBooks invoice total", "number"),
    custom("quickbooks_invoice_balance", "QuickBooks invoice balance", "number"), custom("quickbooks_invoice_url", "QuickBooks invoice link", "string"),
  ],
  products: [
    written("name", "Name"), written("description", "Product description", "string", { fieldType: "textarea" }), written("price", "Unit price", "number"), written("hs_sku", "SKU"),
    written("hs_cost_of_goods_sold", "Unit cost", "number"), choice("hs_product_type", "Product type", "inventory", "non_inventory", "service"), frequency, written("hs_recurring_billing_period", "Term"),
  ],
  line_items: [
    written("name", "Name"), written("description", "Description", "string", { fieldType: "textarea" }), written("hs_sku", "SKU"), written("hs_product_id", "Product ID"),
    choice("hs_product_type", "Product type", "inventory", "non_inventory", "service"), written("quantity", "Quantity", "number"), written("price", "Unit price", "number"),
    written("discount", "Unit discount", "number"), written("hs_discount_percentage", "Discount percentage", "number"), currency("hs_line_item_currency_code"), frequency,
    written("hs_position_on_quote", "Position on quote", "number"), written("tax", "Tax", "number"), written("hs_recurring_billing_period", "Term"),
    written("hs_cost_of_goods_sold", "Unit cost", "number"), calculated("amount", "Net price", "number"), calculated("hs_pre_discount_amount", "Pre discount amount", "number"),
    calculated("hs_total_discount", "Total discount", "number"), calculated("hs_effective_unit_price", "Effective unit price", "number"),
  ],
  quotes: [
    written("hs_title", "Quote name"), written("hs_expiration_date", "Expiration date", "date"), choice("hs_status", "Approval status", "DRAFT", "APPROVAL_NOT_NEEDED", "PENDING_APPROVAL", "APPROVED", "REJECTED"),
    choice("hs_quote_status", "Quote status", "DRAFT", "PENDING_APPROVAL", "PUBLISHED", "ACCEPTED", "EXPIRED", "VOID"),
    choice("hs_sign_status", "Signature status", "ESIGN_PENDING=Esign pending signature", "ESIGN_COMPLETED=Esign completed signature", "MANUALLY_SIGNED=Manually signed"),
    written("hs_esign_enabled", "E-signature enabled", "bool"), written("hs_esign_date", "E-sign date", "datetime"),
    choice("hs_payment_status", "Payment status", "PENDING", "PROCESSING", "PAID"), written("hs_payment_date", "Payment date", "datetime"), written("hs_quote_amount", "Quote amount", "number"),
    written("hs_quote_number", "Quote number"), currency("hs_currency"), written("hs_terms", "Terms"), written("hs_comments", "Comments"), written("hs_language", "Language"),
    written("hs_public_url_key", "Public URL key"), written("hs_template_type", "Template type"), calculated("hs_quote_link", "Quote link", "string"), owner(),
  ],
  commerce_payments: [
    written("hs_initial_amount", "Gross amount", "number"), written("hs_initiated_date", "Payment date", "datetime"),
    choice("hs_latest_status", "Status", "processing", "succeeded", "failed", "partially_refunded", "refunded", "processing_refund"),
    written("hs_refunds_amount", "Refunded amount", "number"), written("hs_fees_amount", "Fees", "number"), currency("hs_currency_code"), written("hs_customer_email", "Customer email"),
    choice("hs_payment_method_type", "Payment method", "card", "ach", "cash", "check", "wire_transfer", "other"), choice("hs_processor_type", "Processor", "hs_payments", "byo_stripe", "none", "quickbooks", "xero"),
    setByHubSpot(choice("hs_payment_source_app", "Source", "SALES_CHECKOUT=Payment link", "QUOTE", "INVOICE", "MIGRATION", "SUBSCRIPTION")), written("hs_reference_number", "Reference number"),
    written("hs_external_reference_id", "External reference"), written("hs_internal_comment", "Internal comment"), written("hs_payout_date", "Payout date", "datetime"),
    calculated("hs_platform_fee", "Platform fee", "number"), calculated("hs_net_amount", "Net amount", "number"), calculated("hs_net_amount_after_refunds", "Amount paid", "number"),
  ],
};

function systemProperties(type: TypeName): PropertyDefinition[] {
  const { modifiedProperty, createdProperty } = objectTypes[type];
  return [calculated("hs_object_id", "Record ID", "number"), calculated(createdProperty, "Create date", "datetime"), calculated(modifiedProperty, "Last modified date", "datetime")].map((one) =>
    // HubSpot lets imports set the create date.
    one.name === "createdate" ? { ...one, calculated: false, modificationMetadata: { ...one.modificationMetadata, readOnlyValue: false } } : one,
  );
}

/** All properties of a new portal, by kind. */
export function builtInProperties(): Record<TypeName, PropertyDefinition[]> {
  const entries = typeNames.map((type) => [type, [...systemProperties(type), ...own[type]].map((one) => ({ ...one, groupName: one.groupName === "information" ? `${objectTypes[type].singular}information` : one.groupName }))]);
  return structuredClone(Object.fromEntries(entries)) as Record<TypeName, PropertyDefinition[]>;
}

export const ownerIds: ReadonlySet<string> = new Set(owners.map((one) => one.id));
