/** Enrolling existing records in the background: how far each is, so that a crash loses nothing. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Backfill } from "#domain/ports/trigger-store.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { BackfillTable } from "./schema/workflows.ts";

/** Begins one; while one runs for the workflow, that one is returned. */
export async function startBackfill(db: Kysely<Tables>, started: Pick<Backfill, "id" | "workspaceId" | "workflowId" | "cap" | "startedAt">): Promise<Backfill> {
  const { id, workspaceId, workflowId, cap, startedAt } = started;
  await db
    .insertInto("backfills")
    .values({ id, workspace_id: workspaceId, workflow_id: workflowId, state: "running", cap, position: null, enrolled: 0, due_at: startedAt, started_at: startedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("backfills").selectAll().where("workflow_id", "=", workflowId).where("state", "=", "running").executeTakeFirstOrThrow();
  return backfillOf(row);
}

/** The workflow's last one. */
export async function backfill(db: Kysely<Tables>, workflowId: WorkflowId): Promise<Backfill | undefined> {
  const row = await db.selectFrom("backfills").selectAll().where("workflow_id", "=", workflowId).orderBy("started_at", "desc").limit(1).executeTakeFirst();
  return row && backfillOf(row);
}

/** Takes the one that waits longest, for a while. */
export async function claimBackfill(db: Kysely<Tables>, workspaceId: WorkspaceId, now: Instant, leaseMs: number): Promise<Backfill | undefined> {
  const { rows } = await sql<Selectable<BackfillTable>>`
    update backfills set due_at = ${later(now, leaseMs)}::timestamptz
    where id = (
      select id from backfills where workspace_id = ${workspaceId} and state = 'running' and due_at <= ${now}::timestamptz
      order by due_at limit 1 for update skip locked)
    returning *`.execute(db);
  return rows[0] && backfillOf(rows[0]);
}

/** It waits until then. */
export async function putOffBackfill(db: Kysely<Tables>, id: string, until: Instant): Promise<void> {
  await db.updateTable("backfills").set({ due_at: until }).where("id", "=", id).execute();
}

/** Ends the one that runs for the workflow; what it enrolled stays. */
export async function stopBackfill(db: Kysely<Tables>, workflowId: WorkflowId, now: Instant): Promise<void> {
  await db.updateTable("backfills").set({ state: "stopped", finished_at: now }).where("workflow_id", "=", workflowId).where("state", "=", "running").execute();
}

/** The workspaces with one that is due. */
export async function dueBackfills(db: Kysely<Tables>, now: Instant): Promise<WorkspaceId[]> {
  const rows = await db.selectFrom("backfills").select("workspace_id").distinct().where("state", "=", "running").where("due_at", "<=", new Date(now)).execute();
  return rows.map(({ workspace_id }) => workspace_id);
}

/** How many of the workflow's enrollments are planned or posted just now; counting ends at `atMost`. */
export async function enrollmentsUnderWay(db: Kysely<Tables>, workflowId: WorkflowId, atMost: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from enrollments where workflow_id = ${workflowId} and state in ('running', 'posting') limit ${atMost}) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}

function backfillOf(row: Selectable<BackfillTable>): Backfill {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    connectionId: row.connection_id,
    backfillState: row.state,
    cap: row.cap,
    position: row.position,
    enrolled: row.enrolled,
    startedAt: instantOf(row.started_at),
    finishedAt: instantOrNull(row.finished_at),
  };
}
