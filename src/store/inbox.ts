/** The inbox of events, the polling cursors, and the intake that turns events into records and enrollments. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { NewEnrollment } from "#domain/ports/enrollment-store.ts";
import type { Intake, StoredEvent } from "#domain/ports/inbox-store.ts";
import type { WaitingMatch } from "#domain/ports/workflow-store.ts";
import type { TimeLook } from "#domain/ports/trigger-store.ts";
import type { FailureCode } from "#domain/failure.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { announced } from "./changes.ts";
import { enrollmentOf } from "./enrollments.ts";
import { rowsOf } from "./json.ts";
import { heldDelete, heldInsert } from "./outdated-filters.ts";
import { factColumns, factColumnsOf, factNames, factUpdates } from "./record-facts.ts";
import type { Tables } from "./schema.ts";
import type { EnrollmentTable } from "./schema/enrollments.ts";
import type { EventTable } from "./schema/records.ts";
import { timeLookUpsert } from "./time-looks.ts";
import { waitingColumns, waitingDelete, waitingInsert } from "./workflow-runs.ts";

const eventColumns = `source_key text, object_type text, record_id text, kind text, property text, occurred_at timestamptz,
  source text`;

/** Stores events; returns how many were new. */
export async function receiveEvents(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  events: readonly CrmEvent[],
  now: Instant,
): Promise<number> {
  if (events.length === 0) return 0;
  const rows = events.map((event) => ({
    source_key: event.sourceKey,
    object_type: event.objectType,
    record_id: event.recordId,
    kind: event.kind,
    property: event.property,
    occurred_at: event.occurredAt,
    source: event.source,
  }));
  // Sorted, so that two deliveries of the same events wait for each other instead of deadlocking.
  const stored = await sql<{ id: number }>`
    insert into events (connection_id, source_key, object_type, record_id, kind, property, occurred_at, source, received_at)
    select ${connectionId}::text, source_key, object_type, record_id, kind, property, occurred_at, source, ${now}::timestamptz
    from ${rowsOf(rows, eventColumns)} order by source_key
    on conflict (connection_id, source_key) do nothing
    returning id`.execute(db);
  return stored.rows.length;
}

/** Events to look at, oldest first, without those put off until later. */
export async function pendingEvents(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  limit: number,
  now: Instant,
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom("events")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("settled_at", "is", null)
    .where((where) => where.or([where("not_before", "is", null), where("not_before", "<=", new Date(now))]))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(eventOf);
}

function eventOf(row: Selectable<EventTable>): StoredEvent {
  return {
    id: String(row.id),
    connectionId: row.connection_id,
    objectType: row.object_type,
    recordId: row.record_id,
    kind: row.kind,
    property: row.property,
    occurredAt: instantOf(row.occurred_at),
    source: row.source,
    sourceKey: row.source_key,
    ...(row.document !== null && { document: row.document }),
  };
}

/** Puts events off; settled ones stay settled. */
export async function postponeEvents(db: Kysely<Tables>, ids: readonly string[], until: Instant): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("events")
    .set({ not_before: until })
    .where("id", "in", ids.map(Number))
    .where("settled_at", "is", null)
    .execute();
}

/** Where polling stands; null = it never began. */
export async function pollCursor(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
): Promise<string | null> {
  const row = await db
    .selectFrom("poll_cursors")
    .select("cursor")
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .executeTakeFirst();
  return row?.cursor ?? null;
}

/** Keeps where polling stands. */
export async function savePollCursor(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
  cursor: string,
): Promise<void> {
  await db
    .insertInto("poll_cursors")
    .values({ connection_id: connectionId, object_type: objectType, cursor })
    .onConflict((conflict) => conflict.columns(["connection_id", "object_type"]).doUpdateSet({ cursor }))
    .execute();
}

/** What an enrollment waits for that only the record itself can bring. */
const waitsForRecord: FailureCode[] = ["payment-pending", "refund-pending"];

const recordColumns = `object_type text, id text, name text, properties jsonb, modified_at timestamptz, url text, ${factColumns}`;
const enrollmentColumns = `id text, workspace_id text, workflow_id text, workflow_version integer, connection_id text,
  object_type text, record_id text, record_name text, occurrence integer, state text, step_id text, wake_at timestamptz,
  started_by text, started_at timestamptz`;

/**
 * Keeps records, wakes what waits for them, enrolls, settles events and tells of it, in one statement; returns what was enrolled. A
 * workflow may have been turned off since its triggers were asked: its row is locked, so that whoever turns it off and stops what is
 * under way comes before, and nobody enters, or after, and takes them out.
 */
