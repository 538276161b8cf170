/** Workflows, their versions and drafts, and what waits for them. */
import type { ColumnType } from "kysely";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { ObjectType } from "#domain/record.ts";
import type { TriggerFacts } from "#domain/trigger/facts.ts";
import type { Override, WorkflowDefinition, WorkflowObjectType, WorkflowState } from "#domain/workflow.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

export interface WorkflowTable {
  id: WorkflowId;
  workspace_id: WorkspaceId;
  name: string;
  state: WorkflowState;
  version: number;
  object_type: WorkflowObjectType;
  turned_on_at: OptionalTime;
  updated_at: Time;
  paused_because: ColumnType<Failure | null, string | null | undefined, string | null>;
  removed_at: OptionalTime;
  stops_started_before: OptionalTime;
  counts_from: OptionalTime;
}

export interface WorkflowVersionTable {
  workflow_id: WorkflowId;
  version: number;
  definition: Json<WorkflowDefinition>;
  published_at: Time;
  published_by: ColumnType<string | null, string | null | undefined, string | null>;
  note: ColumnType<string | null, string | null | undefined, string | null>;
  overrides: ColumnType<Override[], string | undefined, string>;
}

export interface WorkflowDraftTable {
  workflow_id: WorkflowId;
  definition: Json<WorkflowDefinition>;
  saved_at: Time;
  saved_by: string;
}

/** Records that met the triggers of a paused workflow. */
export interface WaitingMatchTable {
  workflow_id: WorkflowId;
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  record_name: string;
  matched_at: Time;
}

/** What filters ask for and a CRM does not have any more. */
export interface OutdatedFiltersTable {
  workflow_id: WorkflowId;
  connection_id: ConnectionId;
  failure: Json<Failure>;
  holds: boolean;
  found_at: Time;
}

/** Records that wait for it, as they were. */
export interface HeldLookTable {
  workflow_id: WorkflowId;
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  before: Json<TriggerFacts | null>;
  held_at: Time;
}

/** What stopped a workflow. */
export interface AlertTable {
  id: string;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  failure: Json<Failure>;
  raised_at: Time;
  settled_at: OptionalTime;
}

/** Existing records that are enrolled in the background. */
export interface BackfillTable {
  id: string;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  state: "running" | "done" | "stopped";
  cap: number | null;
  connection_id: ConnectionId | null;
  position: string | null;
  enrolled: number;
  due_at: Time;
  started_at: Time;
  finished_at: OptionalTime;
}
