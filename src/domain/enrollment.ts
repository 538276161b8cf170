/** Enrollments: one record going through one workflow version. The states and every legal move are here. */
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";
import type { DocumentStatus } from "./document/kind.ts";
import type { ConnectionId, DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "./ids.ts";
import type { ObjectType } from "./record.ts";
import type { MatchVerdict } from "./trigger/match.ts";

/**
 * - running: its current step may run now (a worker may hold a lease on it until `wakeAt`).
 * - posting: its current step's plan is in the posting ledger; the ledger decides what is next.
 * - waiting: tried again by itself at `wakeAt`.
 * - awaiting-approval: its next document is planned, and a person says whether it is posted.
 * - needs-attention: stopped until a person fixes something and retries.
 * - completed / cancelled: final.
 */
export const enrollmentStates = ["running", "posting", "waiting", "awaiting-approval", "needs-attention", "completed", "cancelled"] as const;
export type EnrollmentState = (typeof enrollmentStates)[number];

export interface Enrollment {
  id: EnrollmentId;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  workflowVersion: number;
  /** The CRM connection the record lives in. */
  connectionId: ConnectionId;
  objectType: ObjectType;
  recordId: string;
  recordName: string;
  /** 1 for the first time a record goes through, 2 for a re-enrollment ... */
  occurrence: number;
  enrollmentState: EnrollmentState;
  /** The step it is at; null = completed. */
  stepId: string | null;
  /** running: when the worker's lease ends; waiting: when to try again; else null. */
  wakeAt: Instant | null;
  /** Failed tries of the current step since it last moved; drives the backoff. */
  tries: number;
  /** Why it waits, needs attention or was taken out; [] otherwise. */
  failures: Failure[];
  startedBy: "trigger" | "person" | "turn-on" | "crm-workflow";
  startedAt: Instant;
  finishedAt: Instant | null;
  updatedAt: Instant;
}

/**
 * What a wait hangs on, and how it was then: a property of the record, or documents in the books. When it is another the wait is
 * looked at again.
 */
export type WaitsFor = { property: string; value: string | null } | { documents: { id: DocumentId; status: DocumentStatus }[] };

/** What changes in one move. Absent `waitsFor` = it sleeps on nothing but time. */
export type EnrollmentMove = Pick<Enrollment, "enrollmentState" | "stepId" | "wakeAt" | "tries" | "failures" | "finishedAt"> & { waitsFor?: WaitsFor };

const legalMoves: Record<EnrollmentState, readonly EnrollmentState[]> = {
  running: ["running", "posting", "waiting", "awaiting-approval", "needs-attention", "completed", "cancelled"],
  posting: ["posting", "running", "waiting", "needs-attention", "completed", "cancelled"],
  waiting: ["running", "waiting", "posting", "needs-attention", "cancelled"],
  "awaiting-approval": ["running", "completed", "needs-attention", "cancelled"],
  "needs-attention": ["running", "posting", "cancelled"],
  completed: [],
  cancelled: [],
};

/** The plan of the current step is recorded; the posting ledger takes over. */
export function toPosting(enrollment: Enrollment): EnrollmentMove {
  return move(enrollment, "posting", { wakeAt: null, failures: [] });
}

/** The current step is done: on to the next one, or completed when there is none. */
export function toNextStep(enrollment: Enrollment, nextStepId: string | null, now: Instant): EnrollmentMove {
  return nextStepId === null
    ? move(enrollment, "completed", { stepId: null, wakeAt: null, tries: 0, failures: [], finishedAt: now })
    : move(enrollment, "running", { stepId: nextStepId, wakeAt: now, tries: 0, failures: [] });
}

/** The workflow says to wait. */
export function toDelayed(enrollment: Enrollment, until: Instant, waitsFor?: WaitsFor): EnrollmentMove {
  return { ...move(enrollment, "waiting", { wakeAt: until, tries: 0, failures: [] }), ...(waitsFor && { waitsFor }) };
}

/** A person must approve what is planned. */
export function toAwaitingApproval(enrollment: Enrollment): EnrollmentMove {
  return move(enrollment, "awaiting-approval", { wakeAt: null, tries: 0, failures: [] });
}

/** Something transient: again at `until`. */
export function toWaiting(enrollment: Enrollment, until: Instant, because: Failure): EnrollmentMove {
  return move(enrollment, "waiting", { wakeAt: until, tries: enrollment.tries + 1, failures: [because] });
}

/** Still in the posting ledger, which sends it again at `until`. */
export function toPostingAgain(enrollment: Enrollment, until: Instant, because: Failure): EnrollmentMove {
  return move(enrollment, "posting", { wakeAt: until, tries: enrollment.tries + 1, failures: [because] });
}

/** A person must fix something first. */
export function toNeedsAttention(enrollment: Enrollment, failures: Failure[]): EnrollmentMove {
  return move(enrollment, "needs-attention", { wakeAt: null, failures });
}

/** Retry from the current step, by a person. */
export function toRetried(enrollment: Enrollment, now: Instant): EnrollmentMove {
  return move(enrollment, "running", { wakeAt: now, tries: 0, failures: [] });
}

/** Taken out, by a person or because of something. */
export function toCancelled(enrollment: Enrollment, now: Instant, because: Failure | null = null): EnrollmentMove {
  return move(enrollment, "cancelled", { wakeAt: null, failures: because === null ? [] : [because], finishedAt: now });
}

function move(enrollment: Enrollment, to: EnrollmentState, change: Partial<EnrollmentMove>): EnrollmentMove {
  if (!legalMoves[enrollment.enrollmentState].includes(to)) {
    throw new Error(`enrollment ${enrollment.id} cannot move from ${enrollment.enrollmentState} to ${to}`);
  }
  const { stepId, wakeAt, tries, failures, finishedAt } = enrollment;
  return { stepId, wakeAt, tries, failures, finishedAt, ...change, enrollmentState: to };
}

/** The state to show people: a posting that waits to be sent again is waiting. */
export function shownState(enrollment: Pick<Enrollment, "enrollmentState" | "failures">): EnrollmentState {
  return enrollment.enrollmentState === "posting" && enrollment.failures.length > 0 ? "waiting" : enrollment.enrollmentState;
}

/** Why a record was or was not enrolled. */
export type EnrollmentDecision =
  | { enrolls: true; occurrence: number }
  | { enrolls: false; because: "does-not-match" | "matched-before" | "enrolled-before" | "still-enrolled" };

/** What is known of the record's past when deciding. */
export interface EnrollmentPast {
  /** Did the record meet the triggers when we last looked? null = we never saw it before. */
  matchedBefore: boolean | null;
  /** How often it went through this workflow. */
  occurrences: number;
  /** Of these, how many ended because the record was gone. */
  left?: number;
  /** Is it going through right now? */
  isActive: boolean;
}

/**
 * Decides whether a record enters. Only a record that *starts* to meet the triggers enters: one that met them already
 * when last seen does not. A record never seen before counts as starting. Once per record unless re-enrollment is on.
 */
export function decideEnrollment(verdict: MatchVerdict, past: EnrollmentPast, allowsReenrollment: boolean): EnrollmentDecision {
  if (!verdict.matched) return { enrolls: false, because: "does-not-match" };
  if (past.isActive) return { enrolls: false, because: "still-enrolled" };
  if (past.occurrences > (past.left ?? 0) && !allowsReenrollment) return { enrolls: false, because: "enrolled-before" };
  if (past.matchedBefore === true) return { enrolls: false, because: "matched-before" };
  return { enrolls: true, occurrence: past.occurrences + 1 };
}
