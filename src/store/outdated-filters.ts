/** Workflows whose filters ask for what is gone in a CRM, and the records that are held back meanwhile. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { HeldLook, HeldRecord, OutdatedFilters } from "#domain/ports/trigger-store.ts";
import type { ObjectType } from "#domain/record.ts";
import type { TriggerFacts } from "#domain/trigger/facts.ts";
import { raiseAlert } from "./alerts.ts";
import { announce } from "./changes.ts";
import { newId } from "./ids.ts";
import { jsonText, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Of a workspace's workflows, in each of its CRMs. */
export async function outdatedFilters(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<OutdatedFilters[]> {
  const rows = await db
    .selectFrom("outdated_filters")
    .innerJoin("workflows", "workflows.id", "outdated_filters.workflow_id")
    .selectAll("outdated_filters")
    .where("workflows.workspace_id", "=", workspaceId)
    .orderBy("outdated_filters.found_at")
    .execute();
  return rows.map((row) => ({ workflowId: row.workflow_id, connectionId: row.connection_id, failure: row.failure, holds: row.holds }));
}

/** Keeps what was found of one workflow in one CRM (null = nothing is gone), and tells people of what is new. */
export async function noteOutdatedFilters(db: Kysely<Tables>, workspaceId: WorkspaceId, { workflowId, connectionId }: Pick<OutdatedFilters, "workflowId" | "connectionId">, found: Pick<OutdatedFilters, "failure" | "holds"> | null, now: Instant): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changed = found === null ? await forgotten(trx, workflowId, connectionId) : await kept(trx, { workflowId, connectionId, ...found }, now);
    if (!changed) return;
    await settleAlerts(trx, workflowId, now);
    if (found !== null) await tell(trx, { workspaceId, workflowId, failure: found.failure }, now);
    await announce(trx, { workspaceId, topic: "workflows", id: workflowId });
  });
}

async function kept(trx: Transaction<Tables>, { workflowId, connectionId, failure, holds }: OutdatedFilters, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into outdated_filters (workflow_id, connection_id, failure, holds, found_at)
    select id, ${connectionId}, ${jsonText(failure)}::jsonb, ${holds}, ${now} from workflows where id = ${workflowId} and state <> 'off'
    on conflict (workflow_id, connection_id) do update set failure = excluded.failure, holds = excluded.holds
    where outdated_filters.failure <> excluded.failure returning workflow_id`.execute(trx);
  return rows.length > 0;
}

async function forgotten(trx: Transaction<Tables>, workflowId: WorkflowId, connectionId: ConnectionId): Promise<boolean> {
  const gone = await trx.deleteFrom("outdated_filters").where("workflow_id", "=", workflowId).where("connection_id", "=", connectionId).returning("workflow_id").execute();
  return gone.length > 0;
}

async function settleAlerts(trx: Transaction<Tables>, workflowId: WorkflowId, now: Instant): Promise<void> {
  await sql`update alerts set settled_at = ${now} where workflow_id = ${workflowId} and settled_at is null and failure->>'code' in ('filters-outdated', 'filter-options-gone')`.execute(trx);
}

async function tell(trx: Transaction<Tables>, { workspaceId, workflowId, failure }: { workspaceId: WorkspaceId; workflowId: WorkflowId; failure: Failure }, now: Instant): Promise<void> {
  await raiseAlert(trx, { id: newId(), workspaceId, workflowId, failure }, now);
}

/** Nothing is held back for it any more: it is turned on or off. */
export async function forgetOutdatedFilters(trx: Transaction<Tables>, workflowId: WorkflowId): Promise<void> {
  await trx.deleteFrom("outdated_filters").where("workflow_id", "=", workflowId).execute();
  await trx.deleteFrom("held_looks").where("workflow_id", "=", workflowId).execute();
}

/** What is held back of these records for these workflows. */
export async function heldLooks(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, workflowIds: readonly WorkflowId[], recordIds: readonly string[]): Promise<HeldLook[]> {
  if (workflowIds.length === 0 || recordIds.length === 0) return [];
  const { rows } = await sql<{ workflow_id: WorkflowId; record_id: string; before: TriggerFacts | null; held_at: Date }>`
    select workflow_id, record_id, before, held_at from held_looks
    where connection_id = ${connectionId} and workflow_id = any(${[...workflowIds]}::text[]) and object_type = ${objectType} and record_id = any(${[...recordIds]}::text[])`.execute(db);
  return rows.map((row) => ({ workflowId: row.workflow_id, objectType, recordId: row.record_id, before: row.before, heldAt: instantOf(row.held_at) }));
}

/** Records that are still there, of workflows whose filters are up to date again, the longest held first. */
export async function releasableRecords(db: Kysely<Tables>, connectionId: ConnectionId, limit: number): Promise<HeldRecord[]> {
  const { rows } = await sql<{ object_type: ObjectType; record_id: string; held_at: Date }>`
    select object_type, record_id, min(held_at) as held_at from held_looks
    where connection_id = ${connectionId}
      and not exists (select from outdated_filters where outdated_filters.workflow_id = held_looks.workflow_id and outdated_filters.connection_id = held_looks.connection_id and holds)
      and exists (select from records where records.connection_id = held_looks.connection_id and records.object_type = held_looks.object_type and records.id = held_looks.record_id and gone_at is null)
    group by object_type, record_id order by min(held_at), record_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ objectType: row.object_type, recordId: row.record_id, heldAt: instantOf(row.held_at) }));
}

/** The part of a statement that holds records back; how they were when they were held back first stays. */
export function heldInsert(connectionId: ConnectionId, held: readonly HeldLook[]): RawBuilder<unknown> {
  const rows = held.map((look) => ({ workflow_id: look.workflowId, object_type: look.objectType, record_id: look.recordId, before: look.before, held_at: look.heldAt }));
  return sql`insert into held_looks (workflow_id, connection_id, object_type, record_id, before, held_at)
    select workflow_id, ${connectionId}::text, object_type, record_id, case when before = 'null' then null else before end, held_at
    from ${rowsOf(rows, "workflow_id text, object_type text, record_id text, before jsonb, held_at timestamptz")} order by workflow_id, record_id on conflict do nothing`;
}

/** The part that lets them go. */
export function heldDelete(connectionId: ConnectionId, released: readonly Pick<HeldLook, "workflowId" | "recordId">[]): RawBuilder<unknown> {
  const rows = released.map(({ workflowId, recordId }) => ({ workflow_id: workflowId, record_id: recordId }));
  return sql`delete from held_looks using ${rowsOf(rows, "workflow_id text, record_id text")}
    where held_looks.connection_id = ${connectionId} and held_looks.workflow_id = input.workflow_id and held_looks.record_id = input.record_id`;
}
