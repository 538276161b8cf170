/** Workflows and the forms of their steps in replies. */
import { z } from "zod";
import { filterGroup } from "../domain/trigger.ts";
import { draftDefinition, workflowStates } from "../domain/workflow.ts";
import { explainedFailure } from "./failure.ts";
import { formField } from "./form.ts";

export const workflowRow = z.object({
  id: z.string(),
  name: z.string(),
  objectType: z.string(),
  state: z.enum(workflowStates),
  /** The cap that stopped it, until a person resumes it; null = none did. */
  pausedBecause: explainedFailure.nullable(),
  /** The published version; 0 = it was never published. */
  version: z.number(),
  hasDraft: z.boolean(),
  turnedOnAt: z.string().nullable(),
  updatedAt: z.string(),
  /** How many enrollments are in each state. */
  counts: z.object({ active: z.number(), needsAttention: z.number(), completed: z.number() }),
});
export type WorkflowRow = z.infer<typeof workflowRow>;

export const matchingReply = z.object({
  count: z.number(),
  /** So many more may match: what is asked of them beyond their properties is not known yet, and they were too many to ask the CRM now. 0 = the count is exact. */
  unknown: z.number(),
  /** The last changed of those that match. */
  sample: z.array(z.object({ recordId: z.string(), recordName: z.string(), recordUrl: z.string() })),
});

export const stepReply = z.object({
  id: z.string(),
  action: z.string(),
  title: z.string(),
  /** One sentence of what the step will do with its settings. */
  summary: z.string(),
  settings: z.record(z.string(), z.unknown()),
  form: z.array(formField),
  /** Findings of the checks: a setting that is missing or no longer exists. */
  findings: z.array(z.object({ field: z.string().nullable(), happened: z.string(), doThis: z.string() })),
});
export type StepReply = z.infer<typeof stepReply>;

/** What is being drawn: the draft, or the published version while nothing was changed since. */
const editable = z.object({
  definition: draftDefinition,
  /** `savedAt` of the draft, for `saveDraft`; null = there is no draft. */
  basedOn: z.string().nullable(),
  savedBy: z.string().nullable(),
  /** Every step with its form, those inside branches too, in the order they are drawn. */
  steps: z.array(stepReply),
});

export const workflowDetail = workflowRow.extend({
  /** What its filters ask for and a CRM does not have any more, one entry per CRM. */
  outdatedFilters: z.array(explainedFailure),
  /** How many records met the triggers while it was paused, and wait. */
  waitingRecords: z.number(),
  /** True: it stands for a step of a workflow in the CRM, where its settings are changed. */
  isCrmStep: z.boolean(),
  allowsReenrollment: z.boolean(),
  triggerGroups: z.array(filterGroup),
  /** The triggers in words: group by group, filter by filter. */
  triggersInWords: z.array(z.array(z.string())),
  steps: z.array(stepReply),
  /** The published version, whole; empty at version 0. */
  definition: draftDefinition,
  draft: z.object({ definition: draftDefinition, savedAt: z.string(), savedBy: z.string() }).nullable(),
  editable,
});
export type WorkflowDetail = z.infer<typeof workflowDetail>;
