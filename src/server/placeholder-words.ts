/** Texts with placeholders as a person reads them: named as the pickers name them. */
import { outputsBefore, stepsBefore } from "#actions/placeholders.ts";
import { placeholdersIn, placeholdersReplaced } from "#actions/template.ts";
import { stepActionOf } from "#actions/index.ts";
import type { ObjectType } from "#domain/record.ts";
import type { WorkflowDefinition, WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import type { ServerParts } from "./context.ts";
import { said, saidWith } from "./language.ts";
import type { PropertyLabels } from "./trigger-words.ts";

const usual = {
  "record.name": "Name of the record",
  "record.url": "Link to the record",
  "record.id": "Id of the record",
  "contact.name": "Name of the contact",
  "company.name": "Name of the company",
  "owner.name": "Owner of the record",
  "owner.email": "E-mail of the owner of the record",
  "contact.owner.name": "Owner of the contact",
  "contact.owner.email": "E-mail of the owner of the contact",
  today: "Today",
} as const;

/** Says the texts of one step. */
export type TextsInWords = (step: WorkflowStep, text: string) => string;

/** How the definition's texts are said; labels are read of those types only that its placeholders name. */
export async function textsInWords(definition: WorkflowDefinition, labelsOf: (type: ObjectType) => ReturnType<ServerParts["properties"]>): Promise<TextsInWords> {
  const used = placeholdersIn(JSON.stringify(allSteps(definition.steps).map(({ settings }) => settings)));
  const types = used.length === 0 ? [] : [definition.objectType, ...(["contact", "company"] as const).filter((type) => used.some((name) => name.startsWith(`${type}.`)))];
  const labels: PropertyLabels = Object.fromEntries(await Promise.all(types.map(async (type) => [type, await labelsOf(type)] as const)));
  return (step, text) => placeholdersReplaced(text, (name) => `[${wordsOf(name, definition, step.id, labels) ?? name}]`);
}

/** Undefined = nobody knows what it stands for. */
function wordsOf(name: string, { steps, objectType }: WorkflowDefinition, stepId: string, labels: PropertyLabels): string | undefined {
  const always = usual[name as keyof typeof usual];
  if (always !== undefined) return saidWith(always);
  if (name.startsWith("steps.")) return outputInWords(name, steps, stepId);
  const [, of, property = ""] = /^(record|contact|company)\.(.+)$/.exec(name) ?? [undefined, "record", name];
  const label = labels[of === "contact" || of === "company" ? of : objectType]?.find((one) => one.name === property)?.label;
  if (label === undefined || of === "record") return label;
  return saidWith(of === "contact" ? "{property} of the contact" : "{property} of the company", { property: label });
}

/** A title that several steps before have does not say which one is meant; its number does. */
function outputInWords(name: string, steps: readonly WorkflowStep[], stepId: string): string | undefined {
  const before = outputsBefore(steps, stepId);
  const output = before.find(({ placeholder }) => placeholder === `{{${name}}}`);
  if (output === undefined) return undefined;
  const isAlone = stepsBefore(steps, stepId).filter(({ action }) => stepActionOf(action)?.title === output.stepTitle).length === 1;
  const number = allSteps(steps).findIndex(({ id }) => id === output.stepId) + 1;
  const title = said(output.stepTitle);
  return saidWith("{output} of {step}", { output: said(output.label), step: isAlone ? title : saidWith("Step {number}, {title}", { number, title }) });
}
