/** What people ask of enrollments: enroll by hand, retry, settle an unknown outcome, cancel. */
import { type Enrollment, shownState, toCancelled, toPosting, toRetried } from "../domain/enrollment.ts";
import type { Instant } from "../domain/dates.ts";
import type { PostedDocument } from "../domain/document/plan.ts";
import type { Failure } from "../domain/failure.ts";
import type { RecordedAnswer } from "../domain/ports/posting-store.ts";
import type { DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "../domain/ids.ts";
import { markOf, openPosting, type Posting, quietUntil, restsUntil } from "../domain/posting.ts";
import type { CrmRecord } from "../domain/record.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { CrmConnection } from "../domain/connection.ts";
import type { Workflow, WorkflowStep } from "../domain/workflow.ts";
import { stepOfId } from "../domain/workflow-path.ts";
import type { EngineContext } from "./context.ts";
import { findRecords } from "./connections/crm-connections.ts";
import { keepEntries } from "./enroll/enroll.ts";
import { byHandGroups, whyNotByHand } from "./enroll/enroll-many.ts";
import { withLabels } from "./enroll/filter-labels.ts";
import { filterFacts } from "./enroll/filter-facts.ts";
import { pastsOf } from "./receive/gone-records.ts";
import { foundExchange, recordAnswer } from "./post/record-answer.ts";
import { prepare } from "./post/create-first.ts";
import { lookForDocument } from "./post/reconcile.ts";
import { runNewEnrollments } from "./run/run-step.ts";
import { definitionOf } from "./run/versions.ts";

/** Enrolls a record by hand, whatever the triggers say; never a second time beside or after the first. */
export async function enrollRecord(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string): Promise<Result<Enrollment, Failure[]>> {
  const readAt = context.clock.now();
  const target = await findTarget(context, workspaceId, workflowId, recordId);
  if (!target.ok) return target;
  const { connection, workflow, record } = target.value;
  const past = (await pastsOf(context, connection.id, workflowId, [record])).get(record.id);
  const rules = (await context.store.runRules([workflowId])).get(workflowId);
  const facts = await filterFacts(context, connection.id, record.objectType, [record], byHandGroups(rules));
  if (!facts.ok) return err([facts.error]);
  const refused = whyNotByHand(workflow, record, facts.value.get(record.id) ?? record, past, rules, { timeZone: connection.account.timeZone, now: context.clock.now() });
  if (refused !== null) return err([await withLabels(context, connection.id, record.objectType, refused)]);
  const entry = { workflow, record, occurrence: (past?.occurrences ?? 0) + 1 };
  const [enrollment] = await keepEntries(context, connection, [record], [entry], "person", []);
  if (!enrollment) return err([{ code: "still-enrolled", recordName: record.name }]);
  await runNewEnrollments(context, [enrollment], { records: [record], readAt });
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
  if (!workflow) return err([{ code: "crm-disconnected", crmName: "the CRM" }]);
  const { objectType } = workflow.definition;
  const found = await findRecords(context, workspaceId, objectType, [recordId]);
  if (!found.ok) return err([found.error]);
  const [there] = found.value;
  const record = there?.records[0];
  return there && record ? ok({ connection: there.connection, workflow, record }) : err([{ code: "record-not-found", objectType, recordId }]);
}

/** Runs the current step again now. An unknown outcome is looked at again; it is never simply sent. */
export async function retry(context: EngineContext, workspaceId: WorkspaceId, id: EnrollmentId): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  if (!enrollment || !isStopped(enrollment)) return notPossible("retried", enrollment);
  const posting = await openPostingOf(context, enrollment);
  switch (posting?.postingState) {
    case "unknown":
      return lookAgain(context, enrollment, posting);
    case "intended":
    case "sent":
      return sendNow(context, enrollment, posting);
    default:
      return runAgain(context, enrollment);
  }
}

/** The document of the current step that a person's decision is about. */
async function openPostingOf(context: EngineContext, { id, stepId }: Enrollment): Promise<Posting | undefined> {
  return stepId === null ? undefined : openPosting(await context.store.latestPostings(id, stepId));
}

function isStopped(enrollment: Enrollment): boolean {
  const state = shownState(enrollment);
  return state === "needs-attention" || state === "waiting";
}

/**
 * By the workflow's newest version, as long as that still has the step: the fix may be a changed setting. Only a person's
 * retry moves an enrollment to another version.
 */
async function runAgain(context: EngineContext, enrollment: Enrollment): Promise<Result<Enrollment, Failure[]>> {
  const now = context.clock.now();
  const workflow = await context.store.workflow(enrollment.workspaceId, enrollment.workflowId);
  const own = await definitionOf(context, enrollment);
  const hasStep = workflow !== undefined && isSameStep(stepOfId(own?.steps ?? [], enrollment.stepId), stepOfId(workflow.definition.steps, enrollment.stepId));
  const version = workflow && hasStep ? workflow.version : enrollment.workflowVersion;
  const moved = await context.store.moveEnrollment(enrollment.id, enrollment.enrollmentState, toRetried(enrollment, now), now, version);
  if (!moved) return notPossible("retried", enrollment);
  await context.queue.signal("run", enrollment.workspaceId);
  return reread(context, enrollment);
}

