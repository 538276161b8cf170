/** Attempts of steps and the posting ledger. */
import type { Instant } from "../dates.ts";
import type { NewDocument } from "../document/posted.ts";
import type { Enrollment, EnrollmentMove } from "../enrollment.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, EnrollmentId, PostingId, StepAttemptId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { Posting } from "../posting.ts";
import type { ObjectType } from "../record.ts";
import type { StepAttempt, StepOutcome } from "../step.ts";
import type { Exchange } from "./books.ts";

/** What the engine records when a step's plan is complete: the attempt, a ledger row per document, the enrollment's move. */
export interface RecordedPlan {
  workflowId: WorkflowId;
  attempt: StepAttempt;
  /** At least one. What the step planned before under the same ordinals and never sent is withdrawn. */
  postings: Omit<Posting, "createdAt">[];
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
}

/** Which plans went into the ledger, and which did not because of a cap. */
export interface PlansRecorded {
  kept: EnrollmentId[];
  stopped: { enrollmentId: EnrollmentId; failure: Failure }[];
}

/** What the engine records when a step ended without a posting (failed or waiting before anything was sent). */
export interface RecordedAttempt {
  attempt: StepAttempt;
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
  /** A person answers the question that the enrollment waits with; else nothing is kept of one that awaits approval. */
  answers?: true;
}

/** What the engine records after the books answered (or did not). */
export interface RecordedAnswer {
  postingId: PostingId;
  /** The claim this is the answer to: an older claim's answer cannot take back what a newer one may have sent. */
  sends: number;
  posting: Pick<Posting, "postingState" | "notBefore" | "failures">;
  stepAttemptId: StepAttemptId;
  outcome: StepOutcome;
  /** Added to the attempt's exchanges. */
  exchanges: Exchange[];
  /** True when the attempt is over (posted, refused, unknown). */
  finished: boolean;
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
  document: NewDocument | null;
  now: Instant;
}

export interface PostingStore {
  stepAttempts(enrollmentId: EnrollmentId): Promise<StepAttempt[]>;
  /** Of each enrollment the last attempt of the step it is at. */
  latestAttempts(ids: readonly EnrollmentId[]): Promise<Map<EnrollmentId, StepAttempt>>;
  /**
   * Only while the enrollment is still `running` or `waiting` at that step; others are dropped. Within the caps of the
   * workflows' current versions: the first plan beyond one pauses the workflow and raises an alert, all in one transaction.
   */
  recordPlans(plans: readonly RecordedPlan[], now: Instant): Promise<PlansRecorded>;
  /** Of enrollments that still are at the step; others are dropped. Returns the enrollment ids kept. */
  recordAttempts(attempts: readonly RecordedAttempt[], now: Instant): Promise<EnrollmentId[]>;
  /** Of each document of the step the ledger row that is in the books, else that of the highest generation, in their order. */
  latestPostings(enrollmentId: EnrollmentId, stepId: string): Promise<Posting[]>;
  /**
   * Takes postings that are due (intended or sent, notBefore null or past): workflows take turns, each with its oldest
   * first, so that no backlog of one starves another; a step's documents go in their order, each once the one before is
   * posted; only what was never sent is claimed for a batch. Marks them `sent` with
   * notBefore = now + leaseMs and counts the send: recorded before the call. The postings come back as they were before.
   */
  claimPostings(connectionId: ConnectionId, limit: number, now: Instant, leaseMs: number, way: "single" | "batch"): Promise<{ posting: Posting; enrollment: Enrollment }[]>;
  /**
   * Records that claimed postings go out inside a batch now, before the call: nobody else sends them before `quietUntil`.
   * `sends` tells the claim; what was claimed anew or settled meanwhile is left out. Returns the ids recorded.
   */
  markBatched(claims: readonly { id: PostingId; sends: number }[], quietUntil: Instant, now: Instant): Promise<PostingId[]>;
  /** What is recorded as `intended` was certainly never sent. */
  recordAnswer(answer: RecordedAnswer): Promise<void>;
  /** What is due waits until then, unclaimed and with the reason shown. */
  holdPostings(connectionId: ConnectionId, because: Failure, until: Instant, now: Instant): Promise<void>;
  /** What waits because its books could not be used is due now. */
  releasePostings(connectionId: ConnectionId, now: Instant): Promise<void>;
  /** Steps whose documents are due, were planned before that moment and never sent run again from their beginning. Returns how many. */
  withdrawWaited(connectionId: ConnectionId, plannedBefore: Instant, now: Instant): Promise<number>;
  /** How many postings that were never sent could be now, or as soon as those before them in their step are (counted up to 20,000). */
  freshPostings(connectionId: ConnectionId, now: Instant): Promise<number>;
  /** Postings that are not settled yet, and the oldest one's time. */
  pendingPostings(connectionId: ConnectionId): Promise<{ count: number; oldestAt: Instant | null }>;
  /** What is planned for a record in one set of books and not answered yet, by any workflow, oldest first. */
  unsettledPostingsOfRecord(workspaceId: WorkspaceId, booksId: ConnectionId, crmConnectionId: ConnectionId, objectType: ObjectType, recordId: string): Promise<Posting[]>;
}
