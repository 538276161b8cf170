/** Records that met a workflow's triggers while it was paused enter when it goes on. */
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { WaitingMatch } from "../../domain/ports/workflow-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";
import { keepEntries } from "./enroll.ts";
import { filterFacts } from "./filter-facts.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { groupsOfRules, keptOut } from "./staying-out.ts";
import { runNewEnrollments } from "../run/run-step.ts";

const matchesPerLook = 200;

/** Works through what waits for workflows that are on; what cannot be read now is tried again by the sweep. */
export async function enrollWaiting(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  while (!context.isStopping()) {
    const due = await context.store.dueMatches(workspaceId, matchesPerLook);
    if (due.length === 0) return;
    for (const group of Map.groupBy(due, (match) => `${match.workflowId} ${match.connectionId}`).values()) {
      const read = await enrollGroup(context, workspaceId, group);
      if (!read.ok) return;
    }
  }
}

/** Records that are gone, kept out or on their way already are taken off the list with the others. */
async function enrollGroup(context: EngineContext, workspaceId: WorkspaceId, group: readonly WaitingMatch[]): Promise<Result<null, Failure>> {
  const { workflowId, connectionId, objectType } = group[0] as WaitingMatch;
  const [workflow, connection, rules] = await Promise.all([context.store.workflow(workspaceId, workflowId), context.store.connection(connectionId), context.store.runRules([workflowId])]);
  const ids = group.map((match) => match.recordId);
  const settled = { workflowId, recordIds: ids };
  const rule = rules.get(workflowId);
  if (workflow === undefined || rule === undefined || connection?.role !== "crm") {
    await forget(context, connectionId, settled);
    return { ok: true, value: null };
  }
  const readAt = context.clock.now();
  const read = await (await context.crm(connectionId)).readRecords(objectType, ids);
  if (!read.ok) return read;
  const asking = { timeZone: connection.account.timeZone, now: context.clock.now() };
  const pasts = await pastsOf(context, connectionId, workflowId, read.value);
  const facts = await filterFacts(context, connectionId, objectType, read.value, groupsOfRules(rule));
  if (!facts.ok) return facts;
  const mayEnter = (record: CrmRecord): boolean => pasts.get(record.id)?.isActive !== true && keptOut(rule, record, facts.value.get(record.id) ?? record, asking) === null;
  const entries = read.value.filter(mayEnter).map((record) => ({ workflow, record, occurrence: (pasts.get(record.id)?.occurrences ?? 0) + 1 }));
  const kept = await keepEntries(context, connection, read.value, entries, "trigger", [], { settledMatches: settled });
  await runNewEnrollments(context, kept, { records: read.value, readAt });
  return { ok: true, value: null };
}

async function forget(context: EngineContext, connectionId: ConnectionId, settledMatches: { workflowId: WorkflowId; recordIds: string[] }): Promise<void> {
  await context.store.recordIntake({ connectionId, records: [], enrollments: [], settledEventIds: [], settledMatches, now: context.clock.now() });
}
