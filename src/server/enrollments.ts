/** Enrollments: list, one with its history, and what people may do with one that stopped. */
import type { EnrollmentDetail, EnrollmentFilterInput, StepAttemptReply } from "#api/enrollment.ts";
import { type Enrollment, type EnrollmentState, shownState } from "#domain/enrollment.ts";
import { type Instant, parseInstant } from "#domain/dates.ts";
import type { EnrollmentId, WorkflowId } from "#domain/ids.ts";
import type { EnrollmentFilter } from "#domain/ports/enrollment-store.ts";
import type { ObjectType } from "#domain/record.ts";
import type { StepAttempt } from "#domain/step.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { stepOfId } from "#domain/workflow-path.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { documentRowOf, enrollmentRowOf, enrollmentRows, stepAttemptReply } from "./replies.ts";
import { stepReply } from "./forms.ts";
import { explainedReply } from "./language.ts";
import { settingsInWords } from "./workflow-words.ts";

export const enrollments = {
  list: api.enrollments.list.handler(async ({ input, context: { parts, caller } }) => {
    const { limit, after, ...filter } = input;
    const found = await parts.store.enrollments(caller.workspaceId, filterOf(filter), { limit, after });
    return enrollmentRows(parts.store, caller.workspaceId, found);
  }),

  get: api.enrollments.get.handler(async ({ input, context: { parts, caller }, errors }) => {
    const enrollment = await find(parts, caller, input.id);
    if (enrollment === undefined) throw errors.NOT_FOUND();
    return detailOf(parts, enrollment);
  }),

  retry: api.enrollments.retry.handler(async ({ input, context: { parts, caller }, errors }) => {
    const enrollment = await find(parts, caller, input.id);
    if (enrollment === undefined) throw errors.NOT_FOUND();
    const retried = await parts.engine.retry(caller.workspaceId, enrollment.id);
    if (!retried.ok) throw errors.REFUSED({ data: { failures: retried.error.map((failure) => explainedReply(failure)) } });
    await noteDown(parts, caller, deed("retried the enrollment"), enrollment.id);
    return enrollmentRowOf(parts.store, retried.value);
  }),

  resolve: api.enrollments.resolve.handler(async ({ input, context: { parts, caller }, errors }) => {
    const enrollment = await find(parts, caller, input.id);
    if (enrollment === undefined) throw errors.NOT_FOUND();
    const resolved = await parts.engine.resolve(caller.workspaceId, enrollment.id, input.booksDocumentId);
    if (!resolved.ok) throw errors.REFUSED({ data: { failures: resolved.error.map((failure) => explainedReply(failure)) } });
    await noteDown(parts, caller, input.booksDocumentId === null ? deed("said that no document exists") : deed("said that document {id} is ours", { id: input.booksDocumentId }), enrollment.id);
    return enrollmentRowOf(parts.store, resolved.value);
  }),

  cancel: api.enrollments.cancel.handler(async ({ input, context: { parts, caller }, errors }) => {
    const enrollment = await find(parts, caller, input.id);
    if (enrollment === undefined) throw errors.NOT_FOUND();
    const cancelled = await parts.engine.cancel(caller.workspaceId, enrollment.id);
    if (!cancelled.ok) throw errors.REFUSED({ data: { failures: cancelled.error.map((failure) => explainedReply(failure)) } });
    await noteDown(parts, caller, deed("cancelled the enrollment"), enrollment.id);
    return enrollmentRowOf(parts.store, cancelled.value);
  }),
  cancelMany: api.enrollments.cancelMany.handler(async ({ input, context: { parts, caller } }) => {
    const { ids, ...filter } = input;
    const answer = await parts.engine.cancelMany(caller.workspaceId, ids === undefined ? filterOf(filter) : { ids: ids as EnrollmentId[] });
    if (answer.cancelled > 0) await noteDown(parts, caller, deed("cancelled {count} enrollments", { count: answer.cancelled }), filter.workflowId ?? "several");
    else noteNothing(caller);
    return answer;
  }),
};

function filterOf({ workflowId, recordId, state, states = [], search, from, to }: EnrollmentFilterInput): EnrollmentFilter {
  const wanted = state === undefined ? states : [state, ...states];
  const moment = (text: string | undefined): Instant | undefined => (text === undefined ? undefined : parseInstant(text));
  return { workflowId: workflowId as WorkflowId | undefined, recordId, states: wanted, search, from: moment(from), to: moment(to) };
}

function find(parts: ServerParts, caller: Caller, id: string): Promise<Enrollment | undefined> {
  return parts.store.enrollment(caller.workspaceId, id as EnrollmentId);
}

async function detailOf(parts: ServerParts, enrollment: Enrollment): Promise<EnrollmentDetail> {
  const [row, attempts, documents, definition] = await Promise.all([
    enrollmentRowOf(parts.store, enrollment),
    parts.store.stepAttempts(enrollment.id),
    parts.store.documentsOfEnrollment(enrollment.id),
    parts.store.workflowVersion(enrollment.workflowId, enrollment.workflowVersion),
  ]);
  const settings = await Promise.all(attempts.map(settingsOnce(parts, enrollment, definition)));
  return {
    ...row,
    attempts: attempts.map((attempt, at) => stepAttemptReply(attempt, definition, settings[at] ?? [])),
    documents: documents.map(documentRowOf),
    canRetry: isIdle(shownState(enrollment)),
    // A document that may exist in the books must be settled first.
    canCancel: isIdle(enrollment.enrollmentState) && !enrollment.failures.some((failure) => failure.code === "outcome-unknown"),
  };
}

/** The settings that an attempt ran with, in words; those that several attempts share are looked up once. */
function settingsOnce(parts: ServerParts, { workspaceId, objectType }: Enrollment, definition: WorkflowDefinition | undefined): (attempt: StepAttempt) => Promise<StepAttemptReply["settings"]> {
  const known = new Map<string, Promise<StepAttemptReply["settings"]>>();
  const records = { objectType, propertiesOf: (type: ObjectType) => parts.properties(workspaceId, type) };
  return ({ stepId, inputs }) => {
    const action = definition && stepOfId(definition.steps, stepId)?.action;
    const settings = inputs["settings"];
    if (action === undefined || typeof settings !== "object" || settings === null) return Promise.resolve([]);
    const step = { id: stepId, action, settings: { ...settings } };
    const key = JSON.stringify(step);
    const words = known.get(key) ?? stepReply(parts.store, workspaceId, step, records, []).then((reply) => settingsInWords(reply.form, reply.settings));
    known.set(key, words);
    return words;
  };
}

function isIdle(state: EnrollmentState): boolean {
  return state === "needs-attention" || state === "waiting";
}
