/** Our actions inside the CRM's own workflows: the workflows that stand for its steps, and the executions it waits for. */
import { type Kysely, type RawBuilder, type Selectable, sql } from "kysely";
import type { CrmExecution } from "#domain/crm-action.ts";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { CrmWorkflow, NewCrmExecution } from "#domain/ports/crm-execution-store.ts";
import type { Store } from "#domain/ports/store.ts";
import type { Workflow } from "#domain/workflow.ts";
import { enrollmentOf } from "./enrollments.ts";
import { recordIntake } from "./inbox.ts";
import { instantOrNull, jsonText, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { CrmExecutionTable, EnrollmentTable } from "./schema/enrollments.ts";
import { createWorkflow, publishVersion, workflow } from "./workflows.ts";

type Wanted = Parameters<Store["keepCrmWorkflow"]>[0];

/** The step comes before its workflow, so that two first calls agree on one id; what a crash left half made is made whole. */
export async function keepCrmWorkflow(db: Kysely<Tables>, wanted: Wanted, now: Instant): Promise<Workflow> {
  const { workspaceId, definition } = wanted;
  const id = await idOfStep(db, wanted);
  const current = (await workflow(db, workspaceId, id)) ?? (await made(db, { ...wanted, workflowId: id }, now));
  if (await isSame(db, current, wanted)) return current;
  await publishVersion(db, id, definition, now);
  return (await workflow(db, workspaceId, id)) ?? current;
}

async function idOfStep(db: Kysely<Tables>, { workflowId, connectionId, step, action }: Wanted): Promise<WorkflowId> {
  const row = { workflow_id: workflowId, connection_id: connectionId, workflow_ref: step.workflowRef, step_ref: step.stepRef, action };
  const find = db
    .selectFrom("crm_workflows")
    .select("workflow_id")
    .where("connection_id", "=", connectionId)
    .where("workflow_ref", "=", step.workflowRef)
    .where("step_ref", "=", step.stepRef)
    .where("action", "=", action);
  const found = await find.executeTakeFirst();
  if (found !== undefined) return found.workflow_id;
  await db.insertInto("crm_workflows").values(row).onConflict((conflict) => conflict.doNothing()).execute();
  return (await find.executeTakeFirstOrThrow()).workflow_id;
}

async function made(db: Kysely<Tables>, { workflowId: id, workspaceId, name, definition }: Wanted, now: Instant): Promise<Workflow> {
  const created: Workflow = { id, workspaceId, name, state: "on", version: 1, definition, pausedBecause: null, draft: null, turnedOnAt: now, updatedAt: now };
  try {
    await createWorkflow(db, created);
    return created;
  } catch (problem) {
    const other = (problem as { code?: string }).code === alreadyThere ? await workflow(db, workspaceId, id) : undefined;
    if (other === undefined) throw problem;
    return other;
  }
}

/** PostgreSQL's code for a key that is taken. */
const alreadyThere = "23505";

/** The database keeps the members of JSON in an order of its own. */
async function isSame(db: Kysely<Tables>, current: Workflow, { definition }: Wanted): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`select ${jsonText(current.definition)}::jsonb = ${jsonText(definition)}::jsonb as same`.execute(db);
  return rows[0]?.same ?? false;
}

