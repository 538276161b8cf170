/** Workflows: what users draw. A published version never changes; an enrollment keeps the version it started with. */
import { z } from "zod";
import type { Instant } from "./dates.ts";
import type { WorkflowId, WorkspaceId } from "./ids.ts";
import { objectType } from "./record.ts";
import { filterGroup } from "./trigger.ts";

const stepBase = z.object({
  /** Short and stable within the workflow: it is part of the request id. */
  id: z.string().regex(/^[a-z0-9]{1,6}$/, "a step id has 1 to 6 characters a-z0-9"),
  action: z.string().min(1),
  settings: z.record(z.string(), z.unknown()),
});

const branchBase = z.object({
  name: z.string().trim().min(1, "name the branch").max(100),
  /** The record goes this way when it meets one of these groups. */
  filterGroups: z.array(filterGroup).optional(),
  /** The record goes this way when the property that the step names has one of these values. */
  values: z.array(z.string()).optional(),
});

/** One way out of a branching step. Without filter groups and values it is the way of those that meet no other. */
export type Branch = z.infer<typeof branchBase> & { steps: WorkflowStep[] };

/**
 * One step: an action with its settings. The settings' shape is the action's own schema, checked there. A step that branches
 * has its ways out, tried in their order; what follows the step follows every way.
 */
export type WorkflowStep = z.infer<typeof stepBase> & { branches?: Branch[] | undefined };

const branch: z.ZodType<Branch> = branchBase.extend({ steps: z.lazy(() => z.array(workflowStep)) });
export const workflowStep: z.ZodType<WorkflowStep> = stepBase.extend({ branches: z.array(branch).max(20, "a step has at most 20 branches").optional() });

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
