/**
 * Stage 5: the posting ledger is worked off, one set of books at a time. Every claim is recorded before the call and every
 * answer in one store call; the same plan with the same request id is sent until the books' answer is known.
 */
import type { PostedDocument } from "../domain/document/plan.ts";
import { later } from "../domain/dates.ts";
import { type Enrollment, toNeedsAttention, toNextStep, toPostingAgain } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import type { ConnectionId, DocumentId, PostingId } from "../domain/ids.ts";
import type { Exchange, WriteAnswer } from "../domain/ports/books.ts";
import type { RecordedAnswer } from "../domain/ports/store.ts";
import type { KeptDocument } from "../domain/document/posted.ts";
import { markOf, nextAct, type Posting } from "../domain/posting.ts";
import { backoffMs } from "../domain/step.ts";
import { isHeld } from "./books-life.ts";
import type { EngineContext } from "./context.ts";
import { prepare } from "./create-first.ts";
import { lookForDocument } from "./reconcile.ts";
import { stepAfter } from "./versions.ts";

/** One posting a worker holds, with the enrollment it belongs to. */
export interface Claimed {
  posting: Posting;
  enrollment: Enrollment;
}

/** How many postings are under way at once; the adapter keeps the books' own limits. */
const mostUnderWay = 24;
/** Claim again when this few are left, so that the books are never idle between claims. */
const refillAt = 12;

/** Works off what is due for a set of books until nothing is. */
export async function drainPostings(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const underWay = new Map<PostingId, Promise<void>>();
  for (;;) {
    if (await isHeld(context, connectionId)) return void (await Promise.all(underWay.values()));
    const claimed = await context.store.claimPostings(connectionId, mostUnderWay - underWay.size, context.clock.now(), context.timing.leaseMs);
    // A call may outlast its lease; the posting is ours then still, and is not sent beside itself.
    for (const one of claimed.filter(({ posting }) => !underWay.has(posting.id))) {
      const { id } = one.posting;
      underWay.set(id, postOne(context, one).finally(() => underWay.delete(id)));
    }
    if (underWay.size === 0) return;
    await (claimed.length === 0 ? Promise.race(underWay.values()) : untilFew(underWay));
  }
}

async function untilFew(underWay: Map<PostingId, Promise<void>>): Promise<void> {
  while (underWay.size > refillAt) await Promise.race(underWay.values());
}

async function postOne(context: EngineContext, claimed: Claimed): Promise<void> {
  try {
    await recordAnswer(context, claimed, await send(context, claimed));
  } catch (cause) {
    await recordBug(context, claimed, cause);
  }
}

/** What sending came to, with every call that was made. */
interface Sent {
  answer: WriteAnswer<PostedDocument> | { outcome: "undecidable"; failure: Failure };
  exchanges: Exchange[];
}

async function send(context: EngineContext, { posting }: Claimed): Promise<Sent> {
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return { answer: prepared.answer, exchanges: prepared.exchanges };
  const { customer, items, exchanges } = prepared;
  if (nextAct(posting, context.clock.now()) === "look-first") {
    const look = await lookForDocument(context, posting, customer.id);
    if (look.found === "ours") return { answer: { outcome: "posted", value: look.document, exchange: foundExchange(look.document) }, exchanges };
    if (look.found === "undecidable") return { answer: { outcome: "undecidable", failure: look.failure }, exchanges };
    if (look.found === "cannot-look") return { answer: { outcome: "unknown", failure: look.failure, exchange: null }, exchanges };
  }
  const books = await context.books(posting.connectionId);
  const answer = await books.postDocument({ plan: posting.plan, customer, items, mark: markOf(posting.requestId) }, posting.requestId);
  return { answer, exchanges: answer.exchange ? [...exchanges, answer.exchange] : exchanges };
}

/** The history says where a document came from that was found instead of sent. */
function foundExchange(document: PostedDocument): Exchange {
  return { method: "LOOK", path: document.url, request: null, status: null, answer: { found: document.booksId, number: document.number }, traceId: null, durationMs: 0 };
}

