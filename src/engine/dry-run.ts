/** The flow up to and including the plan, with nothing written: for "what would happen to this record?" */
import type { Failure } from "../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../domain/ids.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { matchTriggers } from "../domain/trigger/match.ts";
import type { EngineContext } from "./context.ts";
import type { DryRunOutcome, TriedState } from "./engine.ts";
import { planPath, workflowAs } from "./plan-path.ts";
import { planStep } from "./plan-step.ts";
import { findTarget } from "./requests.ts";

/** Plans the way through the workflow for the record as it is in the CRM now. */
export async function dryRun(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string, of: TriedState = "published"): Promise<Result<DryRunOutcome, Failure[]>> {
  const target = await findTarget(context, workspaceId, workflowId, recordId);
  if (!target.ok) return target;
  const { connection, record } = target.value;
  const workflow = workflowAs(target.value.workflow, of);
  const subjects = await (await context.crm(connection.id)).readSubjects([record]);
  if (!subjects.ok) return err([subjects.error]);
  const [subject] = subjects.value;
  if (!subject) return err([{ code: "record-not-found", objectType: record.objectType, recordId }]);
  const steps = await planPath(context, workflow, connection, subject, planStep);
  const past = (await context.store.enrollmentPasts(workflowId, [recordId])).get(recordId);
  const verdict = matchTriggers(workflow.definition.triggerGroups, record, { timeZone: connection.account.timeZone, now: context.clock.now() });
  return ok({ record, verdict, enrolledBefore: past?.occurrences ?? 0, steps });
}
