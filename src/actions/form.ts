/** An action's form as data: one generic renderer draws it, so a new action needs no page of its own. */
import type { ObjectType } from "../domain/record.ts";

/** A field shows, and counts, only while another field has one of these values. */
export interface ShownWhen {
  field: string;
  equals: string | readonly string[];
}

interface FieldFacts {
  /** The settings key. */
  name: string;
  label: string;
  /** One sentence under the field. */
  help: string;
  isRequired: boolean;
  shownWhen?: ShownWhen;
  /** "Advanced" fields are folded away; absent = the main part. */
  section?: "advanced";
}

export interface FieldOption {
  value: string;
  label: string;
}

/** What a picker lists; how it is fetched is the server's business. */
export const pickerSources = [
  "books-connections", "terms", "income-accounts", "deposit-accounts", "paid-from-accounts", "refund-accounts", "expense-accounts",
  "payment-methods", "vendors", "items", "item-categories", "classes", "locations", "tax-codes",
] as const;
export type PickerSource = (typeof pickerSources)[number];

/** What a text is read as. A template may hold placeholders such as `{{dealname}}` or `{{contact.email}}`. */
export type TextFormat = "text" | "template" | "long-template" | "lines" | "days" | "count" | "time" | "percent" | "amount" | "rate";

/** What a property picker offers of the record's properties. */
export type PropertyKind = "any" | "date" | "number" | "text";

export type FormField =
  | (FieldFacts & { kind: "choice"; options: readonly FieldOption[] })
  /** Several options in an order that counts; the setting is a list. */
  | (FieldFacts & { kind: "ordered-choices"; options: readonly FieldOption[] })
  | (FieldFacts & { kind: "picker"; source: PickerSource })
  /** Of the record the workflow runs on, unless another type of record is named. */
  | (FieldFacts & { kind: "property"; of: PropertyKind; objectType?: ObjectType })
  /** A table; the setting is a list of rows. */
  | (FieldFacts & { kind: "rows"; rowNoun: string; columns: readonly Exclude<FormField, { kind: "rows" | "ordered-choices" }>[] })
  | (FieldFacts & { kind: "text"; format: TextFormat });
