/** What a workflow would do with many records: planned on the mirror alone, so that not one call to the books is made. */
import pLimit from "p-limit";
import type { CrmConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { CrmRecord, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { crmConnections, findRecords } from "../connections/crm-connections.ts";
import type { BatchPlan, BatchWish, DryRunOutcome, TriedState } from "../engine.ts";
import { filterFacts } from "../enroll/filter-facts.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { meeting } from "../enroll/match-now.ts";
import { meetingQuery, newestFirst } from "../enroll/matching.ts";
import { planPath, workflowAs } from "./plan-path.ts";
import { planOnMirror } from "../run/plan-step.ts";

/** Records planned at the same time: each asks the store a few times. */
const atOnce = 4;

/** Plans the way through the workflow for each record as it is in the CRM now. Writes nothing. */
export async function planMany(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, wish: BatchWish, of: TriedState = "published"): Promise<Result<BatchPlan, Failure[]>> {
  const kept = await context.store.workflow(workspaceId, workflowId);
  const workflow = kept && workflowAs(kept, of);
  if (!workflow) return err([{ code: "crm-disconnected", crmName: "the CRM" }]);
  const ids = "recordIds" in wish ? [...new Set(wish.recordIds)] : (await newestMatching(context, workflow, wish.last)).map((record) => record.id);
  const found = await findRecords(context, workspaceId, workflow.definition.objectType, ids);
  if (!found.ok) return err([found.error]);
  const runs = new Map<string, DryRunOutcome>();
  for (const { connection, records } of found.value) {
    const pasts = await pastsOf(context, connection.id, workflowId, records);
    const subjects = await (await context.crm(connection.id)).readSubjects(records);
    if (!subjects.ok) return err([subjects.error]);
    const facts = await filterFacts(context, connection.id, workflow.definition.objectType, records, workflow.definition.triggerGroups);
    if (!facts.ok) return err([facts.error]);
    const limit = pLimit(atOnce);
    const planned = subjects.value.map((subject) => limit(() => planOne(context, workflow, connection, subject, facts.value.get(subject.record.id) ?? subject.record, pasts.get(subject.record.id)?.occurrences ?? 0)));
    for (const run of await Promise.all(planned)) runs.set(run.record.id, run);
  }
  return ok({ runs: ids.flatMap((id) => runs.get(id) ?? []), missing: ids.filter((id) => !runs.has(id)) });
}

async function planOne(context: EngineContext, workflow: Workflow, connection: CrmConnection, subject: Subject, facts: TriggerFacts, enrolledBefore: number): Promise<DryRunOutcome> {
  const { record } = subject;
  const steps = await planPath(context, workflow, { connection, subject, enrolledBefore }, planOnMirror);
  return { record, verdict: matchTriggers(workflow.definition.triggerGroups, facts, { timeZone: connection.account.timeZone, now: context.clock.now() }), enrolledBefore, steps };
}

/** The records that meet the triggers as last stored, the last changed first. */
async function newestMatching(context: EngineContext, workflow: Workflow, count: number): Promise<CrmRecord[]> {
  const connections = await crmConnections(context, workflow.workspaceId);
  const found = await Promise.all(connections.map((connection) => meeting(context, connection, meetingQuery(context, workflow, connection), count)));
  return found.flatMap(({ records }) => records).sort(newestFirst).slice(0, count);
}
