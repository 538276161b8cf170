/** Differences between two definitions in words: labels instead of names and ids. */
import { type Change, compareDefinitions, type ComparedPart } from "#actions/compare.ts";
import { stepActionOf } from "#actions/index.ts";
import type { ChangeReply } from "#api/workflow-life.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import type { Branch, WorkflowCaps, WorkflowDefinition, WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import type { ServerParts } from "./context.ts";
import { eventInWords, valueInWords, whenInWords, type Words, wordsOfBoth } from "./workflow-words.ts";
import { stepReply } from "./forms.ts";
import { said, saidWith } from "./language.ts";

/** What the newer definition changes. */
export async function changesInWords(parts: ServerParts, workspaceId: WorkspaceId, before: WorkflowDefinition, after: WorkflowDefinition): Promise<ChangeReply[]> {
  const changes = compareDefinitions(before, after);
  if (changes.length === 0) return [];
  const words = await wordsOfBoth(parts, workspaceId, before, after);
  return Promise.all(changes.map((change) => reply(parts, workspaceId, change, { before, after, words })));
}

interface Compared {
  before: WorkflowDefinition;
  after: WorkflowDefinition;
  words: Words;
}

async function reply(parts: ServerParts, workspaceId: WorkspaceId, change: Change, compared: Compared): Promise<ChangeReply> {
  const { kind } = change;
  switch (change.about) {
    case "part":
      return { kind, stepId: null, field: change.part, where: saidWith(partNames[change.part]), what: null, before: partInWords(change.part, change.before, compared.words), after: partInWords(change.part, change.after, compared.words) };
    case "branch": {
      const inWords = (way: unknown) => (way === null ? null : branchInWords(way as Omit<Branch, "steps">, compared.words));
      return { kind, stepId: change.step.id, field: "branches", where: whereOf(change.step, compared), what: saidWith("Branch \"{name}\"", { name: change.branch.name }), before: inWords(change.before), after: inWords(change.after) };
    }
    case "step":
      return { kind, stepId: change.step.id, where: whereOf(change.step, compared), ...(await stepChange(parts, workspaceId, change, compared)) };
  }
}

const partNames = {
  triggerGroups: "Trigger group",
  triggerEvents: "Trigger event",
  allowsReenrollment: "Re-enrollment",
  billsAgain: "Billing again",
  unenrollGroups: "Leaving the workflow",
  suppressionGroups: "Suppression",
  suppressedRecordIds: "Suppressed record",
  "caps.documentsPerHour": "Documents per hour",
  "caps.amountPerDocument": "Amount per document",
  "caps.newCustomersPerDay": "New customers per day",
} as const satisfies Record<ComparedPart, string>;

function partInWords(part: ComparedPart, value: unknown, words: Words): string | null {
  if (value === null || value === undefined) return null;
  switch (part) {
    case "triggerGroups":
    case "unenrollGroups":
    case "suppressionGroups":
      return words.either([value as FilterGroup]);
    case "triggerEvents":
      return eventInWords(value as TriggerEvent, words.properties);
    case "allowsReenrollment":
    case "billsAgain":
      return saidWith(value === true ? "on" : "off");
    case "caps.amountPerDocument": {
      const { amount, currency } = value as NonNullable<WorkflowCaps["amountPerDocument"]>;
      return `${amount} ${currency}`;
    }
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

function branchInWords(branch: Omit<Branch, "steps">, words: Words): string {
  return `${branch.name}: ${whenInWords(branch, words)}`;
}

/** Its place in the newer definition, or in the older one when it is gone. */
function whereOf(step: WorkflowStep, { before, after }: Compared): string {
  const steps = [after, before].map(({ steps: some }) => allSteps(some)).find((some) => some.some(({ id }) => id === step.id)) ?? [];
  return saidWith("Step {number}, {title}", { number: steps.findIndex(({ id }) => id === step.id) + 1, title: titleOf(step.action) });
}

function titleOf(action: string): string {
  return said(stepActionOf(action)?.title ?? action);
}

async function stepChange(parts: ServerParts, workspaceId: WorkspaceId, { step, setting, before, after }: Extract<Change, { about: "step" }>, compared: Compared): Promise<Pick<ChangeReply, "field" | "what" | "before" | "after">> {
  if (setting === null) return { field: null, what: null, before: null, after: null };
  if (setting === "action") return { field: setting, what: saidWith("Action"), before: titleOf(String(before)), after: titleOf(String(after)) };
  if (setting === "branches") return { field: setting, what: saidWith("Order of the branches"), before: (before as string[]).join(", "), after: (after as string[]).join(", ") };
  const sides = [compared.before, compared.after].map(({ steps }) => allSteps(steps).find(({ id }) => id === step.id) ?? step);
  const records = { objectType: compared.after.objectType, propertiesOf: (type: Parameters<ServerParts["properties"]>[1]) => parts.properties(workspaceId, type) };
  const [old, fresh] = await Promise.all(sides.map(async (side) => (await stepReply(parts.store, workspaceId, side, records, [])).form.find(({ name }) => name === setting)));
  const inWords = (field: typeof old, value: unknown) => (value === null || value === undefined ? null : field === undefined ? JSON.stringify(value) : valueInWords(field, value) || null);
  return { field: setting, what: (fresh ?? old)?.label ?? setting, before: inWords(old, before), after: inWords(fresh, after) };
}
