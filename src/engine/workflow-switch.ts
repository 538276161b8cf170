/** Turning workflows on. */
import type { Failure } from "../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../domain/ids.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { startBackfill } from "./backfill.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "./context.ts";
import { matchingRecords } from "./matching.ts";

/** Turns it on; refused while a check finds something. Returns how many existing records will be enrolled, in the background. */
export async function turnOn(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, enrollExisting: boolean): Promise<Result<number, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return err([{ code: "not-possible-now", asked: "turned on", enrollmentState: "gone" }]);
  if (workflow.version === 0) return err([{ code: "not-published", workflow: workflow.name }]);
  const findings = await checkWorkflow(context, workspaceId, workflow.definition);
  if (findings.length > 0) return err(findings.map((finding) => finding.failure));
  await context.store.setWorkflowState(workflowId, "on", context.clock.now());
  if (!enrollExisting) return ok(0);
  const { count } = await matchingRecords(context, workspaceId, workflowId);
  const started = await startBackfill(context, workspaceId, workflowId, null);
  return started.ok ? ok(count) : started;
}