async function recordAnswer(context: EngineContext, claimed: Claimed, sent: Sent): Promise<void> {
  const recorded = await recordedAnswer(context, claimed, sent);
  await context.store.recordAnswer(recorded);
  if (recorded.document) await context.queue.signal("link-back", claimed.enrollment.connectionId);
  if (recorded.move.enrollmentState === "running") await context.queue.signal("run", claimed.enrollment.workspaceId);
}

async function recordedAnswer(context: EngineContext, claimed: Claimed, { answer, exchanges }: Sent): Promise<RecordedAnswer> {
  const { posting, enrollment } = claimed;
  const now = context.clock.now();
  const facts = { postingId: posting.id, stepAttemptId: posting.stepAttemptId, enrollmentId: enrollment.id, exchanges, now, document: null };
  switch (answer.outcome) {
    case "posted": {
      const warnings = totalWarnings(posting, answer.value);
      const move = toNextStep(enrollment, await stepAfter(context, enrollment), now);
      const document = await keptDocument(context, claimed, answer.value, warnings);
      const outcome = { outcome: "done" as const, document: answer.value, warnings };
      return { ...facts, posting: { postingState: "posted", notBefore: null, failures: [] }, outcome, finished: true, move, document };
    }
    case "refused": {
      const { failures } = answer;
      const posted = { postingState: "refused" as const, notBefore: null, failures };
      return { ...facts, posting: posted, outcome: { outcome: "failed", failures }, finished: true, move: toNeedsAttention(enrollment, failures) };
    }
    case "undecidable": {
      const failures = [answer.failure];
      const posted = { postingState: "unknown" as const, notBefore: null, failures };
      return { ...facts, posting: posted, outcome: { outcome: "failed", failures }, finished: true, move: toNeedsAttention(enrollment, failures) };
    }
    case "later":
    case "unknown": {
      const until = answer.outcome === "later" ? answer.retryAt : later(now, backoffMs(posting.sends));
      // Certainly not written and never sent before: the ledger row is as it was.
      const postingState = answer.outcome === "later" && posting.firstSentAt === null ? ("intended" as const) : ("sent" as const);
      const outcome = { outcome: "waiting" as const, until, because: answer.failure };
      const move = toPostingAgain(enrollment, until, answer.failure);
      return { ...facts, posting: { postingState, notBefore: until, failures: [answer.failure] }, outcome, finished: false, move };
    }
  }
}

function totalWarnings(posting: Posting, document: PostedDocument): Failure[] {
  const planned = posting.plan.total;
  const isAsPlanned = planned.amountMinor === document.total.amountMinor && planned.currency === document.total.currency;
  return isAsPlanned ? [] : [{ code: "total-differs", planned, posted: document.total, number: document.number }];
}

/** The document as we keep it, with the record it belongs to. */
export async function keptDocument(context: EngineContext, { posting, enrollment }: Claimed, document: PostedDocument, warnings: Failure[]): Promise<KeptDocument> {
  const [record] = await context.store.records(enrollment.connectionId, enrollment.objectType, [enrollment.recordId]);
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
    recordUrl: record?.url ?? "",
    linkBackState: "pending",
    linkBackFailure: null,
    linkBackTries: 0,
    warnings,
    postedAt: context.clock.now(),
  };
}

/** A bug leaves the ledger row `sent`: the books may have the document, so it is looked for before anything is sent. */
async function recordBug(context: EngineContext, { posting, enrollment }: Claimed, cause: unknown): Promise<void> {
  const incident = context.clock.newId();
  context.log.error({ incident, posting: posting.id, error: cause }, "posting broke");
  const failures: Failure[] = [{ code: "internal-error", incident }];
  await context.store.recordAnswer({
    postingId: posting.id,
    posting: { postingState: "unknown", notBefore: null, failures },
    stepAttemptId: posting.stepAttemptId,
    outcome: { outcome: "failed", failures },
    exchanges: [],
    finished: true,
    enrollmentId: enrollment.id,
    move: toNeedsAttention(enrollment, failures),
    document: null,
    now: context.clock.now(),
  });
}
