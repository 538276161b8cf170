/** An action's form as data: one generic renderer draws it, so a new action needs no page of its own. */

/** A field shows, and counts, only while another field has this value. */
export interface ShownWhen {
  field: string;
  equals: string;
}

interface FieldFacts {
  /** The settings key. */
  name: string;
  label: string;
  /** One sentence under the field. */
  help: string;
  isRequired: boolean;
  shownWhen?: ShownWhen;
}

/** What a picker lists; how it is fetched is the server's business. */
export type PickerSource = "books-connections" | "terms" | "income-accounts";

export type FormField =
  | (FieldFacts & { kind: "choice"; options: { value: string; label: string }[] })
  | (FieldFacts & { kind: "picker"; source: PickerSource });
