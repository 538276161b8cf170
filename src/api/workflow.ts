/** Workflows and the forms of their steps in replies. */
import { z } from "zod";
import { filterGroup } from "../domain/trigger.ts";

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

/** A form field as data; the web draws it without knowing the action. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  isRequired: z.boolean(),
  /** It shows while the other field has one of these values. */
  shownWhen: z.object({ field: z.string(), equals: z.array(z.string()) }).nullable(),
  section: z.enum(["main", "advanced"]),
  /** All but text arrive with their options listed. */
  kind: z.enum(["choice", "ordered-choices", "picker", "property", "text"]),
  /** What a text is read as; null = it is none. */
  format: z.enum(["text", "template", "long-template", "lines", "days", "percent", "amount", "rate"]).nullable(),
  options: z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() })),
});
export type FormFieldReply = z.infer<typeof formField>;

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
