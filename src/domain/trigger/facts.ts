/** What filters are asked about: a record's properties, their past, and the records associated with it. */
import type { ObjectType } from "../record.ts";
import { valueSet } from "./comparable.ts";

/** What a property was before. */
export interface PropertyHistory {
  /** Every value it ever had, in comparable form; of a set each. */
  ever: readonly string[];
  /** True = it got its present value by a change, not when the record was created. */
  changed: boolean;
}

/** A history as the CRM tells it: the newest value first, with the time it was set. */
export function historyOf(values: readonly { value: string | null; at: string }[], createdAt: string | null): PropertyHistory {
  const ever = [...new Set(values.flatMap(({ value }) => valueSet(value ?? "")))];
  const first = values.at(-1);
  const isOriginal = values.length <= 1 && (first === undefined || createdAt === null || Date.parse(first.at) - Date.parse(createdAt) < originalMs);
  return { ever, changed: !isOriginal };
}

/** What is set this soon after a record appeared belongs to its creation. */
const originalMs = 1_000;

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
