/** The display name of a new customer: usable, and nobody else's. */
import type { BooksConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";

/** QuickBooks' limits (reference: Customer entity): first and last name 100 characters, display name 500. */
const longestName = 100;
const longestDisplayName = 500;
const mostTries = 9;

/** The name as it is, with what tells it apart when the account says so, or why it cannot be used. */
export function nameForCustomer(name: string, parts: readonly (string | null | undefined)[], email: string | null, crmKey: string, found: Found): Result<string, Failure[]> {
  const unusable = unusableName(name, parts);
  if (unusable) return err([unusable]);
  const holder = holderOf(name, found);
  if (!holder) return ok(name);
  const free = otherNames(name, email, found.books).find((one) => one.length <= longestDisplayName && !holderOf(one, found));
  if (free !== undefined) return ok(free);
  return err([{ code: "display-name-taken", displayName: name, holder: holder.kind as "customer" | "vendor" | "employee", holderId: holder.id, crmKey }]);
}

function unusableName(name: string, parts: readonly (string | null | undefined)[]): Failure | undefined {
  const isTooLong = name.length > longestDisplayName || parts.some((part) => (part?.length ?? 0) > longestName);
  if (isTooLong) return { code: "display-name-unusable", displayName: name, reason: "too-long" };
  const hasForbidden = [name, ...parts].some((part) => /[:\t\n\r]/.test(part ?? ""));
  return hasForbidden ? { code: "display-name-unusable", displayName: name, reason: "forbidden-character" } : undefined;
}

/** Names are unique across customers, vendors and employees, inactive ones included. */
function holderOf(name: string, { references: { rows } }: Found): ReferenceRow | undefined {
  const key = matchingKey(name);
  return rows.find((row) => (row.kind === "customer" || row.kind === "vendor" || row.kind === "employee") && matchingKey(row.name) === key);
}

/** What may be tried when a name is taken; [] = stop and ask. */
export function otherNames(name: string, email: string | null, { settings }: Pick<BooksConnection, "settings">): string[] {
  switch (settings.takenNames) {
    case "stop":
      return [];
    case "add-number":
      return Array.from({ length: mostTries - 1 }, (_, index) => `${name} (${index + 2})`);
    case "add-email":
      return email === null ? [] : [`${name} (${email})`];
  }
}
