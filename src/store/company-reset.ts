/** A company that was emptied and set up anew: what we knew of it, and what was planned with it, is worth nothing any more. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { announced } from "./changes.ts";
import { jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";

/** See `Store.forgetBooks`. An answer that is still on its way and says "posted" stands all the same. */
export async function forgetBooks(db: Kysely<Tables>, connectionId: ConnectionId, because: Failure, quietUntil: Instant, now: Instant): Promise<void> {
  const failures = jsonText([because]);
  const outcome = jsonText({ outcome: "failed", failures: [because] });
  await db.transaction().execute(async (trx) => {
    await sql`
      with stopped as (
        update postings set state = case state when 'intended' then 'refused' else 'unknown' end,
          not_before = case state when 'intended' then null else ${quietUntil}::timestamptz end, failures = ${failures}::jsonb
        where connection_id = ${connectionId} and state in ('intended', 'sent')
        returning enrollment_id, step_attempt_id
      ), attempted as (
        update step_attempts set finished_at = ${now}, outcome = ${outcome}::jsonb from stopped where step_attempts.id = stopped.step_attempt_id
      ), moved as (
        update enrollments set state = 'needs-attention', wake_at = null, failures = ${failures}::jsonb, updated_at = ${now}
        from stopped where enrollments.id = stopped.enrollment_id and enrollments.state = 'posting'
        returning enrollments.id, enrollments.workspace_id
      ), told as (${announced("enrollments", "moved")})
      select count(sent) from told`.execute(trx);
    await sql`delete from links where connection_id = ${connectionId}`.execute(trx);
    await sql`delete from mirror_rows where connection_id = ${connectionId}`.execute(trx);
    await sql`delete from document_looks where connection_id = ${connectionId}`.execute(trx);
    await sql`delete from mirrors where connection_id = ${connectionId}`.execute(trx);
  });
}
