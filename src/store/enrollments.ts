/** Enrollments: what is due, what a person moves, what people look at. */
import { type Insertable, type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import { type Enrollment, type EnrollmentMove, type EnrollmentState, enrollmentStates } from "#domain/enrollment.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { EnrollmentFilter, Overview, PastOfRecord } from "#domain/ports/enrollment-store.ts";
import type { PageQuery } from "#domain/ports/page.ts";
import { isLiveDocument } from "./documents.ts";
import { leftWithItsRecord } from "./gone-records.ts";
import { announced } from "./changes.ts";
import { instantOrNull, jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { EnrollmentTable } from "./schema/enrollments.ts";

/** A move as columns of the table. */
export function moveRow(move: EnrollmentMove) {
  return {
    state: move.enrollmentState,
    step_id: move.stepId,
    wake_at: move.wakeAt,
    tries: move.tries,
    failures: jsonText(move.failures),
    finished_at: move.finishedAt,
  } satisfies Partial<Insertable<EnrollmentTable>>;
}

/** A row as the domain knows it. */
export function enrollmentOf(row: Omit<Selectable<EnrollmentTable>, "retry_asked_at">): Enrollment {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    workflowVersion: row.workflow_version,
    connectionId: row.connection_id,
    objectType: row.object_type,
    recordId: row.record_id,
    recordName: row.record_name,
    occurrence: row.occurrence,
    enrollmentState: row.state,
    stepId: row.step_id,
    wakeAt: instantOrNull(row.wake_at),
    tries: row.tries,
    failures: row.failures,
    startedBy: row.started_by,
    startedAt: instantOf(row.started_at),
    finishedAt: instantOrNull(row.finished_at),
    updatedAt: instantOf(row.updated_at),
  };
}

/** It made documents, and none of them is left in the books. */
const isUndone = sql`enrollments.state = 'completed' and exists (select from documents where documents.enrollment_id = enrollments.id)
  and not exists (select from documents where documents.enrollment_id = enrollments.id and ${isLiveDocument})`;

/** How often records went through the workflow, and whether they do so now; absent = never. */
export async function enrollmentPasts(
  db: Kysely<Tables>,
  workflowId: WorkflowId,
  connectionId: ConnectionId,
  recordIds: readonly string[],
): Promise<Map<string, PastOfRecord>> {
  if (recordIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("enrollments")
    .select(["record_id", (select) => select.fn.max("occurrence").as("occurrences")])
    .select(sql<EnrollmentState[]>`coalesce(array_agg(state) filter (where state not in ('completed', 'cancelled')), '{}')`.as("active_states"))
    .select(sql<number>`(count(*) filter (where ${leftWithItsRecord}))::integer`.as("left"))
    .select(sql<number>`(count(*) filter (where ${isUndone}))::integer`.as("undone"))
    .where("workflow_id", "=", workflowId)
    .where("connection_id", "=", connectionId)
    .where("record_id", "in", recordIds)
    .groupBy("record_id")
    .execute();
  return new Map(rows.map((row) => [row.record_id, { occurrences: row.occurrences, left: row.left, undone: row.undone, isActive: row.active_states.length > 0, activeStates: row.active_states }]));
}

/** One enrollment of the workspace; undefined = it has none of that id. */
export async function enrollment(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  id: EnrollmentId,
): Promise<Enrollment | undefined> {
  const row = await db
    .selectFrom("enrollments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && enrollmentOf(row);
}

/** See `Store.enrollmentsNamed`. */
export async function enrollmentsNamed(db: Kysely<Tables>, workspaceId: WorkspaceId, ids: readonly EnrollmentId[]): Promise<Enrollment[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("enrollments").selectAll().where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();
  return rows.map(enrollmentOf);
}

/** A workspace's enrollments, newest first. */
export async function enrollments(db: Kysely<Tables>, workspaceId: WorkspaceId, filter: EnrollmentFilter, page: PageQuery): Promise<Enrollment[]> {
  let query = db.selectFrom("enrollments").selectAll().where("workspace_id", "=", workspaceId);
  if (filter.workflowId !== undefined) query = query.where("workflow_id", "=", filter.workflowId);
  if (filter.recordId !== undefined) query = query.where("record_id", "=", filter.recordId);
  if (filter.states !== undefined && filter.states.length > 0) query = query.where("state", "in", filter.states);
  if (filter.search !== undefined && filter.search.trim() !== "") query = query.where("record_name", "ilike", containing(filter.search.trim()));
  if (filter.from !== undefined) query = query.where("started_at", ">=", new Date(filter.from));
  if (filter.to !== undefined) query = query.where("started_at", "<", new Date(filter.to));
  if (page.after !== undefined) {
    query = query.where(
      sql<boolean>`(started_at, id) < (select started_at, id from enrollments where id = ${page.after})`,
    );
  }
  const rows = await query.orderBy("started_at", "desc").orderBy("id", "desc").limit(page.limit).execute();
  return rows.map(enrollmentOf);
}

function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** How many of each workflow are in each state. */
export async function enrollmentCounts(db: Kysely<Tables>, workspaceId: WorkspaceId, workflowId?: WorkflowId): Promise<{ workflowId: WorkflowId; state: EnrollmentState; count: number }[]> {
  let query = db
    .selectFrom("enrollments")
    .innerJoin("workflows", "workflows.id", "enrollments.workflow_id")
    .select(["enrollments.workflow_id as workflowId", "enrollments.state", (select) => select.fn.countAll<number>().as("count")])
    .where("workflows.workspace_id", "=", workspaceId);
  if (workflowId !== undefined) query = query.where("enrollments.workflow_id", "=", workflowId);
  return query.groupBy(["enrollments.workflow_id", "enrollments.state"]).execute();
}

/** A claimed enrollment runs again; should its worker die, it is due when the lease ends. */
export async function claimDueEnrollments(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  limit: number,
  now: Instant,
  leaseMs: number,
): Promise<Enrollment[]> {
  const claimed = await sql<Selectable<EnrollmentTable>>`
    update enrollments
    set state = 'running', failures = '[]', wake_at = ${later(now, leaseMs)}, updated_at = ${now}
    where id = any(array(
      select id from enrollments
      where workspace_id = ${workspaceId} and state in ('running', 'waiting') and wake_at <= ${now}
      order by wake_at limit ${limit} for update skip locked))
    returning *`.execute(db);
  return claimed.rows.map(enrollmentOf).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Moves it if it still is in the state `from`; false = it is not. */
export async function moveEnrollment(
  db: Kysely<Tables>,
  id: EnrollmentId,
  from: EnrollmentState,
  move: EnrollmentMove,
  now: Instant,
  workflowVersion?: number,
): Promise<boolean> {
  const to = moveRow(move);
  const moved = await sql`
    with moved as (
      update enrollments set state = ${to.state}, step_id = ${to.step_id}, wake_at = ${to.wake_at}, tries = ${to.tries},
        failures = ${to.failures}, finished_at = ${to.finished_at}, updated_at = ${now},
        workflow_version = coalesce(${workflowVersion ?? null}::integer, workflow_version)
      where id = ${id} and state = ${from} returning id, workspace_id
    ) ${announced("enrollments", "moved")}`.execute(db);
  return moved.rows.length > 0;
}

/** `documentsToday` counts from midnight UTC. */
export async function overview(db: Kysely<Tables>, workspaceId: WorkspaceId, now: Instant): Promise<Overview> {
  const midnight = new Date(`${now.slice(0, 10)}T00:00:00.000Z`);
  const [states, documents, events] = await Promise.all([
    db
      .selectFrom("enrollments")
      .select(["state", (select) => select.fn.countAll<number>().as("count")])
      .where("workspace_id", "=", workspaceId)
      .groupBy("state")
      .execute(),
    db
      .selectFrom("documents")
      .select((select) => [
        select.fn.countAll<number>().as("all"),
        select.fn.countAll<number>().filterWhere("posted_at", ">=", midnight).as("today"),
      ])
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("events")
      .innerJoin("connections", "connections.id", "events.connection_id")
      .select((select) => select.fn.countAll<number>().as("pending"))
      .where("connections.workspace_id", "=", workspaceId)
      .where("events.settled_at", "is", null)
      .executeTakeFirstOrThrow(),
  ]);
  const counts = new Map(states.map((row) => [row.state, row.count]));
  return {
    enrollments: Object.fromEntries(
      enrollmentStates.map((state) => [state, counts.get(state) ?? 0]),
    ) as Overview["enrollments"],
    documents: documents.all,
    documentsToday: documents.today,
    pendingEvents: events.pending,
  };
}
