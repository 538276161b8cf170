/** Records going through workflows. */
import type { ColumnType } from "kysely";
import type { CrmExecution } from "#domain/crm-action.ts";
import type { Decision } from "#domain/decision.ts";
import type { DocumentPlan } from "#domain/document/plan.ts";
import type { Enrollment, EnrollmentState } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, EnrollmentId, StepAttemptId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { Exchange } from "#domain/ports/books.ts";
import type { ObjectType } from "#domain/record.ts";
import type { StepOutcome } from "#domain/step.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

/** Records going through workflows. */
export interface EnrollmentTable {
  id: EnrollmentId;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  workflow_version: number;
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  record_name: string;
  occurrence: number;
  state: EnrollmentState;
  step_id: string | null;
  wake_at: OptionalTime;
  tries: number;
  failures: Json<Failure[]>;
  started_by: Enrollment["startedBy"];
  started_at: Time;
  finished_at: OptionalTime;
  updated_at: Time;
  retry_asked_at: OptionalTime;
}

/** Tries of steps. */
export interface StepAttemptTable {
  id: StepAttemptId;
  enrollment_id: EnrollmentId;
  step_id: string;
  number: number;
  started_at: Time;
  finished_at: OptionalTime;
  inputs: Json<Record<string, unknown>>;
  decisions: Json<Decision[]>;
  plans: Json<DocumentPlan[]>;
  warnings: Json<Failure[]>;
  outcome: ColumnType<StepOutcome | null, string | null, string | null>;
  exchanges: Json<Exchange[]>;
}

/** Records in steps of the CRM's own workflows. */
export interface CrmExecutionTable {
  connection_id: ConnectionId;
  callback_id: string;
  workspace_id: WorkspaceId;
  enrollment_id: EnrollmentId;
  state: CrmExecution["executionState"];
  when_stopped: CrmExecution["whenStopped"];
  received_at: Time;
  give_up_at: Time;
  not_before: OptionalTime;
  tries: number;
  ended_at: OptionalTime;
}
