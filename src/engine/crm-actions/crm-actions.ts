/**
 * Our actions inside the CRM's own workflows. Each step of such a workflow stands here as a workflow of one step, so that
 * a record goes through it as through any other: planned, posted exactly once, explained, retried. The CRM's callback is
 * kept with the enrollment, and until it was told the end it is told again (`crm-answers.ts`).
 */
import { actionOf } from "../../actions/index.ts";
import type { Action } from "../../actions/action.ts";
import { readInputs } from "../../actions/crm-action.ts";
import { type CrmConnection, vendorNames } from "../../domain/connection.ts";
import { type CrmActionCall, type CrmExecution, type CrmOutcome, crmOutcomeOf, type CrmWishes } from "../../domain/crm-action.ts";
import { type Instant, later } from "../../domain/dates.ts";
import { isLive } from "../../domain/document/kind.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EnrollmentId, WorkflowId } from "../../domain/ids.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { emptyDefinition, type Workflow, type WorkflowDefinition, workflowObjectType } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { newEnrollmentOf } from "../enroll/enroll.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { runNewEnrollments } from "../run/run-step.ts";

/** What the CRM is answered at once. */
export type CrmRun =
  | { ran: "ended"; outcome: CrmOutcome; enrollmentId: EnrollmentId | null }
  | { ran: "waits"; because: readonly Failure[]; isAsked: boolean; untilMs: number; enrollmentId: EnrollmentId }
  /** Nothing was kept: the CRM is to call again. */
  | { ran: "not-now"; because: Failure };

const dayMs = 24 * 3_600_000;
/** We say that it took too long before the CRM says it. */
const marginMs = 10 * 60_000;
const lookMs = 40;
/** While the call itself is being answered nobody else tells the CRM. */
const answeringMs = 20_000;

/** Takes a record through an action. Most are done while the CRM waits for the answer; the others end later. */
export async function runCrmAction(context: EngineContext, connection: CrmConnection, kind: string, call: CrmActionCall): Promise<CrmRun> {
  const known = await context.store.crmExecution(connection.id, call.callbackId);
  if (known === undefined) {
    const begun = await begin(context, connection, kind, call);
    if (!begun.ok) return begun.error;
  } else if (known.executionState === "open") await keepOpen(context, known, later(context.clock.now(), answeringMs), false);
  const execution = await context.store.crmExecution(connection.id, call.callbackId);
  if (execution === undefined) throw new Error(`the callback ${call.callbackId} was not kept`);
  return answerTo(context, execution);
}

/** Keeps the call with its enrollment and runs it; what cannot even begin is answered at once. */
async function begin(context: EngineContext, connection: CrmConnection, kind: string, call: CrmActionCall): Promise<Result<null, CrmRun>> {
  const action = actionOf(kind);
  if (action === undefined) throw new Error(`there is no action ${kind}`);
  const read = readInputs(action, call.inputs);
  if (!read.ok) return refused(read.error);
  const readAt = context.clock.now();
  const record = await recordOf(context, connection, action, call);
  if (!record.ok) return record;
  const { settings, wishes, approval, caps } = read.value;
  const asking = approval === null ? [] : [{ id: "ask", action: "approval", settings: approval }];
  // Document actions are only allowed on what workflows run on.
  const objectType = workflowObjectType.parse(record.value.objectType);
  const definition: WorkflowDefinition = { ...emptyDefinition(objectType), allowsReenrollment: true, caps, steps: [...asking, { id: "doc", action: kind, settings }] };
  const workflow = await context.store.keepCrmWorkflow(
    { workflowId: context.clock.newId() as WorkflowId, workspaceId: connection.workspaceId, connectionId: connection.id, step: call.step, action: kind, name: nameOf(connection, call, action), definition },
    context.clock.now(),
  );
  if (workflow.state === "off") return refused([{ code: "workflow-turned-off", workflowName: workflow.name }]);
  await enroll(context, connection, workflow, { record: record.value, readAt }, call, wishes);
  return ok(null);
}

/** As the lists show it; a person may rename it. */
function nameOf(connection: CrmConnection, { step }: CrmActionCall, { title }: Action): string {
  return `${vendorNames[connection.vendor]} workflow ${step.workflowRef}: ${title}`;
}

async function recordOf(context: EngineContext, connection: CrmConnection, action: Action, call: CrmActionCall): Promise<Result<CrmRecord, CrmRun>> {
  if (call.record === null) return refused([{ code: "crm-call-without-record" }]);
  const { objectType, id: recordId } = call.record;
  if (!action.objectTypes.includes(objectType)) return refused([{ code: "object-type-not-allowed", action: action.title, objectType }]);
  const records = await (await context.crm(connection.id)).readRecords(objectType, [recordId]);
  if (!records.ok) return err({ ran: "not-now", because: records.error });
  const [record] = records.value;
  return record === undefined ? refused([{ code: "record-not-found", objectType, recordId }]) : ok(record);
}

