/** Why a record is or is not in a workflow: each filter with its value, what else keeps it out, and what would happen now. */
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";
import { dryRun } from "./dry-run.ts";
import type { Explained } from "../engine.ts";
import { byHandGroups, whyNotByHand } from "../enroll/enroll-many.ts";
import { withLabels } from "../enroll/filter-labels.ts";
import { filterFacts } from "../enroll/filter-facts.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { heldWorkflows } from "../enroll/outdated-filters.ts";
import { findTarget } from "../requests.ts";

/** Explains the record as it is in the CRM now. Writes nothing in the CRM or the books. */
export async function explainRecord(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string): Promise<Result<Explained, Failure[]>> {
  const target = await findTarget(context, workspaceId, workflowId, recordId);
  if (!target.ok) return target;
  const { workflow, record, connection } = target.value;
  const run = await dryRun(context, workspaceId, workflowId, recordId);
  if (!run.ok) return run;
  const [pasts, rules, [last]] = await Promise.all([
    pastsOf(context, connection.id, workflowId, [record]),
    context.store.runRules([workflowId]),
    context.store.enrollments(workspaceId, { workflowId, recordId }, { limit: 1 }),
  ]);
  const asking = { timeZone: connection.account.timeZone, now: context.clock.now() };
  const facts = await filterFacts(context, connection.id, record.objectType, [record], byHandGroups(rules.get(workflowId)));
  if (!facts.ok) return err([facts.error]);
  const because = await withLabels(context, connection.id, record.objectType, whyNotByHand(workflow, record, facts.value.get(record.id) ?? record, pasts.get(record.id), rules.get(workflowId), asking));
  const outdated = (await heldWorkflows(context, connection)).get(workflowId) ?? null;
  return ok({ run: run.value, workflow, keptOutBy: because ?? outdated, lastEnrollment: last ?? null });
}
