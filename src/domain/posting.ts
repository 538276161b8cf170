/**
 * The posting ledger: one row per document that a step wants in the books, written before the first call. It keeps the
 * plan and the request id, so a retry sends the same plan with the same id whatever happened in between.
 */
import type { Instant } from "./dates.ts";
import type { DocumentPlan } from "./document/plan.ts";
import type { Failure } from "./failure.ts";
import type { ConnectionId, EnrollmentId, PostingId, RequestId, StepAttemptId, WorkspaceId } from "./ids.ts";
import { later } from "./dates.ts";

/**
 * - intended: recorded, never sent.
 * - sent: a worker has sent it, or is about to; until the answer is recorded nobody knows more.
 * - posted: the books have it. Final.
 * - refused: the books said no; nothing was written. Final for this generation.
 * - unknown: what we looked at cannot decide; a person must.
 * - withdrawn: never sent, and a newer plan of the step takes its place. Final.
 */
export const postingStates = ["intended", "sent", "posted", "refused", "unknown", "withdrawn"] as const;
export type PostingState = (typeof postingStates)[number];

export interface Posting {
  id: PostingId;
  workspaceId: WorkspaceId;
  enrollmentId: EnrollmentId;
  stepAttemptId: StepAttemptId;
  stepId: string;
  /** The set of books. */
  connectionId: ConnectionId;
  /** Which document of the step: 0 for the first. It is sent once those before it are posted. */
  ordinal: number;
  /** How many documents the step makes; it is done with the last. */
  unitSize: number;
  /** Grows by one when a person decides to post again after a refusal or an unknown outcome: a new request id. */
  generation: number;
  requestId: RequestId;
  plan: DocumentPlan;
  postingState: PostingState;
  /** When it was first sent; null = never. */
  firstSentAt: Instant | null;
  /** When it was sent inside a batch whose outcome is not known; null = never. Recorded before the call. */
  batchedAt: Instant | null;
  /** While a worker holds it, nobody else may send it before this moment; for `intended`, not to be sent before it; for `unknown`, see `restsUntil`. */
  notBefore: Instant | null;
  sends: number;
  failures: Failure[];
  createdAt: Instant;
}

/**
 * The posting a person's decision is about: of a step's latest postings in order, the first that is not in the books yet.
 * Undefined = nothing was planned, or all is posted.
 */
export function openPosting(latest: readonly Posting[]): Posting | undefined {
  return latest.find((posting) => posting.postingState !== "posted");
}

/** The request id of a document: never depends on the attempt or the worker. At most 36 characters. */
export function requestIdOf(enrollmentId: EnrollmentId, stepId: string, ordinal: number, generation: number): RequestId {
  return `${enrollmentId}-${stepId}-${ordinal}-${generation}` as RequestId;
}

/** Our mark on the document, kept in its private note. */
export function markOf(requestId: RequestId): string {
  return `[ledgerline:${requestId}]`;
}

/**
 * How long QuickBooks is trusted to remember a request id. Its retention is not documented (one source says a day), so
 * after a few minutes we look for the document before sending again.
 */
export const trustedReplayMs = 5 * 60_000;

/**
 * What to do with a posting that is due: send the recorded plan, or first look whether the books have it already. What was
 * sent inside a batch has no answer of its own under its request id: nothing is done while the books may still be working
 * on the batch, and after that it is always looked for.
 */
export function nextAct(posting: Pick<Posting, "firstSentAt" | "batchedAt">, now: Instant, batchQuietMs: number): "send" | "look-first" | "wait" {
  if (posting.batchedAt !== null) return now < quietUntil(posting.batchedAt, batchQuietMs) ? "wait" : "look-first";
  if (posting.firstSentAt === null) return "send";
  return now <= later(posting.firstSentAt, trustedReplayMs) ? "send" : "look-first";
}

/**
 * From then on the books are certainly not working on the batch (or a call that goes out now) any more. `batchQuietMs` must be longer than the books take
 * at most (QuickBooks gives up after 120 seconds) and the time in which the batch may go out after its record, together.
 */
export function quietUntil(batchedAt: Instant, batchQuietMs: number): Instant {
  return later(batchedAt, batchQuietMs);
}

/**
 * Until when the books may still be working on an earlier call for a posting of which nobody knows what became of it; null =
 * they are done. Before that nothing is sent under another request id, whatever a person says: it could be the second one.
 */
export function restsUntil({ notBefore }: Pick<Posting, "notBefore">, now: Instant): Instant | null {
  return notBefore !== null && now < notBefore ? notBefore : null;
}

/** Only what was certainly never sent goes into a batch: everything else has to be asked for under its own id. */
export function mayBeBatched(posting: Pick<Posting, "postingState">): boolean {
  return posting.postingState === "intended";
}
