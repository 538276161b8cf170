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

/** What a picker looks in. `booksId` null = no set of books is chosen yet; `of` = which of the record's properties it offers. */
export const pickerSearch = z.discriminatedUnion("in", [
  z.object({
    in: z.literal("books"),
    source: z.enum([
      "terms", "income-accounts", "deposit-accounts", "paid-from-accounts", "refund-accounts", "expense-accounts", "payment-methods",
      "vendors", "items", "item-categories", "classes", "locations", "tax-codes",
    ]),
    booksId: z.string().nullable(),
  }),
  z.object({ in: z.literal("properties"), objectType: z.string(), of: z.enum(["any", "date", "number", "text"]) }),
]);
export type PickerSearch = z.infer<typeof pickerSearch>;

/** What a picker offers; `detail` stands under the label. */
export const pickerOption = z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() });
export type PickerOption = z.infer<typeof pickerOption>;

/** A value of a field: text, a list, or nothing. */
const fieldValue = z.union([z.string(), z.array(z.string())]).nullable();

/** A form field as data; the web draws it without knowing the action. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  isRequired: z.boolean(),
  /** It shows while the other field has one of these values. */
  shownWhen: z.object({ field: z.string(), equals: z.array(z.string()) }).nullable(),
  section: z.enum(["main", "advanced"]),
  kind: z.enum(["choice", "ordered-choices", "picker", "property", "text"]),
  /** What a text is read as; null = it is none. */
  format: z.enum(["text", "template", "long-template", "lines", "days", "percent", "amount", "rate"]).nullable(),
  /** What it is while nothing else was chosen. */
  usual: fieldValue,
  /** All there are, unless `isSearched`: then only what is chosen now. */
  options: z.array(pickerOption),
  isSearched: z.boolean(),
  /** Where a picker asks for more; null = there is no more. */
  search: pickerSearch.nullable(),
  /** True: the other pickers look in the set of books that is chosen here. */
  choosesBooks: z.boolean(),
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
