/** What people ask of enrollments: enroll by hand, retry, settle an unknown outcome, cancel. */
import { type Enrollment, shownState, toCancelled, toNextStep, toPosting, toRetried } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import type { DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "../domain/ids.ts";
import type { Posting } from "../domain/posting.ts";
import type { CrmRecord } from "../domain/record.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { CrmConnection } from "../domain/connection.ts";
import type { Workflow } from "../domain/workflow.ts";
import type { EngineContext } from "./context.ts";
import { keepEntries } from "./enroll.ts";
import { keptDocument } from "./post.ts";
import { prepare } from "./create-first.ts";
import { runNewEnrollments } from "./run-step.ts";
import { stepAfter } from "./versions.ts";

/** Enrolls a record by hand, whatever the triggers say; never a second time beside or after the first. */
export async function enrollRecord(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string): Promise<Result<Enrollment, Failure[]>> {
  const target = await findTarget(context, workspaceId, workflowId, recordId);
  if (!target.ok) return target;
  const { connection, workflow, record } = target.value;
  const past = (await context.store.enrollmentPasts(workflowId, [recordId])).get(recordId);
  if (past?.isActive) return err([{ code: "still-enrolled", recordName: record.name }]);
  if (past && past.occurrences > 0 && !workflow.definition.allowsReenrollment) {
    return err([{ code: "enrolled-before", recordName: record.name, times: past.occurrences }]);
  }
  const entry = { workflow, record, occurrence: (past?.occurrences ?? 0) + 1 };
  const [enrollment] = await keepEntries(context, connection, [record], [entry], "person", []);
  if (!enrollment) return err([{ code: "still-enrolled", recordName: record.name }]);
  await runNewEnrollments(context, [enrollment], [record]);
  return ok((await context.store.enrollment(workspaceId, enrollment.id)) ?? enrollment);
}

/** The record a person named, read from the CRM now. */
export async function findTarget(
  context: EngineContext,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  recordId: string,
): Promise<Result<{ connection: CrmConnection; workflow: Workflow; record: CrmRecord }, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  const connection = (await context.store.connections(workspaceId)).find((one) => one.role === "crm");
  if (!workflow || !connection) return err([{ code: "crm-disconnected", crmName: "the CRM" }]);
  const { objectType } = workflow.definition;
  const records = await (await context.crm(connection.id)).readRecords(objectType, [recordId]);
  if (!records.ok) return err([records.error]);
  const [record] = records.value;
  return record ? ok({ connection, workflow, record }) : err([{ code: "record-not-found", objectType, recordId }]);
}

/** Runs the current step again now. An unknown outcome is looked at again; it is never simply sent. */
export async function retry(context: EngineContext, workspaceId: WorkspaceId, id: EnrollmentId): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  if (!enrollment) return err([{ code: "not-possible-now", asked: "retried", enrollmentState: "gone" }]);
  const posting = enrollment.stepId === null ? undefined : await context.store.latestPosting(id, enrollment.stepId, 0);
  const isInLedger = posting !== undefined && posting.postingState !== "refused" && posting.postingState !== "posted";
  if (isInLedger) return retryPosting(context, enrollment, posting);
  if (enrollment.enrollmentState !== "needs-attention" && enrollment.enrollmentState !== "waiting") return notPossible("retried", enrollment);
  const now = context.clock.now();
  if (!(await context.store.moveEnrollment(id, enrollment.enrollmentState, toRetried(enrollment, now), now))) return notPossible("retried", enrollment);
  await context.queue.signal("run", workspaceId);
  return reread(context, enrollment);
}

/** The ledger row becomes due now; being sent before, it is looked for first when the last send is long ago. */
async function retryPosting(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const state = shownState(enrollment);
  if (state !== "needs-attention" && state !== "waiting") return notPossible("retried", enrollment);
  await settlePosting(context, enrollment, posting, posting.firstSentAt === null ? "intended" : "sent");
  return reread(context, enrollment);
}

async function settlePosting(context: EngineContext, enrollment: Enrollment, posting: Posting, postingState: "intended" | "sent"): Promise<void> {
  const now = context.clock.now();
  await context.store.recordAnswer({
    postingId: posting.id,
    posting: { postingState, notBefore: null, failures: [] },
    stepAttemptId: posting.stepAttemptId,
    outcome: { outcome: "waiting", until: now, because: { code: "books-unreachable", detail: "retried by a person" } },
    exchanges: [],
    finished: false,
    enrollmentId: enrollment.id,
    move: toPosting(enrollment),
    document: null,
    now,
  });
  await context.queue.signal("post", posting.connectionId);
}