export async function recordIntake(db: Kysely<Tables>, intake: Intake): Promise<Enrollment[]> {
  const enrolled = await sql<Selectable<EnrollmentTable>>`
    with kept as (
      insert into records (connection_id, object_type, id, name, properties, modified_at, url, ${factNames}, looked_at)
      select ${intake.connectionId}::text, object_type, id, name, properties, modified_at, url, ${factNames}, ${intake.lookedAt ?? null}::timestamptz
      from ${rowsOf(newestOfEach(intake.records).map(recordRow), recordColumns)} order by object_type, id
      on conflict (connection_id, object_type, id) do update set
        name = excluded.name, properties = excluded.properties, modified_at = excluded.modified_at, url = excluded.url, ${factUpdates}, looked_at = coalesce(excluded.looked_at, records.looked_at), gone_at = null, merged_into = null
      where records.modified_at <= excluded.modified_at
      returning object_type, id, properties
    ), woken as (
      update enrollments set wake_at = ${intake.now}::timestamptz from kept
      where enrollments.connection_id = ${intake.connectionId} and enrollments.object_type = kept.object_type and enrollments.record_id = kept.id
        and enrollments.state = 'waiting' and (enrollments.failures->0->>'code' = any(${waitsForRecord}::text[])
          or (enrollments.waits_for is not null and kept.properties->>(enrollments.waits_for->>'property') is distinct from enrollments.waits_for->>'value'))
    ), settled as (
      update events set settled_at = ${intake.now}::timestamptz
      where connection_id = ${intake.connectionId} and settled_at is null
        and id = any(${intake.settledEventIds}::bigint[])
    ), running as (
      select id from backfills where id = ${intake.backfill?.id ?? null}::text and state = 'running' and position is not distinct from ${intake.backfill?.after ?? null}::text for update
    ), open_workflows as (
      select id from workflows where id = any(${intake.enrollments.map((one) => one.workflowId)}::text[]) and state <> 'off' order by id for share
    ), enrolled as (
      insert into enrollments (id, workspace_id, workflow_id, workflow_version, connection_id, object_type, record_id,
        record_name, occurrence, state, step_id, wake_at, tries, failures, started_by, started_at, updated_at)
      select id, workspace_id, workflow_id, workflow_version, connection_id, object_type, record_id,
        record_name, occurrence, state, step_id, wake_at, 0, '[]', started_by, started_at, ${intake.now}::timestamptz
      from ${rowsOf(intake.enrollments.map(enrollmentRow), enrollmentColumns)}
      where (started_by in ('person', 'crm-workflow') or workflow_id in (select id from open_workflows)) and (${intake.backfill === undefined}::boolean or exists (select from running))
      order by workflow_id, record_id, occurrence
      on conflict do nothing
      returning *
    ), advanced as (
      update backfills set connection_id = ${intake.backfill?.connectionId ?? null}::text, position = ${intake.backfill?.position ?? null}::text, enrolled = backfills.enrolled + page.count, due_at = ${intake.now}::timestamptz,
        state = case when page.is_last then 'done' else 'running' end, finished_at = case when page.is_last then ${intake.now}::timestamptz end
      from (
        select running.id, count.count, ${intake.backfill?.isLastPage ?? false}::boolean or coalesce(whole.enrolled + count.count >= whole.cap, false) as is_last
        from running join backfills as whole on whole.id = running.id cross join (select count(*)::integer as count from enrolled) as count) as page
      where backfills.id = page.id
    ), passed as (${timeLookUpsert(intake.connectionId, intake.timeLook ? [intake.timeLook.workflowId] : [], intake.timeLook?.look ?? noLook(intake.now))}
    ), waits as (${waitingInsert(rowsOf((intake.waiting ?? []).map(waitingRow), waitingColumns), intake.now)}
    ), dealt_with as (${waitingDelete(intake.connectionId, sql`(select workflow_id, record_id from ${rowsOf(settledRows(intake), waitingColumns)} union select workflow_id, record_id from enrolled) as input`)}
    ), held_back as (${heldInsert(intake.connectionId, intake.held ?? [])}
    ), let_go as (${heldDelete(intake.connectionId, intake.released ?? [])}
    ), told as (${announced("enrollments", "enrolled")})
    select enrolled.*, (select count(sent) from told) from enrolled`.execute(db);
  return enrolled.rows.map(enrollmentOf);
}

/** Of no workflow. */
function noLook(now: Instant): TimeLook {
  return { lookedAt: now, askingAt: null, position: null, dueAt: now };
}

function waitingRow({ workflowId, connectionId, objectType, recordId, recordName }: Omit<WaitingMatch, "matchedAt">) {
  return { workflow_id: workflowId, connection_id: connectionId, object_type: objectType, record_id: recordId, record_name: recordName };
}

function settledRows({ settledMatches }: Intake) {
  return settledMatches?.recordIds.map((id) => ({ workflow_id: settledMatches.workflowId, record_id: id })) ?? [];
}

/** One statement may not write a row twice. */
function newestOfEach(records: readonly CrmRecord[]): CrmRecord[] {
  const newest = new Map<string, CrmRecord>();
  for (const record of records) {
    const key = `${record.objectType}/${record.id}`;
    const known = newest.get(key);
    if (known === undefined || known.modifiedAt <= record.modifiedAt) newest.set(key, record);
  }
  return [...newest.values()];
}

function recordRow(record: CrmRecord) {
  return {
    object_type: record.objectType,
    id: record.id,
    name: record.name,
    properties: record.properties,
    modified_at: record.modifiedAt,
    url: record.url,
    ...factColumnsOf(record.facts),
  };
}

function enrollmentRow(enrollment: NewEnrollment) {
  return {
    id: enrollment.id,
    workspace_id: enrollment.workspaceId,
    workflow_id: enrollment.workflowId,
    workflow_version: enrollment.workflowVersion,
    connection_id: enrollment.connectionId,
    object_type: enrollment.objectType,
    record_id: enrollment.recordId,
    record_name: enrollment.recordName,
    occurrence: enrollment.occurrence,
    state: enrollment.enrollmentState,
    step_id: enrollment.stepId,
    wake_at: enrollment.wakeAt,
    started_by: enrollment.startedBy,
    started_at: enrollment.startedAt,
  };
}
