/** Workflows and the forms of their steps in replies. */
import { z } from "zod";
import { filterGroup } from "../domain/trigger.ts";
import { formField } from "./form.ts";

export const workflowRow = z.object({
  id: z.string(),
  name: z.string(),
  objectType: z.string(),
  state: z.enum(["on", "off"]),
  version: z.number(),
  turnedOnAt: z.string().nullable(),
  updatedAt: z.string(),
  /** How many enrollments are in each state. */
  counts: z.object({ active: z.number(), needsAttention: z.number(), completed: z.number() }),
});
export type WorkflowRow = z.infer<typeof workflowRow>;

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

export const workflowDetail = workflowRow.extend({
  allowsReenrollment: z.boolean(),
  triggerGroups: z.array(filterGroup),
  /** The triggers in words: group by group, filter by filter. */
  triggersInWords: z.array(z.array(z.string())),
  steps: z.array(stepReply),
});
export type WorkflowDetail = z.infer<typeof workflowDetail>;
