/** Postings that waited long before they could be sent: their steps plan anew on what the record is now. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { announced } from "./changes.ts";
import type { Tables } from "./schema.ts";

/**
 * See `Store.withdrawWaited`. Only steps of which nothing was ever sent: an `intended` posting was certainly not, and one
 * that is being claimed is locked and left alone. An enrollment that runs cannot have its postings claimed.
 */
export async function withdrawWaited(db: Kysely<Tables>, connectionId: ConnectionId, plannedBefore: Instant, now: Instant): Promise<number> {
  const because = sql`coalesce(waited.failures->0, jsonb_build_object('code', 'books-busy', 'retryAt', ${now}::text))`;
  const { rows } = await sql<{ count: number }>`
    with waited as (
      select postings.enrollment_id, postings.step_id, postings.step_attempt_id, postings.failures
      from postings join enrollments on enrollments.id = postings.enrollment_id
      where postings.connection_id = ${connectionId} and postings.state = 'intended' and postings.ordinal = 0
        and postings.due_at <= ${now} and postings.created_at < ${plannedBefore}
        and enrollments.state = 'posting' and enrollments.step_id = postings.step_id
        and not exists (select from postings other where other.enrollment_id = postings.enrollment_id and other.step_id = postings.step_id
          and other.state not in ('intended', 'withdrawn', 'refused'))
      for update of postings skip locked
    ), withdrawn as (
      update postings set state = 'withdrawn', not_before = null from waited
      where postings.enrollment_id = waited.enrollment_id and postings.step_id = waited.step_id and postings.state = 'intended'
    ), attempted as (
      update step_attempts set finished_at = ${now}::timestamptz, outcome = jsonb_build_object('outcome', 'waiting', 'until', ${now}::text, 'because', ${because})
      from waited where step_attempts.id = waited.step_attempt_id
    ), moved as (
      update enrollments set state = 'running', wake_at = ${now}, failures = '[]'::jsonb, updated_at = ${now}
      from waited where enrollments.id = waited.enrollment_id and enrollments.state = 'posting'
      returning enrollments.id, enrollments.workspace_id
    ), told as (${announced("enrollments", "moved")})
    select (select count(*) from moved)::integer as count, (select count(sent) from told)`.execute(db);
  return rows[0]?.count ?? 0;
}
