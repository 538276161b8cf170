/** The engine's public face: what people may ask of it, and its start and stop. The stages themselves are in `flow.ts`. */
import type { Effect } from "../actions/flow/flow-action.ts";
import type { ApprovalAnswer } from "./run/approvals.ts";
import type { CrmRun } from "./crm-actions/crm-actions.ts";
import type { CrmConnection } from "../domain/connection.ts";
import type { CrmActionCall } from "../domain/crm-action.ts";
import type { Enrollment } from "../domain/enrollment.ts";
import type { CrmEvent } from "../domain/event.ts";
import type { Decision } from "../domain/decision.ts";
import type { Failure } from "../domain/failure.ts";
import type { Finding } from "../domain/finding.ts";
import type { ConnectionId, DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "../domain/ids.ts";
import type { PutRequest } from "../domain/own-records/put.ts";
import type { PutOutcome } from "../domain/ports/own-records.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import type { EnrollmentFilter } from "../domain/ports/enrollment-store.ts";
import type { Result } from "../domain/result.ts";
import type { DocumentPlan } from "../domain/document/plan.ts";
import type { KeptDocument } from "../domain/document/posted.ts";
import type { Backfill } from "../domain/ports/trigger-store.ts";
import type { Workflow, WorkflowDefinition } from "../domain/workflow.ts";
import type { MatchVerdict } from "../domain/trigger/match.ts";

/** What one step would do. */
export interface PlannedStep {
  stepId: string;
  action: string;
  /** The position of the branch that the record takes; null = none. */
  branch: number | null;
  decisions: Decision[];
  warnings: Failure[];
  plan: Result<DocumentPlan[], Failure[]>;
  /** What it would do outside of the books; null = nothing. */
  effect: Effect | null;
  /** The document that this step made of the record before, for which it would make none now; null = there is none, or it bills again. */
  billedBefore: KeptDocument | null;
}

/** What a workflow would do for a record now. */
export interface DryRunOutcome {
  record: CrmRecord;
  verdict: MatchVerdict;
  enrolledBefore: number;
  /** In the order the record comes to them. */
  steps: PlannedStep[];
}

/** Which state of a workflow is tried: what is published, or what is being drawn (without a draft what is published). */
export type TriedState = "draft" | "published";

/** Which records are planned together: these, or the last changed that meet the triggers. */
export type BatchWish = { recordIds: readonly string[] } | { last: number };

/** What a workflow would do with many records now; `missing` = ids that the CRM does not have. */
export interface BatchPlan {
  runs: DryRunOutcome[];
  missing: string[];
}

/** The records that meet a workflow's triggers now and never went through it. */
export interface MatchingRecords {
  count: number;
  sample: CrmRecord[];
  /** So many more may meet them: what is asked of them beyond their properties is not read yet. */
  unknown: number;
}

/** What came of enrolling many: how many were, and which named ones were not, and why. */
export interface EnrolledMany {
  enrolled: number;
  refused: { recordId: string; failure: Failure }[];
}

/** Which of the enrollments that need attention are tried again: all, those that stopped for a cause, or these. */
export type RetryWish = "all" | { cause: string } | { ids: readonly EnrollmentId[] };

/** Which records are enrolled: these, or all that meet the triggers and never went through, at most `cap` of them (null = all). */
export type EnrollWish = { recordIds: readonly string[] } | { matching: true; cap: number | null };

/** What becomes of records that meet the triggers when a workflow is turned on; at most `cap` of them are enrolled (null = all). */
export interface TurnOnWish {
  existing: "leave" | "enroll";
  cap: number | null;
}

/** Why a record is or is not in a workflow. */
export interface Explained {
  workflow: Workflow;
  run: DryRunOutcome;
  /** What keeps it out whatever its triggers say: still enrolled, enrolled before, suppressed. Null = nothing. */
  keptOutBy: Failure | null;
  /** The last time it went through; null = never. */
  lastEnrollment: Enrollment | null;
}

/** What people may ask of the engine. Every answer that is not ok carries all reasons. */
export interface Engine {
  /** Stores facts in the inbox and wakes the worker; returns how many were new. */
  receive(connectionId: ConnectionId, events: readonly CrmEvent[]): Promise<number>;
  /** Takes a record through one of our actions, as a step of the CRM's own workflow asks for. The action must exist. */
  runCrmAction(connection: CrmConnection, kind: string, call: CrmActionCall): Promise<CrmRun>;
  /** Puts own records in: one outcome each, in their order. `startsWorkflows` false = they are only kept. */
  putOwnRecords(connectionId: ConnectionId, objectType: ObjectType, requests: readonly PutRequest[], how: { startsWorkflows: boolean; isDry?: boolean }): Promise<PutOutcome[]>;
  /** Enrolls a record by hand: triggers are not asked, a record that is still enrolled is refused. */
  enrollRecord(workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string): Promise<Result<Enrollment, Failure[]>>;
  /** Plans with all look-ups and without any write; absent `of` = what is published. */
  dryRun(workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string, of?: TriedState): Promise<Result<DryRunOutcome, Failure[]>>;
  /** The same with a definition that is not kept anywhere, as if it were that workflow's; null = of none that is there. */
  dryRunOf(workspaceId: WorkspaceId, workflowId: WorkflowId | null, definition: WorkflowDefinition, recordId: string): Promise<Result<DryRunOutcome, Failure[]>>;
  /** Plans many records on the mirror as it is, without any write and without any call to the books. */
  planMany(workspaceId: WorkspaceId, workflowId: WorkflowId, wish: BatchWish, of?: TriedState): Promise<Result<BatchPlan, Failure[]>>;
  /** Why the record is or is not in the workflow, with the actual values, and what would happen now. */
  explainRecord(workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string): Promise<Result<Explained, Failure[]>>;
  /** By the published definition, or by another one that is tried. */
  matchingRecords(workspaceId: WorkspaceId, workflowId: WorkflowId, definition?: WorkflowDefinition): Promise<MatchingRecords>;
  /** Enrolls the records that meet the triggers now in the background, at most `cap`; one at a time for a workflow. */
  startBackfill(workspaceId: WorkspaceId, workflowId: WorkflowId, cap: number | null): Promise<Result<Backfill, Failure[]>>;
  /** Turns it on, refused with all findings; without a wish existing records are left. Returns how many of them will be enrolled, in the background. */
  turnOn(workspaceId: WorkspaceId, workflowId: WorkflowId, wish?: TurnOnWish): Promise<Result<number, Failure[]>>;
  /** What is under way finishes, if nothing else is said. Returns how many enrollments were stopped at once; with `stop`, what is being posted is finished and goes no further. */
  turnOff(workspaceId: WorkspaceId, workflowId: WorkflowId, running?: "finish" | "stop"): Promise<number>;
  /** New matches wait from now on, and what is under way finishes. */
  pause(workspaceId: WorkspaceId, workflowId: WorkflowId): Promise<Result<null, Failure[]>>;
  /** Goes on after a person or a cap stopped it: caps count anew, and what waited is enrolled or left. */
  resume(workspaceId: WorkspaceId, workflowId: WorkflowId, waiting: "enroll" | "leave"): Promise<Result<null, Failure[]>>;
  enrollMany(workspaceId: WorkspaceId, workflowId: WorkflowId, wish: EnrollWish): Promise<Result<EnrolledMany, Failure[]>>;
  /** `left` = how many could not be taken out: being posted, unsettled, or over. */
  cancelMany(workspaceId: WorkspaceId, which: EnrollmentFilter | { ids: readonly EnrollmentId[] }): Promise<{ cancelled: number; left: number }>;
  /** From needs-attention or waiting: runs the current step again now. */
  retry(workspaceId: WorkspaceId, enrollmentId: EnrollmentId): Promise<Result<Enrollment, Failure[]>>;
  /** The same in the background, for many that need attention; returns how many. Those that move meanwhile are left alone. */
  retryMany(workspaceId: WorkspaceId, wish: RetryWish): Promise<number>;
  /** Settles an unknown outcome by a person's word: this document is ours, or none is (null) and it is posted again. */
  resolve(workspaceId: WorkspaceId, enrollmentId: EnrollmentId, booksDocumentId: string | null): Promise<Result<Enrollment, Failure[]>>;
  /** A person's answer to an enrollment that awaits approval: it goes on to its document, or is taken out. */
  answerApproval(workspaceId: WorkspaceId, enrollmentId: EnrollmentId, answer: ApprovalAnswer): Promise<Result<Enrollment, Failure[]>>;
  cancel(workspaceId: WorkspaceId, enrollmentId: EnrollmentId): Promise<Result<Enrollment, Failure[]>>;
  /** What became of a document in the books, as they say it now. */
  checkDocument(workspaceId: WorkspaceId, documentId: DocumentId): Promise<Result<null, Failure>>;
  retryLinkBack(workspaceId: WorkspaceId, documentId: DocumentId): Promise<void>;
  /** Books may be used again, or for the first time: what waited for them goes on, and their reference data is read. */
  resumeBooks(connectionId: ConnectionId): Promise<void>;
  /** A CRM may be asked again, or for the first time: what waited for it goes on. */
  resumeCrm(connectionId: ConnectionId): Promise<void>;
  /** Somebody (a webhook) says that the books have something new: reference data is looked at within seconds. */
  hintMirror(connectionId: ConnectionId): Promise<void>;
  /** The same of documents that exist already. */
  hintDocuments(connectionId: ConnectionId): Promise<void>;
  /** The findings of a workflow's steps: settings missing or gone. [] = may be turned on. */
  check(workspaceId: WorkspaceId, definition: WorkflowDefinition): Promise<{ stepId: string; failure: Failure }[]>;
  /** Everything a review finds in a definition of that workflow, published or not; null = of one that is not there yet. */
  review(workspaceId: WorkspaceId, workflowId: WorkflowId | null, definition: WorkflowDefinition): Promise<Finding[]>;
  /** Starts workers, polling and the sweep. */
  start(): Promise<void>;
  /** Stops taking work and waits for what is under way. */
  stop(): Promise<void>;
}
