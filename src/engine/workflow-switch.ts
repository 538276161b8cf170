/** Turning workflows on and off, and the records that already meet the triggers. */
import type { Failure } from "../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../domain/ids.ts";
import type { CrmConnection } from "../domain/connection.ts";
import type { CrmRecord } from "../domain/record.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { matchTriggers } from "../domain/trigger/match.ts";
import type { Workflow } from "../domain/workflow.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "./context.ts";
import { crmConnections } from "./crm-connections.ts";
import { keepEntries } from "./enroll.ts";
import { runNewEnrollments } from "./run-step.ts";

const recordsPerPage = 500;
const sampleSize = 5;

/** Turns it on; refused while a check finds something. Returns how many existing records were enrolled. */
export async function turnOn(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, enrollExisting: boolean): Promise<Result<number, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return err([{ code: "not-possible-now", asked: "turned on", enrollmentState: "gone" }]);
  if (workflow.version === 0) return err([{ code: "not-published", workflow: workflow.name }]);
  const findings = await checkWorkflow(context, workspaceId, workflow.definition);
  if (findings.length > 0) return err(findings.map((finding) => finding.failure));
  await context.store.setWorkflowState(workflowId, "on", context.clock.now());
  return ok(enrollExisting ? await enrollMatching(context, workflow) : 0);
}

async function enrollMatching(context: EngineContext, workflow: Workflow): Promise<number> {
  let enrolled = 0;
  for (const connection of await crmConnections(context, workflow.workspaceId)) {
    for await (const records of matchingPages(context, workflow, connection)) {
      const entries = records.map((record) => ({ workflow, record, occurrence: 1 }));
      const kept = await keepEntries(context, connection, [], entries, "turn-on", []);
      enrolled += kept.length;
      await runNewEnrollments(context, kept, []);
    }
  }
  return enrolled;
}

/** The records that meet the triggers as last stored and never went through the workflow. */
export async function matchingRecords(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId): Promise<{ count: number; sample: CrmRecord[] }> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return { count: 0, sample: [] };
  const all: CrmRecord[] = [];
  for (const connection of await crmConnections(context, workspaceId)) {
    for await (const records of matchingPages(context, workflow, connection)) all.push(...records);
  }
  return { count: all.length, sample: all.slice(0, sampleSize) };
}

async function* matchingPages(context: EngineContext, workflow: Workflow, connection: CrmConnection): AsyncGenerator<CrmRecord[]> {
  const { objectType, triggerGroups } = workflow.definition;
  let after: string | undefined;
  for (;;) {
    const page = await context.store.recordsOfType(connection.id, objectType, { limit: recordsPerPage, after });
    const matching = page.filter((record) => matchTriggers(triggerGroups, record, { timeZone: connection.account.timeZone, now: context.clock.now() }).matched);
    const pasts = await context.store.enrollmentPasts(workflow.id, matching.map((record) => record.id));
    const fresh = matching.filter((record) => !pasts.has(record.id));
    if (fresh.length > 0) yield fresh;
    after = page.at(-1)?.id;
    if (page.length < recordsPerPage || after === undefined) return;
  }
}
