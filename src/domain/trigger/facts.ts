/** What filters are asked about: a record's properties, their past, and the records associated with it. */
import type { ObjectType } from "../record.ts";

/** What a property was before. */
export interface PropertyHistory {
  /** Every value it ever had. */
  values: readonly string[];
  /** True = it got its present value by a change, not when the record was created. */
  changed: boolean;
}

/** A record by itself. A history is absent while nobody needs it. */
export interface RecordFacts {
  properties: Readonly<Record<string, string | null>>;
  histories?: Readonly<Record<string, PropertyHistory>>;
}

/** A record that is associated with the one asked about. */
export interface AssociatedFacts extends RecordFacts {
  objectType: ObjectType;
  id: string;
  name: string;
  /** The association's labels, as users of the CRM named them. */
  labels: readonly string[];
}

/** All that filters may be asked about. Absent = none. */
export interface TriggerFacts extends RecordFacts {
  associated?: readonly AssociatedFacts[];
}
