/** Records going through workflows, and what they add up to. */
import type { Instant } from "../dates.ts";
import type { Enrollment, EnrollmentMove, EnrollmentState } from "../enrollment.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { Performance, PerformanceQuery } from "../performance.ts";
import type { ObjectType } from "../record.ts";
import type { PageQuery } from "./page.ts";

/** A record that enters a workflow. */
export type NewEnrollment = Omit<Enrollment, "updatedAt" | "finishedAt" | "tries" | "failures">;

/** How a record went through a workflow so far. `activeStates` = those of its enrollments that are not over. */
export interface PastOfRecord {
  occurrences: number;
  /** Of these, how many ended because the record was deleted or merged: they do not count when it is back. */
  left: number;
  /** How many made documents that are all voided or deleted since: by a person's wish the record may go through again. */
  undone: number;
  isActive: boolean;
  activeStates: readonly EnrollmentState[];
}

/** Which enrollments are taken out; at least one part, all parts must fit. */
export interface TakenOut {
  workflowId?: WorkflowId;
  ids?: readonly EnrollmentId[];
  records?: { connectionId: ConnectionId; objectType: ObjectType; ids: readonly string[] };
}

/** Which enrollments are listed; what is absent does not narrow the list. */
export interface EnrollmentFilter {
  workflowId?: WorkflowId | undefined;
  recordId?: string | undefined;
  /** In any of these. */
  states?: readonly EnrollmentState[] | undefined;
  /** Contained in the record's name, whatever the case. */
  search?: string | undefined;
  /** Begun at or after. */
  from?: Instant | undefined;
  /** Begun before. */
  to?: Instant | undefined;
}

/** Counts of the overview. */
export interface Overview {
  enrollments: Record<EnrollmentState, number>;
  documents: number;
  documentsToday: number;
  pendingEvents: number;
}

export interface EnrollmentStore {
  enrollment(workspaceId: WorkspaceId, id: EnrollmentId): Promise<Enrollment | undefined>;
  enrollments(workspaceId: WorkspaceId, filter: EnrollmentFilter, page: PageQuery): Promise<Enrollment[]>;
  /** Those of these ids that the workspace has, in no order. */
  enrollmentsNamed(workspaceId: WorkspaceId, ids: readonly EnrollmentId[]): Promise<Enrollment[]>;
  /** How many enrollments of each workflow are in each state; a workflow or state without any is absent. */
  enrollmentCounts(workspaceId: WorkspaceId, workflowId?: WorkflowId): Promise<{ workflowId: WorkflowId; state: EnrollmentState; count: number }[]>;
  /** How often each record of a CRM went through the workflow and whether it is doing so now; absent = never. */
  enrollmentPasts(workflowId: WorkflowId, connectionId: ConnectionId, recordIds: readonly string[]): Promise<Map<string, PastOfRecord>>;
  /** Takes due enrollments (running or waiting with wakeAt <= now) for `leaseMs`: nobody else gets them meanwhile. */
  claimDueEnrollments(workspaceId: WorkspaceId, limit: number, now: Instant, leaseMs: number): Promise<Enrollment[]>;
  /** A person's move (retry, cancel), to another workflow version when one is given. False = its state changed meanwhile. */
  moveEnrollment(id: EnrollmentId, from: EnrollmentState, move: EnrollmentMove, now: Instant, workflowVersion?: number): Promise<boolean>;
  /** Takes enrollments out that are not over, not being posted and not half made; returns who was. */
  takeOut(workspaceId: WorkspaceId, which: TakenOut, because: Failure | null, now: Instant): Promise<EnrollmentId[]>;
  overview(workspaceId: WorkspaceId, now: Instant): Promise<Overview>;
  /** Voided documents do not count. */
  performance(workspaceId: WorkspaceId, query: PerformanceQuery): Promise<Performance>;
}
