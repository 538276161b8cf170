/** Checks of what settings refer to: placeholders in texts, and properties that were chosen. */
import type { Finding, PlaceholderProblem } from "../../domain/finding.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { allSteps, stepOfId } from "../../domain/workflow-path.ts";
import { outputsOf } from "../catalog.ts";
import type { FormField } from "../form.ts";
import { stepActionOf } from "../index.ts";
import { stepsBefore } from "../placeholders.ts";
import { ownerPlaceholder, placeholdersIn } from "../template.ts";
import { ofStep, type ReviewFacts } from "./facts.ts";

/** Placeholders that nothing stands for. */
export function badPlaceholders(definition: WorkflowDefinition, facts: Pick<ReviewFacts, "properties">): Finding[] {
  return allSteps(definition.steps).flatMap((step) =>
    templatesOf(step).flatMap(({ field, text }) =>
      placeholdersIn(text).flatMap((name) => {
        const because = problemOf(definition, step, name, facts);
        return because === null ? [] : [ofStep("error", `placeholder:${name}`, step.id, field.name, { code: "placeholder-unusable", label: field.label, placeholder: name, because })];
      }),
    ),
  );
}

function templatesOf({ action, settings }: WorkflowStep): { field: FormField; text: string }[] {
  return (stepActionOf(action)?.form ?? []).flatMap((field) => {
    const text = settings[field.name];
    return field.kind === "text" && typeof text === "string" && text.includes("{{") && isShown(field, action, settings) ? [{ field, text }] : [];
  });
}

function isShown({ shownWhen }: FormField, action: string, settings: Readonly<Record<string, unknown>>): boolean {
  if (shownWhen === undefined) return true;
  return [shownWhen.equals].flat().includes(String({ ...stepActionOf(action)?.usual, ...settings }[shownWhen.field]));
}

function problemOf({ objectType, steps }: WorkflowDefinition, step: WorkflowStep, name: string, { properties }: Pick<ReviewFacts, "properties">): PlaceholderProblem | null {
  if (name === "today" || ownerPlaceholder.test(name)) return null;
  const [, stepId, output = ""] = /^steps\.([a-z0-9]{1,6})\.(.+)$/.exec(name) ?? [];
  if (stepId !== undefined) return outputProblem(steps, step, stepId, output);
  const [, of, property = name] = /^(record|contact|company)\.(.+)$/.exec(name) ?? [];
  if (property === "name" || (of === "record" && ["id", "url"].includes(property))) return null;
  const type: ObjectType = of === "contact" || of === "company" ? of : objectType;
  const known = properties.get(type);
  return known === undefined || known.some((one) => one.name === property) ? null : { is: "property-unknown", property, objectType: type };
}

function outputProblem(steps: readonly WorkflowStep[], step: WorkflowStep, stepId: string, output: string): PlaceholderProblem | null {
  const source = stepOfId(steps, stepId);
  if (source === undefined) return { is: "step-unknown", stepId };
  if (!stepsBefore(steps, step.id).some(({ id }) => id === stepId)) return { is: "step-later", stepId };
  const action = stepActionOf(source.action);
  const outputs = action === undefined ? [] : outputsOf(action);
  return outputs.length === 0 || outputs.some((one) => one.name === output) ? null : { is: "output-unknown", stepId, output };
}

/** Properties that a step reads or writes and that the CRM does not have (any more). */
export function goneProperties({ objectType, steps }: WorkflowDefinition, { properties }: Pick<ReviewFacts, "properties">): Finding[] {
  return allSteps(steps).flatMap((step) =>
    (stepActionOf(step.action)?.form ?? []).flatMap((field) => {
      const value = step.settings[field.name];
      if (field.kind !== "property" || typeof value !== "string" || value === "" || !isShown(field, step.action, step.settings)) return [];
      const type = field.objectType ?? objectType;
      const known = properties.get(type);
      if (known === undefined || known.some(({ name }) => name === value)) return [];
      return [ofStep("error", "unknown-property", step.id, field.name, { code: "property-unknown", use: "setting", property: value, objectType: type })];
    }),
  );
}
