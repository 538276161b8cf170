/** A subject as filters see it: the record with its contacts, companies and line items. */
import type { Subject } from "../record.ts";
import type { AssociatedFacts, TriggerFacts } from "./facts.ts";

/** What filters may be asked about a subject. It says nothing of how properties were before. */
export function factsOfSubject({ record, contacts, companies, lineItems }: Pick<Subject, "record" | "contacts" | "companies" | "lineItems">): TriggerFacts {
  const associated = [...contacts, ...companies].map(({ objectType, id, name, labels, properties }): AssociatedFacts => ({ objectType, id, name, labels, properties }));
  const lines = lineItems.map(({ objectType, id, name, properties }): AssociatedFacts => ({ objectType, id, name, labels: [], properties }));
  return { properties: record.properties, associated: [...associated, ...lines] };
}
