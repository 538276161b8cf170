/** Texts with placeholders such as `{{dealname}}`, `{{contact.email}}` or `{{steps.inv.number}}`, filled in from the record and from earlier steps. */
import type { Failure } from "../domain/failure.ts";
import type { Company, Contact, CrmRecord, Subject } from "../domain/record.ts";
import type { StepOutputs } from "../domain/step.ts";
import { err, ok, type Result } from "../domain/result.ts";

/** What placeholders may speak of. */
export interface TemplateFacts {
  subject: Subject;
  contact: Contact | null;
  company: Company | null;
  today: string;
  /** What earlier steps came to; absent = there were none. */
  outputs?: StepOutputs | undefined;
}

/** The owner of the record, or of its contact. */
export const ownerPlaceholder = /^(contact\.)?owner\.(name|email)$/;

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names of the placeholders in a text, each once. */
export function placeholdersIn(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, name = ""]) => name))];
}

/** The text with something else in the place of each placeholder. */
export function placeholdersReplaced(template: string, by: (name: string) => string): string {
  return template.replace(placeholder, (_, name: string) => by(name));
}

/** The text with every placeholder filled in; an unknown one is a failure, an empty value is empty text. */
export function filledIn(template: string, facts: TemplateFacts, field: string): Result<string, Failure[]> {
  const failures: Failure[] = [];
  const text = placeholdersReplaced(template, (name) => {
    const value = valueOf(name, facts);
    if (value === undefined) failures.push({ code: "placeholder-unknown", placeholder: name, field });
    return value ?? "";
  });
  return failures.length > 0 ? err(failures) : ok(text.trim());
}

/** Undefined = there is no such placeholder. */
function valueOf(name: string, { subject, contact, company, today, outputs = {} }: TemplateFacts): string | undefined {
  if (name === "today") return today;
  const [, stepId, output = ""] = /^steps\.([a-z0-9]{1,6})\.(.+)$/.exec(name) ?? [];
  // A step on another branch came to nothing.
  if (stepId !== undefined) return outputs[stepId]?.[output] ?? "";
  const [, ofContact, part] = ownerPlaceholder.exec(name) ?? [];
  if (part !== undefined) return (ofContact === undefined ? subject.owner : contact?.owner)?.[part as "name" | "email"] ?? "";
  const [, of, property = ""] = /^(record|contact|company)\.(.+)$/.exec(name) ?? [];
  if (of === "contact") return ofRecord(contact, property);
  if (of === "company") return ofRecord(company, property);
  if (of === "record") return { id: subject.record.id, name: subject.record.name, url: subject.record.url }[property] ?? ofRecord(subject.record, property);
  return ofRecord(subject.record, name);
}

/** A record that is not there has only empty properties. */
function ofRecord(record: CrmRecord | null, property: string): string | undefined {
  if (record === null || (property === "name" && !("name" in record.properties))) return record?.name ?? "";
  const value = record.properties[property];
  return value === undefined ? undefined : (value ?? "");
}
