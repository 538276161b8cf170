/** `ledgerline import <file>`: records from a CSV file, a batch at a time. */
import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import { mostPutTogether } from "#api/own-record.ts";
import type { OwnField } from "#domain/own-records/fields.ts";
import { type ColumnTarget, columnTargets, guessColumns, targetName } from "#domain/own-records/import-columns.ts";
import type { CellFormats } from "#domain/own-records/import-cells.ts";
import { type FileRow, idColumn, type ImportedPut, type ImportedRecord, type ImportPlan, readGroup, type RowGroup, type RowProblem, rowProblemOf } from "#domain/own-records/import-rows.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Client } from "./client.ts";
import { type FileWish, openFile } from "./import-file.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

export interface ImportWish extends FileWish {
  objectType: ObjectType;
  /** `Column=target` each; `Column=` leaves the column out. */
  mapping: readonly string[];
  formats: CellFormats;
  isDry: boolean;
  startsWorkflows: boolean;
  /** Where the rows that were refused are written, with what is wrong. */
  failedPath: string | null;
}

interface Counts {
  created: number;
  changed: number;
  same: number;
  refused: number;
  rows: number;
}

/** Records per request: with their line items they stay far below the largest body. */
const recordsPerRequest = Math.min(500, mostPutTogether);
/** The most problems that are printed; a file of failed rows has them all. */
const shownProblems = 20;

/** Puts the file's records in. `progress` hears of every batch. */
export async function importRecords(client: Client, wish: ImportWish, progress: (text: string) => void): Promise<Said> {
  const file = await openFile(wish);
  const custom = (await client.ownRecords.properties({ objectType: wish.objectType })).filter(({ isCustom }) => isCustom).map((one): OwnField => ({ ...one, format: null }));
  const plan = planOf(wish, file.headers, custom);
  const failed = wish.failedPath === null ? null : openFailed(wish.failedPath, file.headers);
  const counts: Counts = { created: 0, changed: 0, same: 0, refused: 0, rows: 0 };
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const note = async (group: RowGroup, found: readonly RowProblem[]): Promise<void> => {
    counts.refused += 1;
    problems.push(...found.slice(0, Math.max(0, shownProblems - problems.length)));
    if (failed !== null) await failed.write(group, found);
  };
  for await (const groups of inBatches(groupsOf(plan, file.rows))) {
    counts.rows += groups.reduce((sum, { rows }) => sum + rows.length, 0);
    await putBatch(client, wish, plan, seen, groups, counts, note);
    progress(`${counts.rows} rows read, ${counts.created} new, ${counts.changed} changed, ${counts.same} same, ${counts.refused} refused`);
  }
  await failed?.end();
  const mapping = plan.columns.map((target, index) => ({ column: file.headers[index] ?? "", target: target === null ? null : targetName(target) }));
  return { json: { ...counts, isDryRun: wish.isDry, encoding: file.encoding, delimiter: file.delimiter, mapping, problems }, text: textOf(wish, counts, mapping, problems), isRefusal: counts.refused > 0 };
}

function planOf({ objectType, mapping, formats }: ImportWish, headers: readonly string[], custom: readonly OwnField[]): ImportPlan {
  const targets = columnTargets(objectType, custom);
  const columns = guessColumns(headers, targets);
  for (const pair of mapping) {
    const at = pair.lastIndexOf("=");
    const [header, name] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const index = headers.findIndex((one) => one.toLowerCase() === header.toLowerCase());
    if (at === -1 || index === -1) throw new CliProblem("usage", `The file has no column "${header || pair}".`, `Its columns are: ${headers.join(", ")}. Write --map "Column=target".`);
    const target = name === "" ? null : (targets.find((one) => targetName(one) === name) ?? unknownTarget(name, targets));
    for (const [other, taken] of columns.entries()) if (target !== null && taken !== null && targetName(taken) === targetName(target)) columns[other] = null;
    columns[index] = target;
  }
  const plan = { objectType, headers, columns, formats };
  if (idColumn(plan) === -1) throw new CliProblem("usage", "No column is the record's id.", `Say which: --map "Column=id". Its columns are: ${headers.join(", ")}.`);
  return plan;
}

function unknownTarget(name: string, targets: readonly ColumnTarget[]): never {
  throw new CliProblem("usage", `There is nothing called "${name}" to put a column in.`, `There is: ${targets.map(targetName).join(", ")}.`);
}

/** Rows with the same id one after the other are one record; an id that comes again later is said to, and never overwrites. */
async function* groupsOf(plan: ImportPlan, rows: AsyncIterable<FileRow>): AsyncGenerator<RowGroup> {
  const column = idColumn(plan);
  let current: { externalId: string; rows: FileRow[] } | undefined;
  for await (const row of rows) {
    const externalId = (row.cells[column] ?? "").trim();
    if (current !== undefined && current.externalId === externalId && externalId !== "") current.rows.push(row);
    else {
      if (current !== undefined) yield current;
      current = { externalId, rows: [row] };
    }
  }
  if (current !== undefined) yield current;
}

