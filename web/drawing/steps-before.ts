/** Which steps a record has gone through before it comes to one, whatever way it came. */
import type { WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";

/** The steps that may have run before: those above in its own lane and in the lanes around it, with everything in their branches. */
export function stepsBefore(steps: readonly WorkflowStep[], id: string): WorkflowStep[] {
  return search(steps, id) ?? [];
}

/** Undefined = the step is not among these. */
function search(steps: readonly WorkflowStep[], id: string): WorkflowStep[] | undefined {
  const before: WorkflowStep[] = [];
  for (const step of steps) {
    if (step.id === id) return before;
    for (const branch of step.branches ?? []) {
      const inside = search(branch.steps, id);
      if (inside !== undefined) return [...before, step, ...inside];
    }
    before.push(...allSteps([step]));
  }
  return undefined;
}
