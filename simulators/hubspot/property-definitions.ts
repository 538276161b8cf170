/** The properties each kind of record has from the start, as the properties API tells them. */
import { commerceProperties } from "./commerce-properties.ts";
import type { Pipelines } from "./pipelines.ts";
import { objectTypes, type TypeName, typeNames } from "./object-types.ts";
import { owners } from "./owners.ts";
import { calculated, choice, currency, custom, definition, optionsOf, owner, type PropertyDefinition, written } from "./property-builders.ts";

const own: Record<TypeName, PropertyDefinition[]> = {
  ...commerceProperties,
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
    written("name", "Company name"), written("domain", "Company domain name"), written("website", "Website"), written("phone", "Phone number"), written("address", "Street address"), written("address2", "Street address 2"),
    written("city", "City"), written("state", "State/region"), written("zip", "Postal code"), written("country", "Country/region"),
    choice("industry", "Industry", "DESIGN", "HOSPITALITY", "RETAIL", "HEALTH", "TECHNOLOGY", "LEGAL", "FOOD", "OTHER"), written("numberofemployees", "Number of employees", "number"),
    written("description", "Description", "string", { fieldType: "textarea" }), owner(),
  ],
  deals: [
    written("dealname", "Deal name"), written("description", "Deal description", "string", { fieldType: "textarea" }), written("amount", "Amount", "number"),
    written("closedate", "Close date", "datetime"), choice("dealtype", "Deal type", "newbusiness=New business", "existingbusiness=Existing business"), currency("deal_currency_code"),
    choice("hs_priority", "Priority", "low", "medium", "high"), written("closed_won_reason", "Closed won reason"), written("closed_lost_reason", "Closed lost reason"),
    written("po_number", "PO number", "string", { hubspotDefined: false }), written("project_start_date", "Project start date", "date", { hubspotDefined: false }), owner(),
    calculated("hs_is_closed", "Is deal closed?", "bool"), calculated("hs_is_closed_won", "Is closed won", "bool"), calculated("hs_is_closed_lost", "Is closed lost", "bool"),
    calculated("hs_deal_stage_probability", "Deal probability", "number"), calculated("num_associated_contacts", "Number of associated contacts", "number"),
    calculated("hs_num_of_associated_line_items", "Number of associated line items", "number"), calculated("amount_in_home_currency", "Amount in company currency", "number"),
    custom("quickbooks_invoice_id", "QuickBooks invoice ID", "string"), custom("quickbooks_invoice_number", "QuickBooks invoice number", "string"),
    custom("quickbooks_invoice_status", "QuickBooks invoice status", "string"), custom("quickbooks_invoice_total", "QuickBooks invoice total", "number"),
    custom("quickbooks_invoice_balance", "QuickBooks invoice balance", "number"), custom("quickbooks_invoice_url", "QuickBooks invoice link", "string"),
  ],
};

/** The properties of deals that speak of pipelines and stages. */
export function stageProperties(pipelines: Pipelines): PropertyDefinition[] {
  const options = (all: readonly { id: string; label: string }[]): PropertyDefinition["options"] => all.map(({ id, label }, displayOrder) => ({ label, value: id, displayOrder, hidden: false }));
  return [
    definition({ name: "dealstage", label: "Deal stage", type: "enumeration", fieldType: "radio", options: options(pipelines.stages()) }),
    definition({ name: "pipeline", label: "Pipeline", type: "enumeration", options: options(pipelines.deals) }),
    ...pipelines.stages().map(({ id }) => calculated(`hs_v2_date_entered_${id}`, `Date entered "${id}"`, "datetime")),
  ];
}

function systemProperties(type: TypeName): PropertyDefinition[] {
  const { modifiedProperty, createdProperty } = objectTypes[type];
  return [calculated("hs_object_id", "Record ID", "number"), calculated("hs_merged_object_ids", "Merged record IDs", "string"), calculated(createdProperty, "Create date", "datetime"), calculated(modifiedProperty, "Last modified date", "datetime")].map((one) =>
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