function refused(failures: Failure[]): Result<never, CrmRun> {
  return err({ ran: "ended", outcome: { outcome: "failed", failures }, enrollmentId: null });
}

/** A new enrollment, or the one that the record has here already: it is not billed again unless that was asked for. */
async function enroll(context: EngineContext, connection: CrmConnection, workflow: Workflow, { record, readAt }: { record: CrmRecord; readAt: Instant }, call: CrmActionCall, wishes: CrmWishes): Promise<void> {
  const now = context.clock.now();
  const past = (await pastsOf(context, connection.id, workflow.id, [record])).get(record.id);
  const earlier = wishes.whenRepeated === "same" ? await earlierOf(context, workflow, record.id) : null;
  const fresh = { ...newEnrollmentOf(context, connection, { workflow, record, occurrence: (past?.occurrences ?? 0) + 1 }, "crm-workflow") };
  const waitMs = wishes.waitDays * dayMs;
  const execution = {
    connectionId: connection.id, callbackId: call.callbackId, workspaceId: connection.workspaceId, whenStopped: wishes.whenStopped, receivedAt: now,
    giveUpAt: later(now, waitMs - marginMs), notBefore: later(now, answeringMs),
  };
  const made = await context.store.recordCrmExecution({ execution, enrollment: earlier ?? fresh, record, now });
  if (made !== null) await runNewEnrollments(context, [made], { records: [record], readAt });
}

/** The enrollment that is under way, or whose document is still there. */
async function earlierOf(context: EngineContext, { id: workflowId, workspaceId }: Workflow, recordId: string): Promise<EnrollmentId | null> {
  for (const { id, enrollmentState } of await context.store.enrollments(workspaceId, { workflowId, recordId }, { limit: 20 })) {
    if (enrollmentState === "cancelled") continue;
    if (enrollmentState !== "completed" || (await liveDocuments(context, id)).length > 0) return id;
  }
  return null;
}

async function liveDocuments({ store }: EngineContext, id: EnrollmentId): Promise<KeptDocument[]> {
  return (await store.documentsOfEnrollment(id)).filter(({ status }) => isLive(status));
}

/** Looks a little while whether it ends; if it does, the answer itself tells the CRM. */
async function answerTo(context: EngineContext, execution: CrmExecution): Promise<CrmRun> {
  const { enrollmentId } = execution;
  const until = later(context.clock.now(), context.timing.crmAnswerMs);
  for (;;) {
    const enrollment = await context.store.enrollment(execution.workspaceId, enrollmentId);
    if (enrollment === undefined) throw new Error(`the enrollment ${enrollmentId} of callback ${execution.callbackId} is gone`);
    const now = context.clock.now();
    const outcome = crmOutcomeOf(execution, enrollment, await documentsOf(context, enrollmentId), now);
    if (outcome !== null) {
      await context.store.recordCrmAnswers(execution.connectionId, [{ callbackId: execution.callbackId, executionState: "told", notBefore: null, failed: false }], now);
      return { ran: "ended", outcome, enrollmentId };
    }
    const isStopped = enrollment.enrollmentState === "needs-attention" || enrollment.enrollmentState === "awaiting-approval";
    if (isStopped || now >= until || context.isStopping()) return waits(context, execution, enrollment, now);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

/** The documents that an enrollment made and that are still there. */
export function documentsOf(context: EngineContext, id: EnrollmentId): Promise<KeptDocument[]> {
  return liveDocuments(context, id);
}

/** From a second later on the CRM is told as soon as it ends: by then it knows that it waits. */
async function waits(context: EngineContext, execution: CrmExecution, { failures: because, enrollmentState }: Enrollment, now: Instant): Promise<CrmRun> {
  await keepOpen(context, execution, later(now, context.timing.crmRestMs), false);
  return { ran: "waits", because, isAsked: enrollmentState === "awaiting-approval", untilMs: Math.max(marginMs, Date.parse(execution.giveUpAt) + marginMs - Date.parse(now)), enrollmentId: execution.enrollmentId };
}

/** Nothing is told before `notBefore`. */
function keepOpen(context: EngineContext, { connectionId, callbackId }: CrmExecution, notBefore: Instant, failed: boolean): Promise<void> {
  return context.store.recordCrmAnswers(connectionId, [{ callbackId, executionState: "open", notBefore, failed }], context.clock.now());
}
