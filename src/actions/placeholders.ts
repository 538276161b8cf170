/** What the texts of a step may use of steps before it. */
import type { StepOutput } from "../domain/step.ts";
import type { WorkflowStep } from "../domain/workflow.ts";
import { allSteps } from "../domain/workflow-path.ts";
import { outputsOf } from "./catalog.ts";
import { stepActionOf } from "./index.ts";

/** The steps that may have run when a record comes to the step, in order; those on branches that it does not come by are left out. */
export function stepsBefore(steps: readonly WorkflowStep[], id: string): WorkflowStep[] {
  return search(steps, id) ?? [];
}

/** Undefined = the step is not among these or in their branches. */
function search(steps: readonly WorkflowStep[], id: string): WorkflowStep[] | undefined {
  for (const [index, step] of steps.entries()) {
    const before = allSteps(steps.slice(0, index));
    if (step.id === id) return before;
    for (const branch of step.branches ?? []) {
      const inside = search(branch.steps, id);
      if (inside !== undefined) return [...before, step, ...inside];
    }
  }
  return undefined;
}

/** An output of an earlier step, with the placeholder that stands for it. */
export interface EarlierOutput extends StepOutput {
  stepId: string;
  stepTitle: string;
  /** For example `{{steps.inv.number}}`. */
  placeholder: string;
}

/** The outputs of the steps before it. */
export function outputsBefore(steps: readonly WorkflowStep[], id: string): EarlierOutput[] {
  return stepsBefore(steps, id).flatMap((step) => {
    const action = stepActionOf(step.action);
    return action === undefined ? [] : outputsOf(action).map(({ name, label }) => ({ name, label, stepId: step.id, stepTitle: action.title, placeholder: `{{steps.${step.id}.${name}}}` }));
  });
}
