/** Every filter group that a workflow's definition holds. */
import type { FilterGroup } from "./trigger.ts";
import type { WorkflowDefinition } from "./workflow.ts";
import { allSteps } from "./workflow-path.ts";

/** Those of its triggers, of leaving and suppression, and of its branches. */
export function everyGroup({ triggerGroups, unenrollGroups, suppressionGroups, steps }: WorkflowDefinition): FilterGroup[] {
  const branched = allSteps(steps).flatMap((step) => (step.branches ?? []).flatMap((branch) => branch.filterGroups ?? []));
  return [...triggerGroups, ...unenrollGroups, ...suppressionGroups, ...branched];
}
