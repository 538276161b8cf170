/** Plans a customer that the books do not have yet: complete, and under a name that nobody holds. */
import type { BooksSettings } from "../../domain/books-settings.ts";
import type { NewCustomer, PlannedCustomer } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";
import type { BilledParty } from "./billed-party.ts";

/** QuickBooks' limits (Customer entity): first, last and company name 100 characters, display name 500, five levels. */
const longestName = 100;
const longestDisplayName = 500;
const mostLevels = 5;
/** After so many namesakes a person should look. */
const highestNumber = 9;

/** Why no customer can be made of the party, whatever its name in the books would be. */
export function incompleteness(party: BilledParty): Failure[] {
  const { objectType, displayName, email, crmName, crmUrl } = party;
  if (objectType === "company") return displayName === "" ? [{ code: "company-without-name", companyUrl: crmUrl }] : [];
  const failures: Failure[] = [];
  if (displayName === "") failures.push({ code: "contact-without-name", contactUrl: crmUrl });
  if (email === null) failures.push({ code: "contact-without-email", contactName: crmName, contactUrl: crmUrl });
  return failures;
}

/** The names a new customer may get, in order of preference: its own, and the account's ways out when that is taken. */
export function possibleNames({ displayName, email }: BilledParty, { takenNames }: BooksSettings): string[] {
  switch (takenNames) {
    case "stop":
      return [displayName];
    case "add-number":
      return [displayName, ...Array.from({ length: highestNumber - 1 }, (_, n) => `${displayName} (${n + 2})`)];
    case "add-email":
      return email === null ? [displayName] : [displayName, `${displayName} (${email})`];
  }
}

/** The customer to create, with the parent it is under, or every reason why not. */
export function newCustomer(party: BilledParty, parent: PlannedCustomer | null, found: Found): Result<NewCustomer, Failure[]> {
  const failures = [...incompleteness(party), ...unusable(party), ...tooDeep(party, parent, found)];
  if (failures.length > 0) return err(failures);
  const name = freeName(party, parent, found);
  if (!name.ok) return err([name.error]);
  const { firstName, lastName, email, companyName, phone, address, crmKey } = party;
  const above = parent?.use === "create" ? { ...parent, parent: null } : parent;
  return ok({ use: "create", name: name.value, firstName, lastName, email, companyName, phone, address, parent: above, crmKey });
}

function unusable(party: BilledParty): Failure[] {
  const { displayName, firstName, lastName, companyName, crmKey } = party;
  const texts = [firstName, lastName, companyName].map((text) => text ?? "");
  if (displayName.length > longestDisplayName || texts.some((text) => text.length > longestName)) {
    return [{ code: "display-name-unusable", displayName, reason: "too-long", crmKey }];
  }
  // A company's name may have a colon; a display name may not.
  return /[:\t\n\r]/.test(displayName) ? [{ code: "display-name-unusable", displayName, reason: "forbidden-character", crmKey }] : [];
}

function tooDeep(party: BilledParty, parent: PlannedCustomer | null, { references }: Found): Failure[] {
  if (parent?.use !== "existing") return [];
  const parentName = references.rows.find((row) => row.kind === "customer" && row.id === parent.id)?.details.fullName ?? parent.name;
  if (parentName.split(":").length < mostLevels) return [];
  return [{ code: "customer-too-deep", customerName: party.displayName, parentName, crmKey: party.crmKey }];
}

/** Names are unique across customers, vendors and employees, inactive ones and a parent made along with it included. */
function freeName(party: BilledParty, parent: PlannedCustomer | null, found: Found): Result<string, Failure> {
  const holders = new Map<string, { kind: "customer" | "vendor" | "employee"; id: string | null }>();
  if (parent?.use === "create") holders.set(matchingKey(parent.name), { kind: "customer", id: null });
  for (const { kind, id, name } of found.references.rows) {
    if (kind === "customer" || kind === "vendor" || kind === "employee") holders.set(matchingKey(name), { kind, id });
  }
  const free = possibleNames(party, found.books.settings).find((name) => name.length <= longestDisplayName && !/[:\t\n\r]/.test(name) && !holders.has(matchingKey(name)));
  if (free !== undefined) return ok(free);
  const holder = holders.get(matchingKey(party.displayName));
  return err({ code: "display-name-taken", displayName: party.displayName, holder: holder?.kind ?? "customer", holderId: holder?.id ?? null, crmKey: party.crmKey });
}
