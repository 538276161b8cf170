/** The properties that show a record's documents, as HubSpot makes them: in one group. */
import { linkBackProperties as properties } from "#domain/link-back.ts";
import type { EchoMarks } from "#domain/ports/crm.ts";

/** A property as it is created where the portal does not have it. */
export interface WantedProperty {
  name: string;
  label: string;
  type: "string" | "number";
  fieldType: "text" | "number";
}

export const linkBackGroup = { name: "quickbooks_documents", label: "QuickBooks documents", displayOrder: -1 };

/** The properties of all kinds. */
export const linkBackProperties: readonly WantedProperty[] = properties.map(({ name, label, type }) => ({
  name,
  label,
  type: type === "number" ? "number" : "string",
  fieldType: type,
}));

/** Contacts keep the time of their change under a name of their own; the others are set by a note. */
export const echoMarks: EchoMarks = {
  written: linkBackProperties.map(({ name }) => name),
  touched: ["hs_lastmodifieddate", "lastmodifieddate", "notes_last_updated", "num_notes"],
};
