/**
 * A workflow as a file: the definition with names where it has ids, and without what is as usual. The schema is published, so
 * that editors complete and check it; which names there are, only the server knows.
 */
import { z } from "zod";
import { filterGroup } from "../domain/trigger.ts";
import { triggerEvent } from "../domain/trigger-event.ts";
import { workflowCaps, type WorkflowDefinition, workflowObjectType, type WorkflowStep, usualDefinition } from "../domain/workflow.ts";
import type { FormField } from "./form.ts";
import { actions, flowActions } from "./index.ts";
import { sameValue } from "./same-value.ts";

/** An entry of the books: its name, and the id that it had when it was exported if it was. A text alone is a name, or else an id. */
const entry = z.union([z.string().min(1), z.strictObject({ name: z.string().min(1), id: z.string().min(1).optional() })], { error: 'give its name (Net 30), or its name and id ({ name: Net 30, id: "3" })' });
export type FileEntry = z.infer<typeof entry>;

const plainText = z.union([z.string(), z.number()], { error: "give a text" }).transform(String);

/** What a file holds; settings still have names. */
export interface WorkflowFile {
  ledgerlineWorkflow: 1;
  name: string;
  objectType: WorkflowDefinition["objectType"];
  triggerGroups: WorkflowDefinition["triggerGroups"];
  steps: WorkflowStep[];
}

function valueSchema(field: FormField): z.ZodType {
  switch (field.kind) {
    case "choice":
      return z.enum(field.options.map(({ value }) => value));
    case "ordered-choices":
      return z.array(z.enum(field.options.map(({ value }) => value)));
    case "picker":
      return entry;
    case "rows":
      return z.array(z.strictObject(Object.fromEntries(field.columns.map((column) => [column.name, valueSchema(column).nullable().optional()]))));
    case "property":
    case "text":
      return plainText;
  }
}

/** A field that is there once for each of several choices means one setting. */
function settingsSchema(form: readonly FormField[]): z.ZodObject {
  return z.strictObject(Object.fromEntries(form.map((field) => [field.name, valueSchema(field).nullable().optional().describe(field.label)])));
}

const stepId = z.string().regex(/^[a-z0-9]{1,6}$/, "a step id has 1 to 6 characters a-z0-9");

const branch = z.strictObject({
  name: z.string().trim().min(1).max(100),
  filterGroups: z.array(filterGroup).optional(),
  values: z.array(z.string().describe("An empty text leads records without a value this way.")).optional(),
  get steps() {
    return z.array(step).default([]);
  },
});

const step: z.ZodType = z.lazy(() => z.discriminatedUnion("action", stepSchemas, { error: "there is no such action" }));

const stepSchemas = [...actions, ...flowActions].map(({ kind, title, form, ...more }) =>
  z.strictObject({
    id: stepId,
    action: z.literal(kind).describe(title),
    settings: settingsSchema(form).default({}),
    ...("branchesBy" in more && more.branchesBy !== undefined ? { branches: z.array(branch).max(20).default([]) } : {}),
  }),
) as unknown as [z.ZodObject, ...z.ZodObject[]];

/** The file's schema. */
export const workflowFile = z
  .strictObject({
    ledgerlineWorkflow: z.literal(1).describe("The version of this format"),
    name: z.string().trim().min(1).max(100),
    objectType: workflowObjectType,
    triggerGroups: z.array(filterGroup).default([]),
    triggerEvents: z.array(triggerEvent).optional(),
    allowsReenrollment: z.boolean().optional(),
    billsAgain: z.boolean().optional(),
    unenrollGroups: z.array(filterGroup).optional(),
    suppressionGroups: z.array(filterGroup).optional(),
    suppressedRecordIds: z.array(plainText).optional(),
    caps: workflowCaps.optional(),
    steps: z.array(step),
  })
  .describe("A workflow of Ledgerline");

/** The schema for editors and other programs. */
export function workflowFileSchema(): object {
  return { title: "Ledgerline workflow", ...z.toJSONSchema(workflowFile, { io: "input", reused: "ref" }) };
}

/** What the file says beside its settings; what is as usual is left out. */
export function fileOf(name: string, definition: WorkflowDefinition): WorkflowFile {
  const { objectType, triggerGroups, steps, ...rest } = definition;
  const unusual = Object.entries(rest).filter(([member, value]) => !sameValue(value, usualDefinition[member as keyof typeof usualDefinition]));
  return { ledgerlineWorkflow: 1, name, objectType, ...Object.fromEntries(unusual), triggerGroups, steps: steps.map(tidyStep) };
}

function tidyStep({ id, action, settings, branches }: WorkflowStep): WorkflowStep {
  return { id, action, settings, ...(branches && { branches: branches.map((one) => ({ ...one, steps: one.steps.map(tidyStep) })) }) };
}

/** The definition that a checked file stands for. */
export function definitionOf(file: z.infer<typeof workflowFile>): WorkflowDefinition {
  const { ledgerlineWorkflow: _format, name: _name, caps, steps, ...rest } = file;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Pick<WorkflowDefinition, "objectType" | "triggerGroups">;
  return { ...usualDefinition, ...given, caps: caps ?? usualDefinition.caps, steps: (steps as WorkflowStep[]).map(withoutNothing) };
}

/** Only what was written is a setting, and a step that does not branch has no branches. */
function withoutNothing({ branches, ...one }: WorkflowStep): WorkflowStep {
  return { ...one, ...(branches !== undefined && { branches: branches.map((way) => ({ ...way, steps: way.steps.map(withoutNothing) })) }) };
}
