/** What became of a posting goes into the ledger with all that follows: the document, the attempt, the enrollment's move. */
import type { PostedDocument } from "../../domain/document/plan.ts";
import { type Instant, later } from "../../domain/dates.ts";
import { type Enrollment, toNeedsAttention, toNextStep, toPosting, toPostingAgain } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, DocumentId } from "../../domain/ids.ts";
import type { Exchange, WriteAnswer } from "../../domain/ports/books.ts";
import type { RecordedAnswer } from "../../domain/ports/posting-store.ts";
import type { KeptDocument, NewDocument } from "../../domain/document/posted.ts";
import { type Posting, quietUntil } from "../../domain/posting.ts";
import { backoffMs } from "../../domain/step.ts";
import { heedReset } from "../connections/company-reset.ts";
import type { EngineContext } from "../context.ts";
import { followUp, type FollowedUp } from "./follow-up.ts";
import { hintMirror } from "../mirror.ts";
import { stepAfter } from "../run/versions.ts";

/** One posting a worker holds, with the enrollment it belongs to. */
export interface Claimed {
  posting: Posting;
  enrollment: Enrollment;
}

/** What sending came to, with every call that was made. */
export interface Sent {
  answer: WriteAnswer<PostedDocument> | { outcome: "undecidable"; failure: Failure };
  exchanges: Exchange[];
}

/** Records what sending came to, in one store call, and wakes whoever goes on from there. */
export async function recordAnswer(context: EngineContext, claimed: Claimed, sent: Sent): Promise<void> {
  const recorded = await recordedAnswer(context, claimed, sent, sent.answer.outcome === "posted" ? await followUp(context, claimed.posting, sent.answer.value) : null);
  await context.store.recordAnswer(recorded);
  if (sent.answer.outcome === "refused") await heedRefusal(context, claimed.posting.connectionId, sent.answer.failures);
  if (recorded.document) await context.queue.signal("link-back", claimed.enrollment.connectionId);
  if (recorded.document && !recorded.finished) await context.queue.signal("post", claimed.posting.connectionId);
  if (recorded.move.enrollmentState === "running") await context.queue.signal("run", claimed.enrollment.workspaceId);
}

/** A refusal may say that what we know of the books is out of date: a person's retry should not meet the same one. */
async function heedRefusal(context: EngineContext, id: ConnectionId, failures: readonly Failure[]): Promise<void> {
  await heedReset(context, id, failures);
  if (failures.some(({ code }) => code === "books-reference-unusable" || code === "books-name-taken")) await hintMirror(context, id);
}

async function recordedAnswer(context: EngineContext, claimed: Claimed, { answer, exchanges }: Sent, followed: FollowedUp | null): Promise<RecordedAnswer> {
  const { posting, enrollment } = claimed;
  const now = context.clock.now();
  const calls = [...exchanges, ...(followed?.exchanges ?? [])];
  const facts = { postingId: posting.id, sends: posting.sends + 1, stepAttemptId: posting.stepAttemptId, enrollmentId: enrollment.id, exchanges: calls, now, document: null };
  if (followed?.voided) {
    const failures = [followed.voided];
    const document = newDocument(context, claimed, followed.document, followed.warnings);
    const refused = { postingState: "refused" as const, notBefore: null, failures };
    return { ...facts, posting: refused, outcome: { outcome: "failed", failures }, finished: true, move: toNeedsAttention(enrollment, failures), document };
  }
  switch (answer.outcome) {
    case "posted": {
      const { warnings, document: booked } = followed ?? { warnings: [], document: answer.value };
      const document = newDocument(context, claimed, booked, warnings);
      const finished = isLastOfStep(posting);
      const move = finished ? toNextStep(enrollment, await stepAfter(context, enrollment), now) : toPosting(enrollment);
      const before = posting.ordinal === 0 ? [] : await postedBefore(context, posting);
      const documents = [...before, booked];
      const outcome = { outcome: "done" as const, documents, warnings: [...before.flatMap((one) => one.warnings), ...warnings] };
      return { ...facts, posting: { postingState: "posted", notBefore: null, failures: [] }, outcome, finished, move, document };
    }
    case "refused": {
      const { failures } = answer;
      const posted = { postingState: "refused" as const, notBefore: null, failures };
      return { ...facts, posting: posted, outcome: { outcome: "failed", failures }, finished: true, move: toNeedsAttention(enrollment, failures) };
    }
    case "undecidable": {
      const failures = [answer.failure];
      const posted = { postingState: "unknown" as const, notBefore: quietUntil(now, context.timing.batchQuietMs), failures };
      return { ...facts, posting: posted, outcome: { outcome: "failed", failures }, finished: true, move: toNeedsAttention(enrollment, failures) };
    }
    case "later":
    case "unknown": {
      const until = answer.outcome === "later" ? answer.retryAt : lookAt(context, posting, now);
      // Certainly not written and never sent before: the ledger row is as it was.
      const postingState = answer.outcome === "later" && posting.postingState === "intended" ? ("intended" as const) : ("sent" as const);
      const outcome = { outcome: "waiting" as const, until, because: answer.failure };
      const move = toPostingAgain(enrollment, until, answer.failure);
      return { ...facts, posting: { postingState, notBefore: until, failures: [answer.failure] }, outcome, finished: false, move };
    }
  }
}

