/** What stopped, what stopped it, and who was asked to be tried again. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import type { AskedRetry, Stopped, StoppedBy } from "#domain/ports/retry-store.ts";
import { announced } from "./changes.ts";
import type { Tables } from "./schema.ts";

/** Stopped, and not asked to be tried again since. */
const stillStopped = sql`state = 'needs-attention' and (retry_asked_at is null or retry_asked_at < updated_at)`;

/** See `Store.stoppedBy`. */
export async function stoppedBy(db: Kysely<Tables>, workspaceId: WorkspaceId, newest: number): Promise<StoppedBy[]> {
  const { rows } = await sql<StoppedBy>`
    select failures->0 as failure, count(*)::integer as count, (array_agg(id order by started_at desc, id desc))[1:${newest}::integer] as newest
    from enrollments where workspace_id = ${workspaceId} and ${stillStopped} and jsonb_array_length(failures) > 0
    group by 1 order by max(started_at) desc, min(id)`.execute(db);
  return rows;
}

/** See `Store.askForRetries`. */
export async function askForRetries(db: Kysely<Tables>, workspaceId: WorkspaceId, which: Stopped, now: Instant): Promise<number> {
  const asked = await sql<{ count: number }>`
    with locked as (
      select id from enrollments where workspace_id = ${workspaceId} and ${stillStopped} and ${chosen(which)} order by id for no key update
    ), asked as (
      update enrollments set retry_asked_at = ${now} from locked where enrollments.id = locked.id returning enrollments.id, enrollments.workspace_id
    ), told as (${announced("enrollments", "asked")})
    select count(*)::integer as count, (select count(sent) from told) as told from asked`.execute(db);
  return asked.rows[0]?.count ?? 0;
}

function chosen(which: Stopped) {
  if (which === "all") return sql`true`;
  return "ids" in which ? sql`id = any(${which.ids}::text[])` : sql`failures->0 in (select jsonb_array_elements(${JSON.stringify(which.failures)}::jsonb))`;
}

/** See `Store.askedRetries`. */
export async function askedRetries(db: Kysely<Tables>, workspaceId: WorkspaceId, limit: number): Promise<AskedRetry[]> {
  const { rows } = await sql<{ id: EnrollmentId; asked_at: Date; is_stopped: boolean }>`
    select id, retry_asked_at as asked_at, state = 'needs-attention' and updated_at <= retry_asked_at as is_stopped
    from enrollments where workspace_id = ${workspaceId} and retry_asked_at is not null order by id limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, askedAt: instantOf(row.asked_at), isStopped: row.is_stopped }));
}

/** See `Store.endRetry`. */
export async function endRetry(db: Kysely<Tables>, id: EnrollmentId, askedAt: Instant): Promise<void> {
  await sql`update enrollments set retry_asked_at = null where id = ${id} and retry_asked_at = ${askedAt}`.execute(db);
}

/** See `Store.workspacesWithRetries`. */
export async function workspacesWithRetries(db: Kysely<Tables>): Promise<WorkspaceId[]> {
  const rows = await db.selectFrom("enrollments").select("workspace_id").distinct().where("retry_asked_at", "is not", null).execute();
  return rows.map(({ workspace_id }) => workspace_id);
}
