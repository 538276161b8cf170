/** A whole workflow in words: labels instead of ids, wherever they can be looked up. */
import { stepActionOf } from "#actions/index.ts";
import type { FormFieldReply } from "#api/form.ts";
import type { StepReply } from "#api/workflow.ts";
import type { StepInWords, WorkflowInWords } from "#api/workflow-life.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { PropertyDefinition } from "#domain/record.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import type { Branch, WorkflowCaps, WorkflowDefinition, WorkflowObjectType, WorkflowStep } from "#domain/workflow.ts";
import { everyGroup } from "#domain/workflow-groups.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { awaitedInWords } from "./awaited-documents.ts";
import type { ServerParts } from "./context.ts";
import { stepReply } from "./forms.ts";
import { said, saidWith } from "./language.ts";
import { textsInWords, type TextsInWords } from "./placeholder-words.ts";
import { labelsFor, type PropertyLabels, triggersInWords } from "./trigger-words.ts";

/** The definition as a person reads it. */
export async function workflowInWords(parts: ServerParts, workspaceId: WorkspaceId, definition: WorkflowDefinition): Promise<WorkflowInWords> {
  const propertiesOf = (type: Parameters<ServerParts["properties"]>[1]) => parts.properties(workspaceId, type);
  const words = wordsFor(definition.objectType, await labelsFor(parts.properties, workspaceId, definition.objectType, everyGroup(definition)));
  const texts = await textsInWords(definition, propertiesOf);
  const replies = await Promise.all(allSteps(definition.steps).map((step) => stepReply(parts.store, workspaceId, step, { objectType: definition.objectType, propertiesOf }, [])));
  return {
    objectType: definition.objectType,
    triggers: words.groups(definition.triggerGroups),
    events: definition.triggerEvents.map((event) => eventInWords(event, words.properties)),
    rules: rulesInWords(definition, words),
    steps: stepsInWords(definition.steps, new Map(replies.map((reply) => [reply.id, reply])), words, texts),
  };
}

/** Groups of filters in words. */
export interface Words {
  properties: readonly PropertyDefinition[];
  groups(groups: readonly FilterGroup[]): string[][];
  /** In one sentence. */
  either(groups: readonly FilterGroup[]): string;
}

/** The words for what either of two definitions says. */
export async function wordsOfBoth(parts: ServerParts, workspaceId: WorkspaceId, one: WorkflowDefinition, other: WorkflowDefinition): Promise<Words> {
  return wordsFor(one.objectType, await labelsFor(parts.properties, workspaceId, one.objectType, [...everyGroup(one), ...everyGroup(other)]));
}

function wordsFor(objectType: WorkflowObjectType, labels: PropertyLabels): Words {
  const groups = (some: readonly FilterGroup[]) => triggersInWords(some, objectType, labels);
  return { properties: labels[objectType] ?? [], groups, either: (some) => groups(some).map((group) => group.join(` ${said("and")} `)).join(`, ${said("or")} `) };
}

/** An event in words, for example `Deal stage changed to Closed won`. */
export function eventInWords(event: TriggerEvent, properties: readonly PropertyDefinition[]): string {
  switch (event.event) {
    case "created":
      return saidWith("The record is created");
    case "property-changed":
      return changeInWords(event, properties);
    case "quote-signed":
      return saidWith("The quote is signed");
    case "payment-succeeded":
      return saidWith("The payment succeeds");
    case "refunded":
      return saidWith("The payment is refunded, whole or in part");
    case "document-status":
      return saidWith("{document} comes to: {statuses}", awaitedInWords(event));
  }
}

/** A changed property, by its label and those of its options. */
export function changeInWords({ property: name, values: wanted = [] }: Extract<TriggerEvent, { event: "property-changed" }>, properties: readonly PropertyDefinition[]): string {
  const property = properties.find((one) => one.name === name);
  const values = wanted.map((value) => property?.options.find((option) => option.value === value)?.label ?? value);
  const label = property?.label ?? name;
  return values.length > 0 ? saidWith("{property} changes to {values}", { property: label, values: values.join(` ${said("or")} `) }) : saidWith("{property} changes", { property: label });
}

