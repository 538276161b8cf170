/** Which document follows a step. */
import type { WorkflowDefinition, WorkflowStep } from "../domain/workflow.ts";
import { endAction, stepAfter, stepOfId } from "../domain/workflow-path.ts";
import { flowActionOf } from "./index.ts";

/** The document step that follows with no branch and no end between. */
export function nextDocumentStep({ steps }: Pick<WorkflowDefinition, "steps">, stepId: string): WorkflowStep | undefined {
  let next = stepOfId(steps, stepAfter(steps, stepId));
  while (next !== undefined && flowActionOf(next.action) !== undefined) {
    if (next.branches !== undefined || next.action === endAction) return undefined;
    next = stepOfId(steps, stepAfter(steps, next.id));
  }
  return next;
}
