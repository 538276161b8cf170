/**
 * Reference data for the mirror: everything by queries at first, a page at a time; then what changed, by one
 * change-data-capture call. What that call cannot tell (too much, too long ago, tax codes) is asked for by queries again.
 */
import { z } from "zod";
import { later, parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ReferenceChanges, ReferencePage, ReferenceRow } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { capture, type Captured, captureOverlapMs, capturedOf, deletedId, longestCaptureMs, mostCapturedObjects } from "./capture.ts";
import type { QuickBooksClient } from "./client.ts";
import { listed } from "./query.ts";
import { decodeRow, mirroredEntities, type MirroredEntity } from "./reference-rows.ts";

/** Reference: 3.2. */
const rowsPerPage = 1_000;
/** More pages of changes than this are read as everything. */
const mostChangedPages = 20;
/** What change data capture does not know is read again this often. */
const uncapturedEveryMs = 24 * 3_600_000;

const entities = Object.keys(mirroredEntities) as MirroredEntity[];
/** Tax codes and rates have no change data capture (reference: 5.1). */
const uncaptured = new Set<MirroredEntity>(["TaxCode", "TaxRate"]);
const capturedEntities = entities.filter((entity) => !uncaptured.has(entity));
/** The company's own settings: what changes there may change any plan. */
const companyEntities = ["CompanyInfo", "Preferences"] as const;

/** Where a read of everything is: an entity, and the first row of its next page. */
const positionText = z.string().regex(/^\w+:\d+$/);
/** Since when changes are asked for, and when tax codes were last read. */
const cursorText = z.object({ since: z.string(), taxesAt: z.string() });

const unreadableTime: Failure = { code: "books-unreachable", detail: "the time of QuickBooks' answer could not be read" };

/**
 * One page of everything, in order of making, so that rows added meanwhile do not move the pages. The cursor is the
 * server's own time, less an overlap: our clock may be wrong, and a row that comes twice does no harm.
 */
export async function referencePage(client: QuickBooksClient, position: string | null): Promise<Result<ReferencePage, Failure>> {
  const [entity, start] = positionOf(position);
  const read = await readPage(client, entity, start);
  if (!read.ok) return read;
  const { rows, time, isLast } = read.value;
  const following = isLast ? entities[entities.indexOf(entity) + 1] : entity;
  const next = following === undefined ? null : `${following}:${isLast ? 1 : start + rowsPerPage}`;
  return ok({ rows, next, cursor: cursorOf(later(time, -captureOverlapMs), time) });
}

function positionOf(position: string | null): [MirroredEntity, number] {
  const [name = "", start = "1"] = positionText.parse(position ?? `${entities[0]}:1`).split(":");
  const entity = entities.find((one) => one === name);
  if (entity === undefined) throw new Error(`${position} is no position in the reference data`);
  return [entity, Number(start)];
}

function cursorOf(since: Instant, taxesAt: Instant): string {
  return JSON.stringify({ since, taxesAt });
}

interface Page {
  rows: ReferenceRow[];
  time: Instant;
  isLast: boolean;
}

async function readPage(client: QuickBooksClient, entity: MirroredEntity, start: number, changedSince?: Instant): Promise<Result<Page, Failure>> {
  const answer = await client.query(`SELECT * FROM ${entity}${whichRows(entity, changedSince)} STARTPOSITION ${start} MAXRESULTS ${rowsPerPage}`);
  const found = answer.ok ? listed(answer.value, entity) : answer;
  if (!found.ok) return found;
  const time = parseInstant(found.value.time);
  if (time === undefined) return err(unreadableTime);
  return ok({ rows: decodeRows(entity, found.value.entities), time, isLast: found.value.entities.length < rowsPerPage });
}

/** Inactive rows count, too; tax codes come with them anyway and cannot be asked so. */
function whichRows(entity: MirroredEntity, changedSince: Instant | undefined): string {
  if (uncaptured.has(entity)) return "";
  if (changedSince === undefined) return " WHERE Active IN (true, false) ORDERBY MetaData.CreateTime";
  return ` WHERE MetaData.LastUpdatedTime >= '${changedSince}' AND Active IN (true, false) ORDERBY MetaData.LastUpdatedTime`;
}

