/** Reference data for the mirror: everything by queries at first, then what changed by one change-data-capture call. */
import { z } from "zod";
import { later, parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ReferenceChanges, ReferenceRow } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { listed } from "./query.ts";
import { decodeRow, mirroredEntities, type MirroredEntity } from "./reference-rows.ts";

/** Reference: 3.2 and 5.21. */
const rowsPerPage = 1_000;
const mostCapturedObjects = 1_000;
const longestCaptureMs = 29 * 86_400_000;
const mostPages = 500;
/** Change data capture may show a change a little later than its time says. */
const overlapMs = 5_000;

const entities = Object.keys(mirroredEntities) as MirroredEntity[];
/** Tax codes have no change data capture (reference: 5.1); they are read with everything else. */
const capturedEntities = entities.filter((entity) => entity !== "TaxCode");

const captureReply = z.object({ CDCResponse: z.array(z.object({ QueryResponse: z.array(z.record(z.string(), z.unknown())) })), time: z.string() });

/**
 * Everything (cursor null, or too old), else what changed since. The cursor is the server's own time, less an overlap:
 * our clock may be wrong, and a row that comes twice does no harm.
 */
export async function referenceChanges(client: QuickBooksClient, cursor: string | null, now: Instant): Promise<Result<ReferenceChanges, Failure>> {
  const since = cursor === null ? undefined : parseInstant(cursor);
  if (since === undefined || since < later(now, -longestCaptureMs)) return readAll(client);
  const changes = await captured(client, since);
  return changes === "too-many" ? readAll(client) : changes;
}

/** The cursor is the time of the first answer: what changes while the others are read comes with the next changes. */
async function readAll(client: QuickBooksClient): Promise<Result<ReferenceChanges, Failure>> {
  const rows: ReferenceRow[] = [];
  let cursor: Instant | undefined;
  for (const entity of entities) {
    const read = await readEntity(client, entity);
    if (!read.ok) return read;
    rows.push(...read.value.rows);
    cursor ??= read.value.time;
  }
  return cursor === undefined ? err(unreadableTime) : ok({ rows, deleted: [], cursor: later(cursor, -overlapMs), replacesAll: true });
}

/** In order of making, so that rows added meanwhile do not move the pages; a row that comes twice counts once. */
async function readEntity(client: QuickBooksClient, entity: MirroredEntity): Promise<Result<{ rows: ReferenceRow[]; time: Instant }, Failure>> {
  const rows = new Map<string, ReferenceRow>();
  const which = entity === "TaxCode" ? "" : " WHERE Active IN (true, false) ORDERBY MetaData.CreateTime";
  let time: Instant | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await client.query(`SELECT * FROM ${entity}${which} STARTPOSITION ${page * rowsPerPage + 1} MAXRESULTS ${rowsPerPage}`);
    const found = answer.ok ? listed(answer.value, entity) : answer;
    if (!found.ok) return found;
    time ??= parseInstant(found.value.time);
    if (time === undefined) return err(unreadableTime);
    for (const row of decodeRows(entity, found.value.entities)) rows.set(row.id, row);
    if (found.value.entities.length < rowsPerPage) return ok({ rows: [...rows.values()], time });
  }
  return err({ code: "books-unreachable", detail: `the list of ${entity}s does not end` });
}

const unreadableTime: Failure = { code: "books-unreachable", detail: "the time of QuickBooks' answer could not be read" };

/** The rows among what was listed; an entity that cannot be read must not stop the others. */
function decodeRows(entity: MirroredEntity, entities: unknown[]): ReferenceRow[] {
  return entities.flatMap((wire) => decodeRow(entity, wire) ?? []);
}

async function captured(client: QuickBooksClient, since: Instant): Promise<Result<ReferenceChanges, Failure> | "too-many"> {
  const answer = await client.get(`/cdc?entities=${capturedEntities.join(",")}&changedSince=${encodeURIComponent(since)}`);
  if (!answer.ok) return answer;
  const reply = captureReply.safeParse(answer.value);
  const time = reply.success ? parseInstant(reply.data.time) : undefined;
  const parts = reply.success ? reply.data.CDCResponse.flatMap((one) => one.QueryResponse) : [];
  // A part that failed must not be skipped: its changes would never be asked for again.
  if (time === undefined || parts.length === 0 || parts.some((part) => "Fault" in part)) {
    return err({ code: "books-unreachable", detail: "the changes could not be read" });
  }
  const changes: ReferenceChanges = { rows: [], deleted: [], cursor: later(time, -overlapMs), replacesAll: false };
  let objects = 0;
  for (const part of parts) {
    for (const entity of capturedEntities) {
      const changed: unknown = part[entity] ?? [];
      if (!Array.isArray(changed)) continue;
      objects += changed.length;
      for (const wire of changed) addChange(changes, entity, wire);
    }
  }
  // What is over the limit is cut off silently (reference: 5.21).
  return objects >= mostCapturedObjects ? "too-many" : ok(changes);
}

const deletedEntity = z.object({ Id: z.string(), status: z.literal("Deleted") });

function addChange(changes: ReferenceChanges, entity: MirroredEntity, wire: unknown): void {
  const deleted = deletedEntity.safeParse(wire);
  if (deleted.success) changes.deleted.push({ kind: mirroredEntities[entity], id: deleted.data.Id });
  else changes.rows.push(...decodeRows(entity, [wire]));
}
