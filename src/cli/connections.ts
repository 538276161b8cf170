/** `ledgerline connections`, `budget` and `bursts`: what is connected, what it uses, and how much it may. */
import type { BookCalls, ConnectionRow } from "#api/connection.ts";
import type { Client } from "./client.ts";
import { stateOf } from "./connection.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { failureText, table } from "./text.ts";

/** Lists the connections with their calls, and what to know of them. */
export async function listConnections(client: Client): Promise<Said> {
  const rows = await client.connections.list();
  return { json: rows, text: rows.length === 0 ? "Nothing is connected." : [connectionTable(rows), ...noticesOf(rows)].join("\n\n") };
}

function connectionTable(rows: readonly ConnectionRow[]): string {
  return table(
    [
      { title: "NAME" },
      { title: "VENDOR" },
      { title: "STATE" },
      { title: "WAITING", align: "right" },
      { title: "LAST MINUTE", align: "right" },
      { title: "METERED THIS MONTH (UTC)", align: "right" },
      { title: "FREE", align: "right" },
      { title: "ID" },
    ],
    rows.map((row) => [row.name, row.vendor, stateOf(row), row.life === null ? "" : String(row.life.pending.count), ...callCells(row.calls), row.id]),
  );
}

function callCells(calls: BookCalls | null): [string, string, string] {
  if (calls === null) return ["", "", ""];
  const { usedThisMinute, allowedPerMinute, batchesThisMinute, meteredThisMonth, freeThisMonth, settings } = calls;
  const ofMinute = allowedPerMinute === null ? "" : ` of ${allowedPerMinute}`;
  const inBatches = batchesThisMinute === 0 ? "" : `, ${batchesThisMinute} of ${settings.batchesPerMinute} batches`;
  return [`${usedThisMinute}${ofMinute}${inBatches}`, `${meteredThisMonth} of ${settings.monthlyMeteredBudget}`, String(freeThisMonth)];
}

function noticesOf(rows: readonly ConnectionRow[]): string[] {
  return rows.flatMap(({ name, calls, life }) => [...(life?.warnings ?? []), ...(calls?.notices ?? [])].map((notice) => `${name}: ${failureText(notice)}`));
}

/** Sets how many metered calls background work may make a month. With one set of books, it need not be named. */
export async function setBudget(client: Client, calls: string, named: string | undefined): Promise<Said> {
  const monthlyMeteredBudget = Number(calls);
  if (!/^\d{1,10}$/.test(calls) || monthlyMeteredBudget > 1_000_000_000) {
    throw new CliProblem("usage", `The budget is "${calls}", which is not a whole number from 0 to 1000000000.`);
  }
  const books = await findBooks(client, named);
  const saved = await client.connections.saveAllowance({ id: books.id, monthlyMeteredBudget });
  return { json: saved, text: `Background work may make ${monthlyMeteredBudget} metered calls a month to ${books.name}; ${saved.calls?.meteredThisMonth ?? 0} are used.` };
}

/** What a person says of bursts; what is not named stays as it is. */
export interface BurstWords {
  /** Seconds, or "never". */
  after: string;
  batches: string | undefined;
  cost: string | undefined;
  books: string | undefined;
}

/** Sets when a backlog also goes out in batches, how many a minute, and how a batch counts. */
export async function setBursts(client: Client, words: BurstWords): Promise<Said> {
  const burstAfterSeconds = words.after === "never" ? null : wholeNumber("The wait", words.after, 86_400);
  const batchesPerMinute = words.batches === undefined ? undefined : wholeNumber("--batches", words.batches, 120);
  const batchCost = costOf(words.cost);
  const books = await findBooks(client, words.books);
  const saved = await client.connections.saveAllowance({
    id: books.id,
    burstAfterSeconds,
    ...(batchesPerMinute === undefined ? {} : { batchesPerMinute }),
    ...(batchCost === undefined ? {} : { batchCost }),
  });
  return { json: saved, text: burstsText(saved) };
}

function wholeNumber(what: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number < 1 || number > most) throw new CliProblem("usage", `${what} is "${text}", which is not a whole number from 1 to ${most}.`);
  return number;
}

function costOf(text: string | undefined): "per-item" | "per-call" | undefined {
  if (text === undefined || text === "per-item" || text === "per-call") return text;
  throw new CliProblem("usage", `--cost is "${text}", which is neither per-item nor per-call.`);
}

function burstsText({ name, calls }: ConnectionRow): string {
  if (calls === null) return `${name} takes no batches.`;
  const { burstAfterSeconds, batchesPerMinute, batchCost } = calls.settings;
  if (burstAfterSeconds === null) return `Documents for ${name} go out one by one, however many wait.`;
  const cost = batchCost === "per-item" ? "every item is counted" : "a batch is counted once";
  return `When documents for ${name} would wait longer than ${burstAfterSeconds} seconds, they also go out in batches: ${batchesPerMinute} a minute at most, ${cost}.`;
}

/** The set of books that is named by id or name; with only one, it need not be named. */
export async function findBooks(client: Client, named: string | undefined): Promise<ConnectionRow> {
  const all = (await client.connections.list()).filter((row) => row.role === "books");
  const wanted = named?.trim().toLowerCase();
  const found = wanted === undefined ? all : all.filter((row) => row.id === named || row.name.toLowerCase() === wanted);
  const [books] = found;
  if (books !== undefined && found.length === 1) return books;
  const known = all.map((row) => `"${row.name}" (${row.id})`).join(", ");
  if (all.length === 0) throw new CliProblem("refused", "No set of books is connected.");
  throw new CliProblem("usage", named === undefined ? "There are several sets of books." : `There is no single set of books "${named}".`, `Name one with --books: ${known}.`);
}
