/** Until when the passing of time was looked at, workflow by workflow. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { TimeLook } from "#domain/ports/trigger-store.ts";
import type { ObjectType } from "#domain/record.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";

/** The workspaces with a workflow and a CRM that were not looked at for long. */
export async function dueTimeLooks(db: Kysely<Tables>, now: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspace_id: WorkspaceId }>`
    select distinct workflows.workspace_id from workflows
    join connections on connections.workspace_id = workflows.workspace_id and connections.role = 'crm' and connections.connection_state <> 'disconnected'
    left join time_looks on time_looks.workflow_id = workflows.id and time_looks.connection_id = connections.id
    where workflows.state <> 'off' and workflows.removed_at is null and (time_looks.due_at is null or time_looks.due_at <= ${now}::timestamptz)`.execute(db);
  return rows.map(({ workspace_id }) => workspace_id);
}

/** How far the looks of a connection's workflows are; those never looked at are absent. */
export async function timeLooks(db: Kysely<Tables>, connectionId: ConnectionId): Promise<Map<WorkflowId, TimeLook>> {
  const rows = await db.selectFrom("time_looks").selectAll().where("connection_id", "=", connectionId).execute();
  return new Map(rows.map((row) => [row.workflow_id, { lookedAt: instantOf(row.looked_at), askingAt: instantOrNull(row.asking_at), position: row.position, dueAt: instantOf(row.due_at) }]));
}

/** Keeps how far the look of these workflows is. */
export async function saveTimeLook(db: Kysely<Tables>, connectionId: ConnectionId, workflowIds: readonly WorkflowId[], look: TimeLook): Promise<void> {
  if (workflowIds.length > 0) await sql`${timeLookUpsert(connectionId, workflowIds, look)}`.execute(db);
}

/** The part of a statement that keeps it. A workflow that was turned off meanwhile is left alone. */
export function timeLookUpsert(connectionId: ConnectionId, workflowIds: readonly WorkflowId[], { lookedAt, askingAt, position, dueAt }: TimeLook): RawBuilder<unknown> {
  return sql`insert into time_looks (workflow_id, connection_id, looked_at, asking_at, position, due_at)
    select id, ${connectionId}::text, ${lookedAt}::timestamptz, ${askingAt}::timestamptz, ${position}::text, ${dueAt}::timestamptz
    from workflows where id = any(${[...workflowIds]}::text[]) and state <> 'off' order by id
    on conflict (workflow_id, connection_id) do update set looked_at = excluded.looked_at, asking_at = excluded.asking_at, position = excluded.position, due_at = excluded.due_at`;
}

/**
 * Until when each of these stored records was looked at for the workflow: by the look that passed it, since by an event, or
 * when the workflow was turned on.
 */
export async function recordsLookedAt(db: Kysely<Tables>, workflowId: WorkflowId, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Map<string, Instant>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; at: Date | null }>`
    select records.id, greatest(records.looked_at, case when records.id <= time_looks.position then time_looks.asking_at else coalesce(time_looks.looked_at, workflows.turned_on_at) end) as at
    from records join workflows on workflows.id = ${workflowId} left join time_looks on time_looks.connection_id = records.connection_id and time_looks.workflow_id = workflows.id
    where records.connection_id = ${connectionId} and records.object_type = ${objectType} and records.id = any(${[...ids]}::text[])`.execute(db);
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, instantOf(at)]])));
}

/** Workflows were asked about these stored records at that moment. */
export async function noteRecordLooks(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await sql`update records set looked_at = ${at}::timestamptz from (
      select id from records where connection_id = ${connectionId} and object_type = ${objectType} and id = any(${[...ids]}::text[]) order by id for update) as asked
    where records.connection_id = ${connectionId} and records.object_type = ${objectType} and records.id = asked.id`.execute(db);
}
