/** Workflows while they run: on, paused and off, what waits for a paused one, and who is taken out. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { TakenOut } from "#domain/ports/enrollment-store.ts";
import type { RunRules, WaitingMatch } from "#domain/ports/workflow-store.ts";
import type { ObjectType } from "#domain/record.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import { completeDefinition, type WorkflowDefinition, type WorkflowState } from "#domain/workflow.ts";
import { announce, announced } from "./changes.ts";
import { instantOrNull, jsonText } from "./json.ts";
import { forgetOutdatedFilters } from "./outdated-filters.ts";
import type { Tables } from "./schema.ts";

/** What holds for workflows now, whatever version an enrollment runs by. */
export async function runRules(db: Kysely<Tables>, ids: readonly WorkflowId[]): Promise<Map<WorkflowId, RunRules>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("workflows")
    .leftJoin("workflow_versions as current", (join) => join.onRef("current.workflow_id", "=", "workflows.id").onRef("current.version", "=", "workflows.version"))
    .select(["workflows.id", "workflows.name", "workflows.state", "workflows.stops_started_before", "current.definition"])
    .where("workflows.id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, rulesOf(row)]));
}

function rulesOf(row: { name: string; state: WorkflowState; stops_started_before: Date | null; definition: WorkflowDefinition | null }): RunRules {
  const { unenrollGroups, suppressionGroups, suppressedRecordIds } = row.definition === null ? noRules : completeDefinition(row.definition);
  return { workflowName: row.name, isPaused: row.state === "paused", stopsStartedBefore: instantOrNull(row.stops_started_before), unenrollGroups, suppressionGroups, suppressedRecordIds };
}

const noRules = { unenrollGroups: [], suppressionGroups: [], suppressedRecordIds: [] };

/** Enrolls from now on. What waited while it was paused is dropped: whoever turns it on says what becomes of existing records. */
export async function switchOn(db: Kysely<Tables>, id: WorkflowId, now: Instant): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dropWaiting(trx, id);
    await forgetOutdatedFilters(trx, id);
    await trx.deleteFrom("time_looks").where("workflow_id", "=", id).execute();
    await goOn(trx, id, sql`'on'`, now);
  });
}

/** Enrolls nobody any more. `stops` = why what is under way is taken out, too; null = it finishes. Returns how many were taken out. */
export async function switchOff(db: Kysely<Tables>, workspaceId: WorkspaceId, id: WorkflowId, stops: Failure | null, now: Instant): Promise<EnrollmentId[]> {
  return db.transaction().execute(async (trx) => {
    await dropWaiting(trx, id);
    await forgetOutdatedFilters(trx, id);
    await trx.deleteFrom("time_looks").where("workflow_id", "=", id).execute();
    await goOn(trx, id, sql`'off'`, now);
    if (stops === null) return [];
    await trx.updateTable("workflows").set({ stops_started_before: now }).where("id", "=", id).execute();
    return takenOut(trx, workspaceId, sql`enrollments.workflow_id = ${id} and enrollments.started_at <= ${now}`, stops, now);
  });
}

/** By a person: new matches wait, what is under way finishes. */
export async function pauseWorkflow(db: Kysely<Tables>, id: WorkflowId, now: Instant): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const paused = await trx.updateTable("workflows").set({ state: "paused", updated_at: now }).where("id", "=", id).where("state", "=", "on").returning("workspace_id").executeTakeFirst();
    if (paused) await announce(trx, { workspaceId: paused.workspace_id, topic: "workflows", id });
  });
}

/** Goes on; what waits is due, or forgotten. A workflow that is off stays off, and its documents go on. */
export async function resumeWorkflow(db: Kysely<Tables>, id: WorkflowId, waiting: "enroll" | "leave", now: Instant): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (waiting === "leave") await dropWaiting(trx, id);
    await goOn(trx, id, sql`case when state = 'off' then 'off' else 'on' end`, now);
  });
}

/** Nothing stops the workflow any more: caps count anew, and what a cap held back is due. */
async function goOn(trx: Transaction<Tables>, id: WorkflowId, state: RawBuilder<unknown>, now: Instant): Promise<void> {
  const changed = await sql<{ workspace_id: WorkspaceId }>`
    update workflows set state = ${state}, updated_at = ${now}, paused_because = null, counts_from = ${now},
      turned_on_at = case when state <> 'on' and ${state} = 'on' then ${now}::timestamptz else turned_on_at end
    where id = ${id} returning workspace_id`.execute(trx);
  const [workflow] = changed.rows;
  if (workflow === undefined) return;
  await sql`update alerts set settled_at = ${now} where workflow_id = ${id} and settled_at is null`.execute(trx);
  await sql`update enrollments set wake_at = ${now} where workspace_id = ${workflow.workspace_id} and workflow_id = ${id} and state = 'waiting'
    and failures->0->>'code' = 'workflow-halted'`.execute(trx);
  await announce(trx, { workspaceId: workflow.workspace_id, topic: "workflows", id });
}

async function dropWaiting(trx: Transaction<Tables>, id: WorkflowId): Promise<void> {
  await trx.deleteFrom("waiting_matches").where("workflow_id", "=", id).execute();
}

