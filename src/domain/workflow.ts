/** Workflows: what users draw. A published version never changes; an enrollment keeps the version it started with. */
import { z } from "zod";
import type { Instant } from "./dates.ts";
import type { WorkflowId, WorkspaceId } from "./ids.ts";
import { objectType } from "./record.ts";
import { filterGroup } from "./trigger.ts";

/** One step: an action with its settings. The settings' shape is the action's own schema, checked there. */
export const workflowStep = z.object({
  /** Short and stable within the workflow: it is part of the request id. */
  id: z.string().regex(/^[a-z0-9]{1,6}$/, "a step id has 1 to 6 characters a-z0-9"),
  action: z.string().min(1),
  settings: z.record(z.string(), z.unknown()),
});
export type WorkflowStep = z.infer<typeof workflowStep>;

/** A workflow's content: what starts it and what it does, in order. */
export const workflowDefinition = z.object({
  objectType,
  triggerGroups: z.array(filterGroup),
  /** Off by default: a record goes through once. On: again each time it starts to meet the triggers anew. */
  allowsReenrollment: z.boolean().default(false),
  steps: z.array(workflowStep).min(1, "a workflow needs at least one step"),
});
export type WorkflowDefinition = z.infer<typeof workflowDefinition>;

/** `off` = enrolls nobody, running enrollments finish. */
export type WorkflowState = "on" | "off";

export interface Workflow {
  id: WorkflowId;
  workspaceId: WorkspaceId;
  name: string;
  state: WorkflowState;
  /** The version new enrollments get, from 1. */
  version: number;
  definition: WorkflowDefinition;
  /** Null = never turned on. */
  turnedOnAt: Instant | null;
  updatedAt: Instant;
}