/** The rows among what was listed; an entity that cannot be read must not stop the others. */
function decodeRows(entity: MirroredEntity, wires: unknown[]): ReferenceRow[] {
  return wires.flatMap((wire) => decodeRow(entity, wire) ?? []);
}

/** What changed since a cursor; "reload" when that cannot be told any more. */
export async function referenceChanges(client: QuickBooksClient, cursor: string, now: Instant): Promise<Result<ReferenceChanges | "reload", Failure>> {
  const from = readCursor(cursor);
  if (from === undefined || from.since < later(now, -longestCaptureMs)) return ok("reload");
  const captured = await capture(client, [...companyEntities, ...capturedEntities], from.since);
  if (!captured.ok) return captured;
  const { time } = captured.value;
  const changes = changesIn(captured.value);
  // A clock that went back, of a company that was restored: what it did since is not what we know.
  if (time < from.since) return ok("reload");
  const cut = await queriedInstead(client, cutEntities(changes.rows.length + changes.deleted.length), from.since);
  if (cut === "reload") return ok("reload");
  if (!cut.ok) return cut;
  const taxesAreOld = changes.companyChanged || from.taxesAt < later(now, -uncapturedEveryMs);
  const taxes = taxesAreOld ? await readTaxes(client) : ok<ReferenceRow[]>([]);
  if (!taxes.ok) return taxes;
  changes.rows.push(...cut.value, ...taxes.value);
  return ok({ ...changes, cursor: cursorOf(later(time, -captureOverlapMs), taxesAreOld ? time : from.taxesAt) });
}

function readCursor(cursor: string): { since: Instant; taxesAt: Instant } | undefined {
  const read = cursorText.safeParse(jsonOf(cursor));
  const since = read.success ? parseInstant(read.data.since) : undefined;
  const taxesAt = read.success ? parseInstant(read.data.taxesAt) : undefined;
  return since === undefined || taxesAt === undefined ? undefined : { since, taxesAt };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function changesIn(captured: Captured): ReferenceChanges {
  const changes: ReferenceChanges = { rows: [], deleted: [], cursor: "", companyChanged: captured.parts.some((part) => companyEntities.some((entity) => entity in part)) };
  for (const entity of capturedEntities) for (const wire of capturedOf(captured, entity)) addChange(changes, entity, wire);
  return changes;
}

/** What is over the limit of objects in one answer is cut off silently (reference: 5.21), and nobody says from which entity. */
function cutEntities(objects: number): MirroredEntity[] {
  return objects + companyEntities.length < mostCapturedObjects ? [] : capturedEntities;
}

/** Entities whose changes were cut, by queries in order of change; so many that a read of everything is cheaper = reload. */
async function queriedInstead(client: QuickBooksClient, cut: MirroredEntity[], since: Instant): Promise<Result<ReferenceRow[], Failure> | "reload"> {
  const rows: ReferenceRow[] = [];
  let pages = 0;
  for (const entity of cut) {
    for (let start = 1; ; start += rowsPerPage) {
      if ((pages += 1) > mostChangedPages) return "reload";
      const page = await readPage(client, entity, start, since);
      if (!page.ok) return page;
      rows.push(...page.value.rows);
      if (page.value.isLast) break;
    }
  }
  return ok(rows);
}

async function readTaxes(client: QuickBooksClient): Promise<Result<ReferenceRow[], Failure>> {
  const rows: ReferenceRow[] = [];
  for (const entity of uncaptured) {
    for (let start = 1; ; start += rowsPerPage) {
      const page = await readPage(client, entity, start);
      if (!page.ok) return page;
      rows.push(...page.value.rows);
      if (page.value.isLast) break;
    }
  }
  return ok(rows);
}

function addChange(changes: ReferenceChanges, entity: MirroredEntity, wire: unknown): void {
  const deleted = deletedId(wire);
  if (deleted !== undefined) changes.deleted.push({ kind: mirroredEntities[entity], id: deleted });
  else changes.rows.push(...decodeRows(entity, [wire]));
}