function rulesInWords(definition: WorkflowDefinition, { either }: Words): string[] {
  const { allowsReenrollment, billsAgain, unenrollGroups, suppressionGroups, suppressedRecordIds, caps } = definition;
  return [
    saidWith(allowsReenrollment ? "A record enters again each time it starts to meet the triggers." : "A record goes through once."),
    ...(allowsReenrollment && billsAgain ? [saidWith("A record that enters again is billed again, although it has a document of the same step.")] : []),
    ...(unenrollGroups.length > 0 ? [saidWith("A record leaves when {when}.", { when: either(unenrollGroups) })] : []),
    ...(suppressionGroups.length > 0 ? [saidWith("A record never enters when {when}.", { when: either(suppressionGroups) })] : []),
    ...(suppressedRecordIds.length > 0 ? [saidWith("These records never enter: {records}.", { records: suppressedRecordIds.join(", ") })] : []),
    ...capsInWords(caps),
  ];
}

function capsInWords({ documentsPerHour, amountPerDocument, newCustomersPerDay }: WorkflowCaps): string[] {
  return [
    ...(documentsPerHour === null ? [] : [saidWith("It pauses before it makes more than {count} documents in an hour.", { count: documentsPerHour })]),
    ...(amountPerDocument === null ? [] : [saidWith("It pauses before a document of more than {amount}.", { amount: `${amountPerDocument.amount} ${amountPerDocument.currency}` })]),
    ...(newCustomersPerDay === null ? [] : [saidWith("It pauses before it creates more than {count} customers in a day.", { count: newCustomersPerDay })]),
  ];
}

function stepsInWords(steps: readonly WorkflowStep[], replies: ReadonlyMap<string, StepReply>, words: Words, texts: TextsInWords): StepInWords[] {
  return steps.map((step) => {
    const reply = replies.get(step.id);
    return {
      id: step.id,
      title: said(stepActionOf(step.action)?.title ?? step.action),
      settings: reply === undefined ? [] : settingsInWords(reply.form, reply.settings).map(({ label, value }) => ({ label, value: texts(step, value) })),
      branches: (step.branches ?? []).map((branch) => ({ name: branch.name, when: whenInWords(branch, words, step.settings["by"] === "text" ? null : step.settings["property"]), steps: stepsInWords(branch.steps, replies, words, texts) })),
    };
  });
}

/** When a branch is taken; "" = nothing was chosen yet. `property` = the one whose value leads the way. */
export function whenInWords({ filterGroups, values }: Omit<Branch, "steps">, { either, properties }: Words, property: unknown = null): string {
  if (filterGroups !== undefined) return either(filterGroups);
  if (values === undefined) return saidWith("no other branch fits");
  const options = properties.find(({ name }) => name === property)?.options ?? [];
  return values.map((value) => (value === "" ? saidWith("no value") : (options.find((option) => option.value === value)?.label ?? value))).join(` ${said("or")} `);
}

/** What is set, by the form's labels; what was left at its usual value in the folded part is not told. */
export function settingsInWords(form: readonly FormFieldReply[], settings: Readonly<Record<string, unknown>>): { label: string; value: string }[] {
  return form.flatMap((field) => {
    if (!isShown(field, settings)) return [];
    const value = settings[field.name];
    if (field.section === "advanced" && JSON.stringify(value) === JSON.stringify(field.usual)) return [];
    const words = valueInWords(field, value);
    return words === "" ? [] : [{ label: field.label, value: words }];
  });
}

function isShown({ shownWhen }: Pick<FormFieldReply, "shownWhen">, settings: Readonly<Record<string, unknown>>): boolean {
  return shownWhen === null || shownWhen.equals.includes(String(settings[shownWhen.field]));
}

/** A setting's value in words; "" = nothing is set. */
export function valueInWords(field: FormFieldReply, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return labelOf(field.options, value);
  if (field.columns.length === 0) return value.map((one: unknown) => labelOf(field.options, one)).join(", ");
  return value.map((row: unknown) => rowInWords(field.columns, row)).join("; ");
}

function rowInWords(columns: FormFieldReply["columns"], row: unknown): string {
  const cells = row as Readonly<Record<string, unknown>>;
  return columns.flatMap((column) => (cells[column.name] == null ? [] : [`${column.label}: ${labelOf(column.options, cells[column.name])}`])).join(", ");
}

/** What follows a colon in a choice's label explains the choice. */
function labelOf(options: FormFieldReply["options"], value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return options.find((option) => option.value === text)?.label ?? text;
}
