/** The rows of a file put in, a batch of records at a time: the same from the command line and in a browser. */
import type { ContractRouterClient } from "@orpc/contract";
import { type FileRow, idColumn, type ImportedPut, type ImportedRecord, type ImportPlan, readGroup, type RowGroup, type RowProblem, rowProblemOf } from "../domain/own-records/import-rows.ts";
import { mostPutTogether, type ownRecordsContract } from "./own-record.ts";
import { problemWords } from "../domain/own-records/problem-words.ts";

export interface ImportCounts {
  created: number;
  changed: number;
  same: number;
  refused: number;
  rows: number;
}

export interface ImportRun {
  records: Pick<ContractRouterClient<typeof ownRecordsContract>, "putMany">;
  plan: ImportPlan;
  rows: AsyncIterable<FileRow>;
  /** True = everything is checked, and nothing is kept. */
  isDry: boolean;
  startsWorkflows: boolean;
  /** Hears of every record that is refused; the import goes on when it is done. */
  refused: (group: RowGroup, problems: readonly RowProblem[]) => void | Promise<void>;
  /** Hears of every batch. */
  progress: (counts: ImportCounts) => void;
}

/** A run with what it knows so far. */
interface Running extends ImportRun {
  counts: ImportCounts;
  /** The row at which an id was seen first. */
  seen: Map<string, number>;
}

interface ReadGroup {
  group: RowGroup;
  value: ImportedRecord;
}

/** Records per request: with their line items they stay far below the largest body. */
const recordsPerRequest = Math.min(500, mostPutTogether);

/** Puts the rows in; no more of them than one batch is held. What the server throws is thrown on: what went in before stays. */
export async function runImport(run: ImportRun): Promise<ImportCounts> {
  const running: Running = { ...run, counts: { created: 0, changed: 0, same: 0, refused: 0, rows: 0 }, seen: new Map() };
  for await (const groups of inBatches(groupsOf(run.plan, run.rows))) {
    running.counts.rows += groups.reduce((sum, { rows }) => sum + rows.length, 0);
    await putBatch(running, groups);
    run.progress({ ...running.counts });
  }
  return running.counts;
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

async function putBatch(run: Running, groups: readonly RowGroup[]): Promise<void> {
  const { plan, counts } = run;
  const kept = await putContacts(run, await readBatch(run, groups));
  if (kept.length === 0) return;
  const records = kept.map(({ value }) => value.record);
  const { results, created, changed, same } = await run.records.putMany({ objectType: plan.objectType, records, startsWorkflows: run.startsWorkflows, isDryRun: run.isDry });
  counts.created += created;
  counts.changed += changed;
  counts.same += same;
  for (const [index, result] of results.entries()) {
    const group = kept[index]?.group;
    if (result.outcome === "refused" && group !== undefined) await refuse(run, group, result.problems.map((one) => rowProblemOf(plan, group, one)));
  }
}

async function readBatch(run: Running, groups: readonly RowGroup[]): Promise<ReadGroup[]> {
  const read: ReadGroup[] = [];
  for (const group of groups) {
    const first = group.rows[0]?.number ?? 0;
    const result = readGroup(run.plan, group);
    const before = run.seen.get(group.externalId);
    run.seen.set(group.externalId, first);
    if (before !== undefined && group.externalId !== "") {
      const column = run.plan.headers[idColumn(run.plan)] ?? "";
      await refuse(run, group, [{ row: first, column, problem: problemWords('holds the id "{id}" of row {row}', { id: group.externalId, row: before }), fix: problemWords("Put the rows of one record one after the other.") }]);
    } else if (result.ok) read.push({ group, value: result.value });
    else await refuse(run, group, result.problems);
  }
  return read;
}

async function refuse({ counts, refused }: Running, group: RowGroup, problems: readonly RowProblem[]): Promise<void> {
  counts.refused += 1;
  await refused(group, problems);
}

/** Contacts go in first; a record whose contact is refused is refused with it. */
async function putContacts(run: Running, read: readonly ReadGroup[]): Promise<readonly ReadGroup[]> {
  const contacts = new Map<string, ImportedPut>();
  for (const { value } of read) if (value.contact !== null) contacts.set(value.contact.externalId, value.contact);
  if (contacts.size === 0) return read;
  const { results } = await run.records.putMany({ objectType: "contact", records: [...contacts.values()], isDryRun: run.isDry });
  const refused = new Map(results.flatMap((one) => (one.outcome === "refused" ? [[one.externalId, one.problems] as const] : [])));
  const unborn = new Set(run.isDry ? results.filter(({ outcome }) => outcome === "created").map(({ externalId }) => externalId) : []);
  const kept: ReadGroup[] = [];
  for (const one of read) {
    const problems = one.value.contact === null ? undefined : refused.get(one.value.contact.externalId);
    if (problems === undefined) kept.push(unborn.has(one.value.contact?.externalId ?? "") ? withoutContact(one) : one);
    else await refuse(run, one.group, problems.map((problem) => rowProblemOf(run.plan, one.group, problem, true)));
  }
  return kept;
}

/** A trial does not make the contact, so its record is tried without. */
function withoutContact(one: ReadGroup): ReadGroup {
  const { contacts: _, ...record } = one.value.record;
  return { ...one, value: { ...one.value, record } };
}
