/** `ledgerline unmatched`, `links`, `link` and `unlink`: what waits for a person's choice, and the choices that were made. */
import type { LinkRow, Suggestion } from "#api/link.ts";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { savedLinkKey } from "#domain/matching.ts";
import type { Client } from "./client.ts";
import { findBooks } from "./connections.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { table } from "./text.ts";

/** Lists what stopped enrollments and waits for a choice, with what is likely meant. */
export async function listUnmatched(client: Client): Promise<Said> {
  const rows = await client.links.unmatched();
  return { json: rows, text: rows.length === 0 ? "Nothing waits for a choice." : rows.map(unmatchedText).join("\n\n") };
}

function unmatchedText(row: UnmatchedRow): string {
  const records = row.waiting > row.recordNames.length ? `${row.recordNames.join(", ")} ...` : row.recordNames.join(", ");
  return [
    `${row.kind} ${row.crmKey}  ${row.name}  (${row.connectionName}; ${row.waiting} waiting: ${records})`,
    `  ${row.failure.happened}`,
    ...row.suggestions.map((one) => `  ledgerline link ${shellWord(row.crmKey)} ${shellWord(one.booksId)}  # ${suggestionText(one)}`),
  ].join("\n");
}

function suggestionText({ name, detail, score }: Suggestion): string {
  return `${name}${detail === null ? "" : ` (${detail})`}${score === null ? "" : `, ${Math.round(score * 100)} % alike`}`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Lists the saved links, newest first. */
export async function listLinks(client: Client, limit: number): Promise<Said> {
  const rows = await client.links.list({ limit });
  const text = table(
    [{ title: "KIND" }, { title: "KEY" }, { title: "IN THE CRM" }, { title: "IN QUICKBOOKS" }, { title: "SAVED BY" }, { title: "WHEN" }, { title: "COMPANY" }],
    rows.map((row) => [row.kind, row.crmKey, row.crmName ?? "", targetText(row), row.savedBy ?? "Ledgerline", row.savedAt?.slice(0, 16).replace("T", " ") ?? "", row.connectionName]),
  );
  return { json: rows, text: rows.length === 0 ? "No links are saved." : text };
}

function targetText({ booksId, booksName, isActive }: LinkRow): string {
  if (booksName === null) return `${booksId}, which is gone`;
  return `${booksName} (${booksId}${isActive ? "" : ", inactive"})`;
}

/** Saves a choice and retries what waits for it. The set of books need not be named when only one fits. */
export async function saveLink(client: Client, typed: string, booksId: string, named: string | undefined): Promise<Said> {
  const crmKey = savedLinkKey(typed);
  const waiting = (await client.links.unmatched()).filter((row) => row.crmKey === crmKey);
  const books = await findBooks(client, named ?? onlyBooksOf(waiting));
  const crmName = waiting.find((row) => row.connectionId === books.id)?.name ?? null;
  const { link, retried } = await client.links.save({ connectionId: books.id, crmKey, booksId, crmName });
  const again = retried === 1 ? "1 enrollment is tried again" : `${retried} enrollments are tried again`;
  return { json: { link, retried }, text: `${link.crmName ?? link.crmKey} is ${link.kind} ${targetText(link)} of ${books.name} from now on; ${again}.` };
}

function onlyBooksOf(waiting: readonly UnmatchedRow[]): string | undefined {
  const [first, second] = [...new Set(waiting.map((row) => row.connectionId))];
  return second === undefined ? first : undefined;
}

/** Takes a choice back. */
export async function removeLink(client: Client, crmKey: string, named: string | undefined): Promise<Said> {
  const books = await findBooks(client, named);
  const saved = await client.links.remove({ connectionId: books.id, crmKey }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== "NOT_FOUND") throw error;
    throw new CliProblem("refused", `No link is saved for "${crmKey}" in ${books.name}.`, "Run \"ledgerline links\" to see them all.");
  });
  return { json: saved, text: `The link of ${saved.crmName ?? saved.crmKey} to ${targetText(saved)} is removed; what was posted with it stays.` };
}
