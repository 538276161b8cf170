/** Reference data for the mirror: everything by queries at first, then what changed by one change-data-capture call. */
import { later, parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ReferenceChanges, ReferenceRow } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { decodeRow, mirroredEntities, type MirroredEntity } from "./reference-rows.ts";
import { cdcReply, queryReply } from "./wire.ts";

/** Reference: 3.2 and 5.21. */
const rowsPerPage = 1_000;
const mostCdcObjects = 1_000;
const longestCdcMs = 29 * 86_400_000;
const mostPages = 500;
/** Change data capture may show a change a little later than its time says. */
const overlapMs = 5_000;

const entities = Object.keys(mirroredEntities) as MirroredEntity[];
/** Tax codes have no change data capture; they are read with everything else. */
const capturedEntities = entities.filter((entity) => entity !== "TaxCode");

/** Everything (cursor null, or too old), else what changed since. The cursor is the server's own time. */
export async function referenceChanges(client: QuickBooksClient, cursor: string | null, now: Instant): Promise<Result<ReferenceChanges, Failure>> {
  if (cursor === null || cursor < later(now, -longestCdcMs)) return readAll(client, now);
  const changes = await captured(client, cursor as Instant, now);
  return changes === "too-many" ? readAll(client, now) : changes;
}

async function readAll(client: QuickBooksClient, now: Instant): Promise<Result<ReferenceChanges, Failure>> {
  const rows: ReferenceRow[] = [];
  for (const entity of entities) {
    const read = await readEntity(client, entity);
    if (!read.ok) return read;
    rows.push(...read.value);
  }
  return ok({ rows, deleted: [], cursor: later(now, -overlapMs), replacesAll: true });
}

async function readEntity(client: QuickBooksClient, entity: MirroredEntity): Promise<Result<ReferenceRow[], Failure>> {
  const rows: ReferenceRow[] = [];
  const filter = entity === "TaxCode" ? "" : " WHERE Active IN (true, false)";
  for (let page = 0; page < mostPages; page++) {
    const answer = await client.query(`SELECT * FROM ${entity}${filter} STARTPOSITION ${page * rowsPerPage + 1} MAXRESULTS ${rowsPerPage}`);
    if (!answer.ok) return answer;
    const read = rowsIn(answer.value, entity);
    rows.push(...read);
    if (read.length < rowsPerPage) return ok(rows);
  }
  return ok(rows);
}

/** The rows of one entity in a query's answer. */
export function rowsIn(body: unknown, entity: MirroredEntity): ReferenceRow[] {
  const reply = queryReply.safeParse(body);
  const listed = reply.success ? reply.data.QueryResponse[entity] : undefined;
  return Array.isArray(listed) ? listed.flatMap((wire) => decodeRow(entity, wire) ?? []) : [];
}

async function captured(client: QuickBooksClient, cursor: Instant, now: Instant): Promise<Result<ReferenceChanges, Failure> | "too-many"> {
  const answer = await client.get(`/cdc?entities=${capturedEntities.join(",")}&changedSince=${encodeURIComponent(cursor)}`);
  if (!answer.ok) return answer;
  const reply = cdcReply.safeParse(answer.value);
  if (!reply.success) return err({ code: "books-unreachable", detail: "the changes could not be read" });
  const changes: ReferenceChanges = { rows: [], deleted: [], cursor: later(parseInstant(reply.data.time) ?? now, -overlapMs), replacesAll: false };
  let objects = 0;
  for (const response of reply.data.CDCResponse.flatMap((one) => one.QueryResponse)) {
    for (const entity of capturedEntities) {
      const listed = response[entity];
      if (!Array.isArray(listed)) continue;
      objects += listed.length;
      for (const wire of listed) addChange(changes, entity, wire);
    }
  }
  return objects >= mostCdcObjects ? "too-many" : ok(changes);
}

function addChange(changes: ReferenceChanges, entity: MirroredEntity, wire: unknown): void {
  const isDeleted = wire !== null && typeof wire === "object" && (wire as { status?: unknown }).status === "Deleted";
  if (isDeleted) changes.deleted.push({ kind: mirroredEntities[entity], id: String((wire as { Id?: unknown }).Id) });
  else changes.rows.push(...[decodeRow(entity, wire)].filter((row) => row !== undefined));
}

