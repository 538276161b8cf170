/** Makes property definitions with HubSpot's usual values for what is not given. */

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
export function definition(given: { name: string; label: string; type: PropertyType } & Partial<PropertyDefinition>): PropertyDefinition {
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
export function optionsOf(...values: string[]): PropertyDefinition["options"] {
  return values.map((text, displayOrder) => {
    const [value = "", label = readable(value)] = text.split("=");
    return { label, value, displayOrder, hidden: false };
  });
}

function readable(value: string): string {
  const words = value.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A property that people write. */
export function written(name: string, label: string, type: PropertyType = "string", more: Partial<PropertyDefinition> = {}): PropertyDefinition {
  return definition({ name, label, type, ...more });
}

/** A choice of options, given as `value` or `value=Label`. */
export function choice(name: string, label: string, ...values: string[]): PropertyDefinition {
  return definition({ name, label, type: "enumeration", options: optionsOf(...values) });
}

/** A property that HubSpot works out; nobody writes it. */
export function calculated(name: string, label: string, type: PropertyType): PropertyDefinition {
  return definition({
    name, label, type, calculated: true, fieldType: type === "number" || type === "bool" ? "calculation_equation" : fieldTypes[type],
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyOptions: true, readOnlyValue: true },
    ...(type === "bool" ? { options: optionsOf("true=True", "false=False") } : {}),
  });
}

/** The property as one that HubSpot alone writes. */
export function setByHubSpot(one: PropertyDefinition): PropertyDefinition {
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

/** Who in the portal looks after the record. */
export function owner(): PropertyDefinition {
  return definition({ name: "hubspot_owner_id", label: "Owner", type: "enumeration", externalOptions: true, referencedObjectType: "OWNER" });
}

/** A choice of the currencies that the portal has. */
export const currency = (name: string): PropertyDefinition => choice(name, "Currency", "USD=US Dollar", "EUR=Euro", "CAD=Canadian Dollar", "GBP=British Pound");