function isLastOfStep({ ordinal, unitSize }: Posting): boolean {
  return ordinal === unitSize - 1;
}

/** What the step has posted already, in its order. */
async function postedBefore(context: EngineContext, { enrollmentId, stepId, ordinal }: Posting): Promise<KeptDocument[]> {
  const [postings, documents] = await Promise.all([context.store.latestPostings(enrollmentId, stepId), context.store.documentsOfEnrollment(enrollmentId)]);
  return postings.filter((one) => one.ordinal < ordinal).flatMap((one) => documents.find((document) => document.postingId === one.id) ?? []);
}

/** When a posting without an answer is taken up again; what went inside a batch rests until the batch is over. */
function lookAt({ timing }: EngineContext, { batchedAt, sends }: Posting, now: Instant): Instant {
  const until = later(now, backoffMs(sends));
  const quiet = batchedAt === null ? until : quietUntil(batchedAt, timing.batchQuietMs);
  return quiet > until ? quiet : until;
}

/** The history says where a document came from that was found instead of sent. */
export function foundExchange(document: PostedDocument): Exchange {
  return { method: "LOOK", path: document.url, request: null, status: null, answer: { found: document.booksId, number: document.number }, traceId: null, durationMs: 0 };
}

/** The document as it will be kept, with the record it belongs to. */
function newDocument(context: EngineContext, { posting, enrollment }: Claimed, document: PostedDocument, warnings: Failure[]): NewDocument {
  return {
    ...document,
    id: context.clock.newId() as DocumentId,
    workspaceId: enrollment.workspaceId,
    connectionId: posting.connectionId,
    enrollmentId: enrollment.id,
    postingId: posting.id,
    workflowId: enrollment.workflowId,
    plan: posting.plan,
    objectType: enrollment.objectType,
    recordId: enrollment.recordId,
    recordName: enrollment.recordName,
    linkBackState: "pending",
    linkBackFailure: null,
    linkBackTries: 0,
    warnings,
    postedAt: context.clock.now(),
  };
}

/** After a bug the books may have the document, or be about to: it is looked for before anything is sent again. */
export async function recordBug(context: EngineContext, { posting, enrollment }: Claimed, cause: unknown): Promise<void> {
  const incident = context.clock.newId();
  context.log.error({ incident, posting: posting.id, error: cause }, "posting broke");
  const failures: Failure[] = [{ code: "internal-error", incident }];
  const now = context.clock.now();
  await context.store.recordAnswer({
    postingId: posting.id,
    sends: posting.sends + 1,
    posting: { postingState: "unknown", notBefore: quietUntil(now, context.timing.batchQuietMs), failures },
    stepAttemptId: posting.stepAttemptId,
    outcome: { outcome: "failed", failures },
    exchanges: [],
    finished: true,
    enrollmentId: enrollment.id,
    move: toNeedsAttention(enrollment, failures),
    document: null,
    now,
  });
}