/** A step that kept its id and became another action is not the one that the enrollment is at. */
function isSameStep(own: WorkflowStep | undefined, newest: WorkflowStep | undefined): boolean {
  return newest !== undefined && own?.action === newest.action;
}

/**
 * The ledger row becomes due now; when its last send is long ago, the document is looked for first. What may still be under
 * way inside a batch keeps its time.
 */
async function sendNow(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const now = context.clock.now();
  const [because] = enrollment.failures;
  const notBefore = posting.batchedAt === null ? null : quietUntil(posting.batchedAt, context.timing.batchQuietMs);
  await context.store.recordAnswer({
    ...settled(posting, enrollment, now),
    posting: { postingState: posting.firstSentAt === null ? "intended" : "sent", notBefore, failures: [] },
    outcome: { outcome: "waiting", until: notBefore ?? now, because: because ?? { code: "books-busy", retryAt: now } },
    finished: false,
    move: toPosting(enrollment),
    document: null,
  });
  await context.queue.signal("post", posting.connectionId);
  return reread(context, enrollment);
}

async function lookAgain(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return err(failuresOf(prepared.answer));
  const look = await lookForDocument(context, posting, prepared.party?.id ?? null);
  if (look.found === "ours") return adopt(context, enrollment, posting, look.document);
  return look.found === "nothing" ? postAgain(context, enrollment, posting) : err([look.failure]);
}

/** Plans anew, under another request id: only once the books are certainly not working on the one before any more. */
async function postAgain(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const until = restsUntil(posting, context.clock.now());
  return until === null ? runAgain(context, enrollment) : err([{ code: "still-under-way", until }]);
}

function failuresOf(answer: Extract<Awaited<ReturnType<typeof prepare>>, { ready: false }>["answer"]): Failure[] {
  return answer.outcome === "refused" ? answer.failures : [answer.failure];
}

/** A person settles an unknown outcome: that document is ours, or none is and it is posted again under a new id. */
export async function resolve(
  context: EngineContext,
  workspaceId: WorkspaceId,
  id: EnrollmentId,
  booksDocumentId: string | null,
): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  const posting = enrollment && (await openPostingOf(context, enrollment));
  if (!enrollment || posting?.postingState !== "unknown" || enrollment.enrollmentState !== "needs-attention") {
    return notPossible("resolved", enrollment);
  }
  if (booksDocumentId === null) return postAfterLook(context, enrollment, posting);
  const document = await namedDocument(context, posting, booksDocumentId);
  return document.ok ? adopt(context, enrollment, posting, document.value) : err([document.error]);
}

/** A person says that there is none. Our mark knows better: the document may have come after the person looked. */
async function postAfterLook(context: EngineContext, enrollment: Enrollment, posting: Posting): Promise<Result<Enrollment, Failure[]>> {
  const prepared = await prepare(context, posting);
  // Without its customer there is no document to look for; the new plan tells what is wrong.
  if (!prepared.ready) return prepared.answer.outcome === "refused" ? postAgain(context, enrollment, posting) : err(failuresOf(prepared.answer));
  const look = await lookForDocument(context, posting, prepared.party?.id ?? null);
  if (look.found === "ours") return adopt(context, enrollment, posting, look.document);
  return look.found === "cannot-look" ? err([look.failure]) : postAgain(context, enrollment, posting);
}

/** Only a document that fits the recorded plan can be taken for ours. */
async function namedDocument(context: EngineContext, posting: Posting, booksDocumentId: string): Promise<Result<PostedDocument, Failure>> {
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return err({ code: "document-not-found", booksDocumentId });
  const { kind, transactionDate, total } = posting.plan;
  const books = await context.books(posting.connectionId);
  const found = await books.findDocuments({ kind, partyId: prepared.party?.id ?? null, transactionDate, total });
  if (!found.ok) return found;
  const fits = found.value.filter((one) => one.total.amountMinor === total.amountMinor || one.privateNote.includes(markOf(posting.requestId)));
  const document = fits.find((one) => one.booksId === booksDocumentId || one.number === booksDocumentId);
  return document ? ok(document) : err({ code: "document-not-found", booksDocumentId });
}

async function adopt(context: EngineContext, enrollment: Enrollment, posting: Posting, document: PostedDocument): Promise<Result<Enrollment, Failure[]>> {
  // It moves as the books' answer would have moved it.
  const claimed = { posting: { ...posting, sends: posting.sends - 1 }, enrollment: { ...enrollment, enrollmentState: "posting" as const } };
  await recordAnswer(context, claimed, { answer: { outcome: "posted", value: document, exchange: foundExchange(document) }, exchanges: [] });
  return reread(context, enrollment);
}

function settled(posting: Posting, enrollment: Enrollment, now: Instant): Pick<RecordedAnswer, "postingId" | "sends" | "stepAttemptId" | "enrollmentId" | "exchanges" | "now"> {
  return { postingId: posting.id, sends: posting.sends, stepAttemptId: posting.stepAttemptId, enrollmentId: enrollment.id, exchanges: [], now };
}

/** Takes an enrollment out. What is in the ledger unanswered must be settled first: it may exist in the books. */
export async function cancel(context: EngineContext, workspaceId: WorkspaceId, id: EnrollmentId): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  if (!enrollment || !["needs-attention", "waiting", "awaiting-approval"].includes(enrollment.enrollmentState)) return notPossible("cancelled", enrollment);
  const posting = await openPostingOf(context, enrollment);
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