/** The workflows of a workspace that stand for steps of its CRM. */
export async function crmWorkflows(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<CrmWorkflow[]> {
  const rows = await db
    .selectFrom("crm_workflows")
    .innerJoin("workflows", "workflows.id", "crm_workflows.workflow_id")
    .selectAll("crm_workflows")
    .where("workflows.workspace_id", "=", workspaceId)
    .execute();
  return rows.map((row) => ({ workflowId: row.workflow_id, connectionId: row.connection_id, action: row.action, step: { workflowRef: row.workflow_ref, stepRef: row.step_ref } }));
}

/** Keeps the execution and its enrollment in one transaction; see the port. */
export async function recordCrmExecution(db: Kysely<Tables>, { execution, enrollment, record, now }: NewCrmExecution): Promise<Enrollment | null> {
  return db.transaction().execute(async (trx) => {
    const enrollmentId = typeof enrollment === "string" ? enrollment : enrollment.id;
    const { connectionId, callbackId } = execution;
    const kept = await trx
      .insertInto("crm_executions")
      .values({
        connection_id: connectionId, callback_id: callbackId, workspace_id: execution.workspaceId, enrollment_id: enrollmentId, state: "open", when_stopped: execution.whenStopped,
        received_at: execution.receivedAt, give_up_at: execution.giveUpAt, not_before: execution.notBefore, tries: 0, ended_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("callback_id")
      .executeTakeFirst();
    if (kept === undefined || typeof enrollment === "string") return null;
    const [made] = await recordIntake(trx, { connectionId, records: [record], enrollments: [enrollment], settledEventIds: [], now });
    if (made !== undefined) return made;
    await sql`
      update crm_executions set enrollment_id = enrollments.id from enrollments
      where crm_executions.connection_id = ${connectionId} and callback_id = ${callbackId} and enrollments.workflow_id = ${enrollment.workflowId}
        and record_id = ${enrollment.recordId} and occurrence = ${enrollment.occurrence}`.execute(trx);
    return null;
  });
}

/** The execution of a callback; undefined = it was never heard of. */
export async function crmExecution(db: Kysely<Tables>, connectionId: ConnectionId, callbackId: string): Promise<CrmExecution | undefined> {
  const row = await db.selectFrom("crm_executions").selectAll().where("connection_id", "=", connectionId).where("callback_id", "=", callbackId).executeTakeFirst();
  return row && executionOf(row);
}

function executionOf(row: Selectable<CrmExecutionTable>): CrmExecution {
  return {
    connectionId: row.connection_id,
    callbackId: row.callback_id,
    workspaceId: row.workspace_id,
    enrollmentId: row.enrollment_id,
    executionState: row.state,
    whenStopped: row.when_stopped,
    receivedAt: instantOf(row.received_at),
    giveUpAt: instantOf(row.give_up_at),
    notBefore: instantOrNull(row.not_before),
    tries: row.tries,
  };
}

/** What `crmOutcomeOf` finds to be over. */
function isDue(now: Instant): RawBuilder<boolean> {
  return sql<boolean>`crm_executions.state = 'open' and coalesce(crm_executions.not_before <= ${now}, true) and (
    enrollments.state in ('completed', 'cancelled') or (enrollments.state = 'needs-attention' and crm_executions.when_stopped = 'go-on')
    or crm_executions.give_up_at <= ${now})`;
}

/** Open executions that are over, the oldest first. */
export async function dueCrmExecutions(db: Kysely<Tables>, connectionId: ConnectionId, limit: number, now: Instant): Promise<{ execution: CrmExecution; enrollment: Enrollment }[]> {
  const { rows } = await sql<{ execution: string; enrollment_id: EnrollmentId }>`
    select crm_executions.callback_id as execution, crm_executions.enrollment_id from crm_executions
    join enrollments on enrollments.id = crm_executions.enrollment_id
    where crm_executions.connection_id = ${connectionId} and ${isDue(now)}
    order by crm_executions.received_at limit ${limit}`.execute(db);
  if (rows.length === 0) return [];
  const executions = await db.selectFrom("crm_executions").selectAll().where("connection_id", "=", connectionId).where("callback_id", "in", rows.map((row) => row.execution)).execute();
  const enrollments: Selectable<EnrollmentTable>[] = await db.selectFrom("enrollments").selectAll().where("id", "in", rows.map((row) => row.enrollment_id)).execute();
  const byId = new Map(enrollments.map((row) => [row.id, enrollmentOf(row)]));
  return executions.flatMap((row) => {
    const enrollment = byId.get(row.enrollment_id);
    return enrollment === undefined ? [] : [{ execution: executionOf(row), enrollment }];
  });
}

/** For the sweep. */
export async function connectionsWithDueCrmExecutions(db: Kysely<Tables>, now: Instant): Promise<ConnectionId[]> {
  const { rows } = await sql<{ id: ConnectionId }>`
    select id from connections where exists (select from crm_executions
      join enrollments on enrollments.id = crm_executions.enrollment_id
      where crm_executions.connection_id = connections.id and ${isDue(now)})`.execute(db);
  return rows.map((row) => row.id);
}

const answerColumns = "callback_id text, state text, not_before timestamptz, failed boolean";

/** Keeps what came of telling the CRM. */
export async function recordCrmAnswers(db: Kysely<Tables>, connectionId: ConnectionId, answers: Parameters<Store["recordCrmAnswers"]>[1], now: Instant): Promise<void> {
  const rows = answers.map(({ callbackId, executionState, notBefore, failed }) => ({ callback_id: callbackId, state: executionState, not_before: notBefore, failed }));
  await sql`
    update crm_executions set state = input.state, not_before = input.not_before, tries = tries + case when input.failed then 1 else 0 end,
      ended_at = case when input.state = 'open' then null else ${now}::timestamptz end
    from ${rowsOf(rows, answerColumns)}
    where crm_executions.connection_id = ${connectionId} and crm_executions.callback_id = input.callback_id and crm_executions.state = 'open'`.execute(db);
}
