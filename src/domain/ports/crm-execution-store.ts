/** Our actions inside the CRM's own workflows. */
import type { CrmExecution, CrmStep } from "../crm-action.ts";
import type { Instant } from "../dates.ts";
import type { Enrollment } from "../enrollment.ts";
import type { ConnectionId, EnrollmentId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { CrmRecord } from "../record.ts";
import type { Workflow, WorkflowDefinition } from "../workflow.ts";
import type { NewEnrollment } from "./enrollment-store.ts";

/** A workflow that stands for a step of the CRM's own workflow. */
export interface CrmWorkflow {
  workflowId: WorkflowId;
  connectionId: ConnectionId;
  step: CrmStep;
  action: string;
}

/** A call of the CRM that is to be one execution of one enrollment. */
export interface NewCrmExecution {
  execution: Omit<CrmExecution, "executionState" | "tries" | "enrollmentId">;
  /** The enrollment to be made, or the one that goes on already. */
  enrollment: NewEnrollment | EnrollmentId;
  record: CrmRecord;
  now: Instant;
}

export interface CrmExecutionStore {
  /** The workflow that stands for the step, made by the first call; a definition that differs becomes its newest version. */
  keepCrmWorkflow(wanted: CrmWorkflow & { workspaceId: WorkspaceId; name: string; definition: WorkflowDefinition }, now: Instant): Promise<Workflow>;
  crmWorkflows(workspaceId: WorkspaceId): Promise<CrmWorkflow[]>;
  /**
   * Keeps the execution with its enrollment. A callback that is known changes nothing; an enrollment that somebody else began
   * meanwhile under the same occurrence is taken. Returns the enrollment that was made; null = none was.
   */
  recordCrmExecution(wanted: NewCrmExecution): Promise<Enrollment | null>;
  crmExecution(connectionId: ConnectionId, callbackId: string): Promise<CrmExecution | undefined>;
  /** Open executions of which the CRM is to be told, with their enrollments, the oldest first. */
  dueCrmExecutions(connectionId: ConnectionId, limit: number, now: Instant): Promise<{ execution: CrmExecution; enrollment: Enrollment }[]>;
  /** The connections that have some. */
  connectionsWithDueCrmExecutions(now: Instant): Promise<ConnectionId[]>;
  /** Only those that are still open change. */
  recordCrmAnswers(connectionId: ConnectionId, answers: readonly (Pick<CrmExecution, "callbackId" | "executionState" | "notBefore"> & { failed: boolean })[], now: Instant): Promise<void>;
}
