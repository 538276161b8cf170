/** What a setting points at in the books: there and usable, or why not. */
import type { BooksRef } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { ReferenceKind } from "../../domain/reference-kind.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";

type Rows = Pick<Found, "references">;

/** The row of that kind and id, unless it is inactive or gone. */
export function activeRow(found: Rows, kind: ReferenceKind, id: string): ReferenceRow | undefined {
  return found.references.rows.find((row) => row.kind === kind && row.id === id && row.isActive);
}

/** The active rows of a kind that are called so, by themselves or with all above them. */
export function rowsNamed(found: Rows, kind: ReferenceKind, name: string): ReferenceRow[] {
  const key = matchingKey(name);
  return found.references.rows.filter(
    (row) => row.kind === kind && row.isActive && (matchingKey(row.name) === key || (row.details.fullName !== undefined && matchingKey(row.details.fullName) === key)),
  );
}

/** The row as a document points at it, by its name with all above it. */
export function refOf(row: ReferenceRow): BooksRef {
  return { id: row.id, name: row.details.fullName ?? row.name };
}

/** Null = nothing is chosen. `field` names the setting. */
export function chosenRow(found: Rows, kind: Exclude<ReferenceKind, "account" | "term">, id: string | null, field: string): Result<ReferenceRow | null, Failure[]> {
  if (id === null) return ok(null);
  const row = activeRow(found, kind, id);
  return row ? ok(row) : err([{ code: "reference-gone", kind, id, field }]);
}

/** An account of one of these types; `expected` says them in words. */
export function chosenAccount(found: Rows, id: string, field: string, types: readonly string[], expected: string): Result<ReferenceRow, Failure[]> {
  const account = activeRow(found, "account", id);
  if (!account) return err([{ code: "account-gone", accountId: id, field }]);
  if (account.type === null || !types.includes(account.type)) return err([{ code: "account-wrong-type", accountName: account.name, field, expected }]);
  return ok(account);
}

/** The failures of several results together. */
export function failuresOf(...results: readonly Result<unknown, Failure[]>[]): Failure[] {
  return results.flatMap((result) => (result.ok ? [] : result.error));
}
