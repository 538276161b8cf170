/** Workflows: what users draw. A published version never changes; an enrollment keeps the version it started with. */
import { z } from "zod";
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";
import type { WorkflowId, WorkspaceId } from "./ids.ts";
import { parseDecimal } from "./money.ts";
import { filter, filterGroup, type FilterGroup } from "./trigger.ts";
import { triggerEvent } from "./trigger-event.ts";

/** The records that a workflow may run on. It is chosen first and never changes. */
export const workflowObjectTypes = ["deal", "quote", "payment"] as const;
export const workflowObjectType = z.enum(workflowObjectTypes);
export type WorkflowObjectType = z.infer<typeof workflowObjectType>;

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
  /** The record goes this way when what the step asks for has one of these values; the empty text is "no value". */
  values: z.array(z.string()).optional(),
});

/** One way out of a branching step. Without filter groups and values it is the way of those that meet no other. */
export type Branch = z.infer<typeof branchBase> & { steps: WorkflowStep[] };

/**
 * One step: an action with its settings. The settings' shape is the action's own schema, checked there. A step that branches
 * has its ways out, tried in their order; what follows the step follows every way.
 */
export type WorkflowStep = z.infer<typeof stepBase> & { branches?: Branch[] | undefined };

/** Limits on what a workflow does; null = no limit. A tripped one pauses the workflow. */
export const workflowCaps = z.object({
  documentsPerHour: z.number().int().min(1).nullable().default(null),
  /** A document of more than this, in this currency. */
  amountPerDocument: z
    .object({ amount: z.string().refine((text) => parseDecimal(text) !== undefined, "give an amount"), currency: z.string().regex(/^[A-Z]{3}$/, "give a currency such as USD") })
    .nullable()
    .default(null),
  newCustomersPerDay: z.number().int().min(1).nullable().default(null),
});
export type WorkflowCaps = z.infer<typeof workflowCaps>;

const uncapped: WorkflowCaps = { documentsPerHour: null, amountPerDocument: null, newCustomersPerDay: null };

function definitionOf(group: z.ZodType<FilterGroup>) {
  const branch: z.ZodType<Branch> = branchBase.extend({ filterGroups: z.array(group).optional(), steps: z.lazy(() => z.array(step)) });
  const step: z.ZodType<WorkflowStep> = stepBase.extend({ branches: z.array(branch).max(20, "a step has at most 20 branches").optional() });
  return z.object({
    objectType: workflowObjectType,
    /** All filters of a group must hold, any one group suffices. */
    triggerGroups: z.array(group),
    /** With events a record enters when one of them happens and the groups, if there are any, hold. */
    triggerEvents: z.array(triggerEvent).default([]),
    /** Off by default: a record goes through once. On: again each time it starts to meet the triggers anew. */
    allowsReenrollment: z.boolean().default(false),
    /** Off by default: a record that goes through again is not billed again while it has a live document of the same step. */
    billsAgain: z.boolean().default(false),
    /** A record that starts to meet one of these leaves the workflow where it is. */
    unenrollGroups: z.array(group).default([]),
    /** A record that meets one of these never enters. */
    suppressionGroups: z.array(group).default([]),
    suppressedRecordIds: z.array(z.string().trim().min(1)).default([]),
    caps: workflowCaps.default(uncapped),
    steps: z.array(step),
  });
}

/** A workflow's content: what starts it, what it does, in order, and within which limits. */
export const workflowDefinition = definitionOf(filterGroup);
export type WorkflowDefinition = z.infer<typeof workflowDefinition>;

/** The content while it is being drawn: as above, but groups may still be without filters. */
export const draftDefinition = definitionOf(z.object({ filters: z.array(filter) }));

/** What a definition has while nobody chose anything else. */
export const usualDefinition: Omit<WorkflowDefinition, "objectType" | "triggerGroups" | "steps"> = {
  triggerEvents: [], allowsReenrollment: false, billsAgain: false, unenrollGroups: [], suppressionGroups: [], suppressedRecordIds: [], caps: uncapped,
};

/** A workflow that starts from scratch. */
export function emptyDefinition(objectType: WorkflowObjectType): WorkflowDefinition {
  return { ...usualDefinition, objectType, triggerGroups: [], steps: [] };
}

/** A version that was stored before a member existed has its usual value. */
export function completeDefinition(stored: Partial<WorkflowDefinition> & Pick<WorkflowDefinition, "objectType" | "triggerGroups" | "steps">): WorkflowDefinition {
  return { ...usualDefinition, ...stored };
}

/** `off` = enrolls nobody, running enrollments finish. `paused` = records that start to meet the triggers wait. */
export const workflowStates = ["off", "on", "paused"] as const;
export type WorkflowState = (typeof workflowStates)[number];

/** What is being drawn and not published yet. `savedAt` tells one state of it from the next. */
export interface WorkflowDraft {
  definition: WorkflowDefinition;
  savedAt: Instant;
  /** Who saved it: an e-mail address, a key by name, or the command line. */
  savedBy: string;
}

export interface Workflow {
  id: WorkflowId;
  workspaceId: WorkspaceId;
  name: string;
  state: WorkflowState;
  /** Null = it is not paused, or a person paused it. */
  pausedBecause: Failure | null;
  /** The version new enrollments get, from 1; 0 = it was never published. */
  version: number;
  /** Of that version; empty at version 0. */
  definition: WorkflowDefinition;
  /** Null = nothing is changed since the version was published. */
  draft: WorkflowDraft | null;
  /** Null = never turned on. */
  turnedOnAt: Instant | null;
  updatedAt: Instant;
}

/** A warning about money that a person published all the same, and why. */
export const override = z.object({ key: z.string().min(1), reason: z.string().trim().min(3, "say why").max(1_000) });
export type Override = z.infer<typeof override>;

/** How a version came to be. */
export interface Publication {
  publishedAt: Instant;
  /** An e-mail address, a key by name, or the command line; null = it came with the installation, or was published before this was kept. */
  publishedBy: string | null;
  /** What the publisher says of the change; null = nothing. */
  note: string | null;
  overrides: Override[];
}

/** A published version: immutable. */
export interface WorkflowVersion extends Publication {
  version: number;
  definition: WorkflowDefinition;
}