/** A person settles an unknown outcome: that document is ours, or none is and it is posted again under a new id. */
export async function resolve(
  context: EngineContext,
  workspaceId: WorkspaceId,
  id: EnrollmentId,
  booksDocumentId: string | null,
): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  const posting = enrollment?.stepId ? await context.store.latestPosting(id, enrollment.stepId, 0) : undefined;
  if (!enrollment || posting?.postingState !== "unknown" || enrollment.enrollmentState !== "needs-attention") {
    return notPossible("resolved", enrollment);
  }
  return booksDocumentId === null ? postAgain(context, enrollment, posting) : adopt(context, enrollment, posting, booksDocumentId);
}

/** The old ledger row is closed as refused by a person; the step plans anew and gets the next generation. */
async function postAgain(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const now = context.clock.now();
  await context.store.recordAnswer({
    postingId: posting.id,
    posting: { postingState: "refused", notBefore: null, failures: posting.failures },
    stepAttemptId: posting.stepAttemptId,
    outcome: { outcome: "failed", failures: posting.failures },
    exchanges: [],
    finished: true,
    enrollmentId: enrollment.id,
    move: toRetried(enrollment, now),
    document: null,
    now,
  });
  await context.queue.signal("run", enrollment.workspaceId);
  return reread(context, enrollment);
}

async function adopt(context: EngineContext, enrollment: Enrollment, posting: Posting, booksDocumentId: string): Promise<Result<Enrollment, Failure[]>> {
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return err([{ code: "document-not-found", booksDocumentId }]);
  const { kind, transactionDate, total } = posting.plan;
  const found = await (await context.books(posting.connectionId)).findDocuments({ kind, customerId: prepared.customer.id, transactionDate, total });
  if (!found.ok) return err([found.error]);
  const document = found.value.find((one) => one.booksId === booksDocumentId || one.number === booksDocumentId);
  if (!document) return err([{ code: "document-not-found", booksDocumentId }]);
  const now = context.clock.now();
  await context.store.recordAnswer({
    postingId: posting.id,
    posting: { postingState: "posted", notBefore: null, failures: [] },
    stepAttemptId: posting.stepAttemptId,
    outcome: { outcome: "done", document, warnings: [] },
    exchanges: [],
    finished: true,
    enrollmentId: enrollment.id,
    // The person's word moves it as the books' answer would have.
    move: toNextStep({ ...enrollment, enrollmentState: "posting" }, await stepAfter(context, enrollment), now),
    document: await keptDocument(context, { posting, enrollment }, document, []),
    now,
  });
  await context.queue.signal("link-back", enrollment.connectionId);
  return reread(context, enrollment);
}

/** Takes an enrollment out. What is in the ledger unanswered must be settled first: it may exist in the books. */
export async function cancel(context: EngineContext, workspaceId: WorkspaceId, id: EnrollmentId): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  if (!enrollment || !["needs-attention", "waiting"].includes(enrollment.enrollmentState)) return notPossible("cancelled", enrollment);
  const posting = enrollment.stepId === null ? undefined : await context.store.latestPosting(id, enrollment.stepId, 0);
  if (posting?.postingState === "unknown" || posting?.postingState === "sent") return notPossible("cancelled before its outcome is known", enrollment);
  const now = context.clock.now();
  if (!(await context.store.moveEnrollment(id, enrollment.enrollmentState, toCancelled(enrollment, now), now))) return notPossible("cancelled", enrollment);
  return reread(context, enrollment);
}

/** Asks for a document's link back once more. */
export async function retryLinkBack(context: EngineContext, workspaceId: WorkspaceId, id: DocumentId): Promise<void> {
  const document = await context.store.document(workspaceId, id);
  const enrollment = document && (await context.store.enrollment(workspaceId, document.enrollmentId));
  if (!document || !enrollment || document.linkBackState === "linked") return;
  await context.store.recordLinkBacks([{ documentId: id, state: "pending", failure: null, retryAt: null }], context.clock.now());
  await context.queue.signal("link-back", enrollment.connectionId);
}

async function reread(context: EngineContext, enrollment: Enrollment): Promise<Result<Enrollment, Failure[]>> {
  return ok((await context.store.enrollment(enrollment.workspaceId, enrollment.id)) ?? enrollment);
}

function notPossible(asked: string, enrollment: Enrollment | undefined): Result<Enrollment, Failure[]> {
  return err([{ code: "not-possible-now", asked, enrollmentState: enrollment ? shownState(enrollment) : "gone" }]);
}