/** The part of a statement that keeps what matched a paused workflow; a record waits once. */
export function waitingInsert(matches: RawBuilder<unknown>, now: Instant): RawBuilder<unknown> {
  return sql`insert into waiting_matches (workflow_id, connection_id, object_type, record_id, record_name, matched_at)
    select workflow_id, connection_id, object_type, record_id, record_name, ${now}::timestamptz from ${matches}
    order by workflow_id, record_id on conflict do nothing`;
}

/** The part that takes them off again: `matches` = the workflow and record of each, as `input`. */
export function waitingDelete(connectionId: ConnectionId, matches: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`delete from waiting_matches using ${matches} where waiting_matches.workflow_id = input.workflow_id and waiting_matches.record_id = input.record_id
    and waiting_matches.connection_id = ${connectionId}`;
}

export const waitingColumns = "workflow_id text, connection_id text, object_type text, record_id text, record_name text";

/** What waits for workflows that are on again, oldest first. */
export async function dueMatches(db: Kysely<Tables>, workspaceId: WorkspaceId, limit: number): Promise<WaitingMatch[]> {
  const rows = await db
    .selectFrom("waiting_matches")
    .innerJoin("workflows", "workflows.id", "waiting_matches.workflow_id")
    .selectAll("waiting_matches")
    .where("workflows.workspace_id", "=", workspaceId)
    .where("workflows.state", "=", "on")
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("outdated_filters").select("holds").whereRef("outdated_filters.workflow_id", "=", "waiting_matches.workflow_id").whereRef("outdated_filters.connection_id", "=", "waiting_matches.connection_id").where("holds", "=", true))))
    .orderBy("waiting_matches.matched_at")
    .orderBy("waiting_matches.record_id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    connectionId: row.connection_id as ConnectionId,
    objectType: row.object_type,
    recordId: row.record_id,
    recordName: row.record_name,
    matchedAt: instantOf(row.matched_at),
  }));
}

/** How many records wait for a paused workflow. */
export async function waitingCount(db: Kysely<Tables>, id: WorkflowId): Promise<number> {
  const row = await db.selectFrom("waiting_matches").select((select) => select.fn.countAll<number>().as("count")).where("workflow_id", "=", id).executeTakeFirstOrThrow();
  return row.count;
}

/** Takes out what the selection names and may be taken out; returns who was. */
export async function takeOut(db: Kysely<Tables>, workspaceId: WorkspaceId, { workflowId, ids, records }: TakenOut, because: Failure | null, now: Instant): Promise<EnrollmentId[]> {
  const parts = [
    ...(workflowId === undefined ? [] : [sql`enrollments.workflow_id = ${workflowId}`]),
    ...(ids === undefined ? [] : [sql`enrollments.id = any(${ids}::text[])`]),
    ...(records === undefined ? [] : [sql`enrollments.connection_id = ${records.connectionId} and enrollments.object_type = ${records.objectType} and enrollments.record_id = any(${records.ids}::text[])`]),
  ];
  if (parts.length === 0) throw new Error("taking everything out of a workspace was asked for");
  return takenOut(db, workspaceId, sql.join(parts, sql` and `), because, now);
}

/**
 * What is in the ledger unanswered, or half made, is finished first. A worker that is at the step just now records nothing
 * any more: what it records is dropped once the enrollment has moved.
 */
async function takenOut(db: Kysely<Tables>, workspaceId: WorkspaceId, which: RawBuilder<unknown>, because: Failure | null, now: Instant): Promise<EnrollmentId[]> {
  const taken = await sql<{ id: EnrollmentId }>`
    with locked as (
      select id from enrollments
      where workspace_id = ${workspaceId} and ${which} and state in ('running', 'waiting', 'awaiting-approval', 'needs-attention')
        and not exists (select from postings where postings.enrollment_id = enrollments.id and postings.step_id = enrollments.step_id
          and postings.state in ('sent', 'unknown', 'posted'))
      order by id for no key update
    ), moved as (
      update enrollments set state = 'cancelled', wake_at = null, waits_for = null, failures = ${jsonText(because === null ? [] : [because])}::jsonb, finished_at = ${now}, updated_at = ${now}
      from locked where enrollments.id = locked.id
      returning enrollments.id, enrollments.workspace_id
    ), told as (${announced("enrollments", "moved")})
    select id, (select count(sent) from told) from moved`.execute(db);
  return taken.rows.map((row) => row.id);
}

/** The workflows of that type that have unenrollment filters. */
export async function lettingGo(db: Kysely<Tables>, workspaceId: WorkspaceId, objectType: ObjectType): Promise<{ id: WorkflowId; unenrollGroups: FilterGroup[] }[]> {
  const found = await sql<{ id: WorkflowId; unenrollGroups: FilterGroup[] }>`
    select workflows.id, current.definition->'unenrollGroups' as "unenrollGroups" from workflows
    join workflow_versions current on current.workflow_id = workflows.id and current.version = workflows.version
    where workflows.workspace_id = ${workspaceId} and workflows.object_type = ${objectType} and jsonb_array_length(coalesce(current.definition->'unenrollGroups', '[]')) > 0`.execute(db);
  return found.rows;
}
