/** Enrollments that stopped until a person does something, and those that a person asked to have tried again together. */
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { EnrollmentId, WorkspaceId } from "../ids.ts";

/** Enrollments that stopped by the same failure, the first of theirs. `newest` = some of them, the newest first. */
export interface StoppedBy {
  failure: Failure;
  count: number;
  newest: EnrollmentId[];
}

/** Which of the stopped ones: all, these, or those whose first failure is one of these. */
export type Stopped = "all" | { ids: readonly EnrollmentId[] } | { failures: readonly Failure[] };

/** One that is to be tried again. `isStopped` false = it has moved since it was asked for. */
export interface AskedRetry {
  id: EnrollmentId;
  askedAt: Instant;
  isStopped: boolean;
}

export interface RetryStore {
  /** What stopped enrollments, whoever stopped last first; what was asked to be tried again does not count any more. */
  stoppedBy(workspaceId: WorkspaceId, newest: number): Promise<StoppedBy[]>;
  /** Notes that they are to be tried again; returns how many of them stand still. */
  askForRetries(workspaceId: WorkspaceId, which: Stopped, now: Instant): Promise<number>;
  askedRetries(workspaceId: WorkspaceId, limit: number): Promise<AskedRetry[]>;
  /** Strikes it off, unless it was asked for anew since. */
  endRetry(id: EnrollmentId, askedAt: Instant): Promise<void>;
  workspacesWithRetries(): Promise<WorkspaceId[]>;
}
