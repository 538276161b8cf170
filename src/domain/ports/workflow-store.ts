/** Workflows, their drafts and versions, and whether they run. */
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { ObjectType } from "../record.ts";
import type { FilterGroup } from "../trigger.ts";
import type { Publication, Workflow, WorkflowDefinition, WorkflowDraft, WorkflowVersion } from "../workflow.ts";

/** A record that met a workflow's triggers while it was paused. */
export interface WaitingMatch {
  workflowId: WorkflowId;
  connectionId: ConnectionId;
  objectType: ObjectType;
  recordId: string;
  recordName: string;
  matchedAt: Instant;
}

/** What holds for a workflow's enrollments now, whatever version they run by. */
export interface RunRules {
  workflowName: string;
  /** By a person or a cap. */
  isPaused: boolean;
  /** Enrollments that began no later are taken out when they come to a step; null = none are. */
  stopsStartedBefore: Instant | null;
  unenrollGroups: FilterGroup[];
  suppressionGroups: FilterGroup[];
  suppressedRecordIds: string[];
}

/** What stopped a whole workflow, until the workflow goes on. */
export interface Alert {
  id: string;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  workflowName: string;
  failure: Failure;
  raisedAt: Instant;
}

export interface WorkflowStore {
  workflows(workspaceId: WorkspaceId): Promise<Workflow[]>;
  workflow(workspaceId: WorkspaceId, id: WorkflowId): Promise<Workflow | undefined>;
  /** The definition an enrollment runs by. */
  workflowVersion(id: WorkflowId, version: number): Promise<WorkflowDefinition | undefined>;
  createWorkflow(workflow: Workflow): Promise<void>;
  /** Stores a new immutable version and makes it current. */
  publishVersion(id: WorkflowId, definition: WorkflowDefinition, now: Instant): Promise<number>;
  /** Newest first. */
  workflowVersions(id: WorkflowId): Promise<WorkflowVersion[]>;
  /** How many enrollments run by each version and are not over; absent = none. */
  runningByVersion(id: WorkflowId): Promise<Map<number, number>>;
  /** Keeps the draft, if the one it is based on (null = none) is still there; false = somebody else saved meanwhile. */
  saveDraft(id: WorkflowId, draft: WorkflowDraft, basedOn: Instant | null): Promise<boolean>;
  /** False = it is not the draft of that moment any more. */
  discardDraft(id: WorkflowId, basedOn: Instant): Promise<boolean>;
  /** Makes the draft the current version; undefined = it is not the draft of that moment any more. */
  publishDraft(id: WorkflowId, basedOn: Instant, publication: Publication): Promise<number | undefined>;
  renameWorkflow(id: WorkflowId, name: string, now: Instant): Promise<void>;
  /** Takes it off every list; enrollments and documents stay. False = it is not off, or something still runs in it. */
  removeWorkflow(id: WorkflowId, now: Instant): Promise<boolean>;
  /** Goes on, and counts caps anew; what waited while it was paused is dropped. */
  switchOn(id: WorkflowId, now: Instant): Promise<void>;
  /** `stops` = why what is under way is taken out; null = it finishes. Returns who was taken out at once; what is being posted is when it is posted. */
  switchOff(workspaceId: WorkspaceId, id: WorkflowId, stops: Failure | null, now: Instant): Promise<EnrollmentId[]>;
  pauseWorkflow(id: WorkflowId, now: Instant): Promise<void>;
  /** From paused to on; a workflow that is off stays off, but its documents go on after a cap. */
  resumeWorkflow(id: WorkflowId, waiting: "enroll" | "leave", now: Instant): Promise<void>;
  /** Records that waited for workflows that are on again, oldest first. */
  dueMatches(workspaceId: WorkspaceId, limit: number): Promise<WaitingMatch[]>;
  waitingCount(id: WorkflowId): Promise<number>;
  runRules(ids: readonly WorkflowId[]): Promise<Map<WorkflowId, RunRules>>;
  /** The workflows of that type that have unenrollment filters, whatever their state: enrollments outlive a turning off. */
  lettingGo(workspaceId: WorkspaceId, objectType: ObjectType): Promise<{ id: WorkflowId; unenrollGroups: FilterGroup[] }[]>;
  openAlerts(workspaceId: WorkspaceId): Promise<Alert[]>;
  /** The workflows that are on or paused, by object type: the trigger index. */
  activeWorkflows(workspaceId: WorkspaceId, objectType: ObjectType): Promise<Workflow[]>;
  /** By object type, another text whenever `activeWorkflows` would answer otherwise; absent = none ever was of the type. Cheap however many there are. */
  activeWorkflowsStamps(workspaceId: WorkspaceId): Promise<ReadonlyMap<ObjectType, string>>;
}
