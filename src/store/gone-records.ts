/** Records that the CRM no longer has, and the enrollments that leave with them. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { ObjectType } from "#domain/record.ts";
import { announced } from "./changes.ts";
import { rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** How an enrollment looks that ended because its record was gone. */
export const leftWithItsRecord = sql`enrollments.state = 'cancelled' and enrollments.failures->0->>'code' in ('record-deleted', 'record-merged')`;

/**
 * See `Store.recordsGone`. What runs or is being posted is left alone, and so is what waits with a document whose fate is not
 * known: it ends by itself, or a person settles it.
 */
export async function recordsGone(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, gone: readonly { recordId: string; into: string | null }[], now: Instant): Promise<void> {
  const rows = gone.map(({ recordId, into }) => ({
    record_id: recordId,
    merged_into: into,
    failure: into === null ? { code: "record-deleted", objectType, recordId } : { code: "record-merged", objectType, recordId, into },
  }));
  await sql`
    with gone as (select * from ${rowsOf(rows, "record_id text, merged_into text, failure jsonb")}), marked as (
      update records set gone_at = coalesce(records.gone_at, ${now}::timestamptz), merged_into = gone.merged_into from gone
      where records.connection_id = ${connectionId} and records.object_type = ${objectType} and records.id = gone.record_id
    ), moved as (
      update enrollments set state = 'cancelled', wake_at = null, failures = jsonb_build_array(gone.failure), finished_at = ${now}, updated_at = ${now} from gone
      where enrollments.connection_id = ${connectionId} and enrollments.object_type = ${objectType} and enrollments.record_id = gone.record_id
        and enrollments.state in ('waiting', 'needs-attention', 'awaiting-approval')
        and not exists (select from postings where postings.enrollment_id = enrollments.id and postings.state in ('sent', 'unknown'))
      returning enrollments.id, enrollments.workspace_id
    ), withdrawn as (
      update postings set state = 'withdrawn' from moved where postings.enrollment_id = moved.id and postings.state = 'intended'
    ), told as (${announced("enrollments", "moved")})
    select count(sent) from told`.execute(db);
}

/** See `Store.goneAmong`. */
export async function goneAmong(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("records")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .where("id", "in", ids)
    .where("gone_at", "is not", null)
    .execute();
  return rows.map(({ id }) => id);
}

/** See `Store.recordTimes`. Ids are whole numbers of different lengths. */
export async function recordTimes(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
  afterId: string | null,
  upToId: string | null,
): Promise<{ recordId: string; modifiedAt: Instant }[]> {
  const rows = await db
    .selectFrom("records")
    .select(["id", "modified_at"])
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .where("gone_at", "is", null)
    .$if(afterId !== null, (query) => query.where(sql<boolean>`(length(id), id) > (length(${afterId}::text), ${afterId}::text)`))
    .$if(upToId !== null, (query) => query.where(sql<boolean>`(length(id), id) <= (length(${upToId}::text), ${upToId}::text)`))
    .execute();
  return rows.map((row) => ({ recordId: row.id, modifiedAt: instantOf(row.modified_at) }));
}
