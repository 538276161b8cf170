/** Finds the customer of a document by the rules for the first associated contact, or plans to create one. */
import type { CustomerRule } from "../../domain/books-settings.ts";
import type { PlannedCustomer } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { customerLinkKey, matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { Contact } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Decision } from "../../domain/step.ts";
import { comparable } from "../../domain/trigger.ts";
import type { Found } from "../action.ts";

/** QuickBooks' limits (reference: Customer entity): first and last name 100 characters, display name 500. */
const longestName = 100;
const longestDisplayName = 500;

/** The display name of the customer made from a contact. */
export function displayNameOf(contact: Contact): string {
  return [contact.firstName, contact.lastName]
    .map((part) => part?.trim().replace(/\s+/g, " ") ?? "")
    .filter((part) => part !== "")
    .join(" ");
}

/** The customer for a contact: matched, to be created, or every reason why neither. Decisions say how. */
export function planCustomer(contact: Contact, rule: CustomerRule, found: Found, decisions: Decision[]): Result<PlannedCustomer, Failure[]> {
  const failures = [...incompleteness(contact), ...ineligibility(contact, rule, found)];
  if (failures.length > 0) return err(failures);

  const linked = linkedCustomer(contact, found);
  if (linked) return useExisting(linked, "saved-link", decisions);

  const matches = customersOf(contact, found);
  const active = matches.filter((row) => row.isActive);
  if (active.length > 1) {
    return err([{ code: "customers-ambiguous", contactName: contact.name, candidates: active.map(({ id, name }) => ({ id, name })) }]);
  }
  if (active[0]) return useExisting(active[0], "name-and-email", decisions);
  if (matches[0]) return err([{ code: "customer-inactive", customerName: matches[0].name }]);
  return createCustomer(contact, found, decisions);
}

function incompleteness(contact: Contact): Failure[] {
  const failures: Failure[] = [];
  if (displayNameOf(contact) === "") failures.push({ code: "contact-without-name", contactUrl: contact.url });
  if (!contact.email?.trim()) failures.push({ code: "contact-without-email", contactName: contact.name, contactUrl: contact.url });
  return failures;
}

/** The new rule asks for eligibility; the legacy rule ("create if missing") does not. */
function ineligibility(contact: Contact, rule: CustomerRule, found: Found): Failure[] {
  const filter = found.books.settings.customerSyncFilter;
  if (rule === "create-if-missing" || filter === null) return [];
  const actual = comparable(contact.properties[filter.property] ?? "");
  if (filter.values.some((value) => comparable(value) === actual)) return [];
  return [{ code: "contact-not-eligible", contactName: contact.name, filter: `${filter.property} is any of ${filter.values.join(", ")}` }];
}

function linkedCustomer(contact: Contact, found: Found): ReferenceRow | undefined {
  const link = found.references.links.find((one) => one.kind === "customer" && one.crmKey === customerLinkKey(contact));
  return found.references.rows.find((row) => row.kind === "customer" && row.id === link?.booksId);
}

/** First name, last name and e-mail all equal; a display name that is the full name stands for both names. */
function customersOf(contact: Contact, found: Found): ReferenceRow[] {
  const email = matchingKey(contact.email ?? "");
  const first = matchingKey(contact.firstName ?? "");
  const last = matchingKey(contact.lastName ?? "");
  const full = matchingKey(displayNameOf(contact));
  return found.references.rows.filter((row) => {
    if (row.kind !== "customer" || matchingKey(row.email ?? "") !== email) return false;
    const sameNames = matchingKey(row.firstName ?? "") === first && matchingKey(row.lastName ?? "") === last;
    return sameNames || matchingKey(row.name) === full;
  });
}

function useExisting(row: ReferenceRow, matchedBy: "saved-link" | "name-and-email", decisions: Decision[]): Result<PlannedCustomer, Failure[]> {
  if (!row.isActive) return err([{ code: "customer-inactive", customerName: row.name }]);
  const how = matchedBy === "saved-link" ? "by the link saved earlier" : "by first name, last name and e-mail";
  decisions.push({ about: "customer", decided: `${row.name}, matched ${how}` });
  return ok({ use: "existing", id: row.id, name: row.name, matchedBy });
}

function createCustomer(contact: Contact, found: Found, decisions: Decision[]): Result<PlannedCustomer, Failure[]> {
  const name = displayNameOf(contact);
  const unusable = unusableName(contact, name);
  if (unusable) return err([unusable]);
  const holder = nameHolder(name, found);
  if (holder) return err([{ code: "display-name-taken", displayName: name, holder: holder.kind, holderId: holder.id }]);
  decisions.push({ about: "customer", decided: `${name} will be created: no customer has this name and e-mail` });
  return ok({
    use: "create",
    name,
    firstName: contact.firstName,
    lastName: contact.lastName,
    email: contact.email?.trim() || null,
    companyName: contact.companyName,
    phone: contact.phone,
    address: contact.address,
    parent: null,
    crmKey: customerLinkKey(contact),
  });
}

function unusableName(contact: Contact, name: string): Failure | undefined {
  const isTooLong = name.length > longestDisplayName || [contact.firstName, contact.lastName].some((part) => (part?.length ?? 0) > longestName);
  if (isTooLong) return { code: "display-name-unusable", displayName: name, reason: "too-long" };
  if (/[:\t\n\r]/.test(`${contact.firstName ?? ""}${contact.lastName ?? ""}`)) {
    return { code: "display-name-unusable", displayName: name, reason: "forbidden-character" };
  }
  return undefined;
}

/** Names are unique across customers, vendors and employees, inactive ones included. */
function nameHolder(name: string, found: Found): { kind: "customer" | "vendor" | "employee"; id: string } | undefined {
  const key = matchingKey(name);
  for (const row of found.references.rows) {
    const isPerson = row.kind === "customer" || row.kind === "vendor" || row.kind === "employee";
    if (isPerson && matchingKey(row.name) === key) return { kind: row.kind as "customer", id: row.id };
  }
  return undefined;
}