async function* inBatches(groups: AsyncIterable<RowGroup>): AsyncGenerator<RowGroup[]> {
  let batch: RowGroup[] = [];
  for await (const group of groups) {
    batch.push(group);
    if (batch.length < recordsPerRequest) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

type Note = (group: RowGroup, problems: readonly RowProblem[]) => Promise<void>;

async function putBatch(client: Client, { objectType, isDry, startsWorkflows }: ImportWish, plan: ImportPlan, seen: Map<string, number>, groups: readonly RowGroup[], counts: Counts, note: Note): Promise<void> {
  const read: { group: RowGroup; value: ImportedRecord }[] = [];
  for (const group of groups) {
    const first = group.rows[0]?.number ?? 0;
    const result = readGroup(plan, group);
    const before = seen.get(group.externalId);
    seen.set(group.externalId, first);
    if (before !== undefined && group.externalId !== "") {
      const column = plan.headers[idColumn(plan)] ?? "";
      await note(group, [{ row: first, column, problem: `holds the id "${group.externalId}" of row ${before}`, fix: "Put the rows of one record one after the other." }]);
    } else if (result.ok) read.push({ group, value: result.value });
    else await note(group, result.problems);
  }
  const withContacts = await putContacts(client, isDry, plan, read, note);
  if (withContacts.length === 0) return;
  const records = withContacts.map(({ value }) => value.record);
  const { results, created, changed, same } = await client.ownRecords.putMany({ objectType, records, startsWorkflows, isDryRun: isDry });
  counts.created += created;
  counts.changed += changed;
  counts.same += same;
  for (const [index, result] of results.entries()) {
    const group = withContacts[index]?.group;
    if (result.outcome === "refused" && group !== undefined) await note(group, result.problems.map((one) => rowProblemOf(plan, group, one)));
  }
}

/** Contacts go in first; a record whose contact is refused is refused with it. */
async function putContacts(client: Client, isDry: boolean, plan: ImportPlan, read: { group: RowGroup; value: ImportedRecord }[], note: Note): Promise<typeof read> {
  const contacts = new Map<string, ImportedPut>();
  for (const { value } of read) if (value.contact !== null) contacts.set(value.contact.externalId, value.contact);
  if (contacts.size === 0) return read;
  const { results } = await client.ownRecords.putMany({ objectType: "contact", records: [...contacts.values()], isDryRun: isDry });
  const refused = new Map(results.flatMap((one) => (one.outcome === "refused" ? [[one.externalId, one.problems] as const] : [])));
  const unborn = new Set(isDry ? results.filter(({ outcome }) => outcome === "created").map(({ externalId }) => externalId) : []);
  const kept: typeof read = [];
  for (const one of read) {
    const problems = one.value.contact === null ? undefined : refused.get(one.value.contact.externalId);
    if (problems === undefined) kept.push(unborn.has(one.value.contact?.externalId ?? "") ? withoutContact(one) : one);
    else await note(one.group, problems.map((problem) => rowProblemOf(plan, one.group, problem, true)));
  }
  return kept;
}

/** A trial does not make the contact, so its record is tried without. */
function withoutContact<One extends { value: ImportedRecord }>(one: One): One {
  const { contacts: _, ...record } = one.value.record;
  return { ...one, value: { ...one.value, record } };
}

/** A CSV file of refused rows: mend them there, and import it. */
function openFailed(path: string, headers: readonly string[]) {
  let stream: WriteStream | undefined;
  const line = (cells: readonly string[]): string => `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
  return {
    write: async (group: RowGroup, problems: readonly RowProblem[]): Promise<void> => {
      stream ??= createWriteStream(path);
      if (stream.bytesWritten === 0 && stream.writableLength === 0) stream.write(`\ufeff${line([...headers, "problem"])}`);
      for (const row of group.rows) {
        const own = problems.filter((one) => one.row === row.number).map(({ column, problem, fix }) => `${column} ${problem}. ${fix}`);
        if (!stream.write(line([...headers.map((_, index) => row.cells[index] ?? ""), own.join(" ")]))) await once(stream, "drain");
      }
    },
    end: async (): Promise<void> => {
      if (stream === undefined) return;
      stream.end();
      await once(stream, "finish");
    },
  };
}

function textOf(wish: ImportWish, counts: Counts, mapping: readonly { column: string; target: string | null }[], problems: readonly RowProblem[]): string {
  const columns = mapping.map(({ column, target }) => `  ${column} -> ${target ?? "(left out)"}`);
  const verb = wish.isDry ? "Would be" : "Were";
  const found = problems.map(({ row, column, problem, fix }) => `Row ${row}, ${column}: ${problem}. ${fix}`);
  const more = counts.refused > 0 && wish.failedPath !== null ? [`The rows that were refused are in ${wish.failedPath}.`] : [];
  return [`Columns:`, ...columns, `${counts.rows} rows. ${verb} new: ${counts.created}, changed: ${counts.changed}, the same: ${counts.same}, refused: ${counts.refused}.`, ...found, ...more].join("\n");
}
