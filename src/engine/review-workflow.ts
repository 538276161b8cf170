/** The review of a workflow before it is published: the facts are gathered here, what they mean is decided in `actions/review`. */
import { reviewDefinition } from "../actions/review/review.ts";
import type { Finding } from "../domain/finding.ts";
import type { WorkspaceId } from "../domain/ids.ts";
import type { WorkflowDefinition } from "../domain/workflow.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "./context.ts";

/** Every finding, in the order of the workflow. */
export async function reviewWorkflow(context: EngineContext, workspaceId: WorkspaceId, definition: WorkflowDefinition): Promise<Finding[]> {
  return reviewDefinition(definition, { settingFailures: await checkWorkflow(context, workspaceId, definition) });
}
