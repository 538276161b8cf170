/**
 * Existing records enter a workflow in the background, page by page. How far it is stands in the store, so a crash loses
 * nothing and enrolls nobody twice; live events come first, and no more is under way than the books can take.
 */
import { later } from "../../domain/dates.ts";
import type { CrmConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { PastOfRecord } from "../../domain/ports/enrollment-store.ts";
import type { Backfill } from "../../domain/ports/trigger-store.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { crmConnections } from "../connections/crm-connections.ts";
import { pollEnding } from "../connections/crm-life.ts";
import { keepEntries } from "./enroll.ts";
import { factsAreKept } from "./fact-loads.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { matchQuery } from "./matching.ts";
import { heldWorkflows } from "./outdated-filters.ts";
import { runNewEnrollments } from "../run/run-step.ts";

/** Keys with this ending ask for a page of a workspace's backfills. */
export const backfillEnding = "/backfill";

const recordsPerPage = 100;
/** Of the workflow at once: beyond that, live records of the same workflow would wait behind the old ones. */
const mostUnderWay = 300;
const pauseMs = 2_000;
const leaseMs = 60_000;

/** Begins to enroll the records that meet the workflow's triggers now, at most `cap` of them; or goes on with the one that runs. */
export async function startBackfill(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, cap: number | null): Promise<Result<Backfill, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return err([{ code: "not-possible-now", asked: "enrolled", enrollmentState: "gone" }]);
  const started = await context.store.startBackfill({ id: context.clock.newId(), workspaceId, workflowId, cap, startedAt: context.clock.now() });
  await context.queue.signal("run", workspaceId + backfillEnding);
  // A look at the CRM also reads what the triggers ask beyond properties, which the first page waits for.
  for (const connection of await crmConnections(context, workspaceId)) {
    if (!(await knowsFacts(context, connection, workflow))) await context.queue.signal("receive", connection.id + pollEnding);
  }
  return ok(started);
}

/** Takes pages until nothing is due: all done, or it is time for others. */
export async function drainBackfills(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  while (!context.isStopping()) {
    const backfill = await context.store.claimBackfill(workspaceId, context.clock.now(), leaseMs);
    if (backfill === undefined) return;
    await takePage(context, backfill);
  }
}

/** One CRM after the other, each by record id. */
async function takePage(context: EngineContext, backfill: Backfill): Promise<void> {
  const { id, cap, enrolled, workspaceId, workflowId, connectionId } = backfill;
  const workflow = await context.store.workflow(workspaceId, workflowId);
  const connections = await crmConnections(context, workspaceId);
  const at = Math.max(0, connections.findIndex((one) => one.id === connectionId));
  const connection = connections[at];
  const now = context.clock.now();
  if (workflow === undefined || workflow.state === "off" || connection === undefined) return context.store.stopBackfill(workflowId, now);
  const mayGoOn = workflow.state === "on" && !(await heldWorkflows(context, connection)).has(workflowId) && (await knowsFacts(context, connection, workflow)) && !(await isCrowded(context, workflowId, connection.id));
  if (!mayGoOn) return context.store.putOffBackfill(id, later(now, pauseMs));
  const limit = cap === null ? recordsPerPage : Math.min(recordsPerPage, cap - enrolled);
  const after = connection.id === connectionId ? (backfill.position ?? undefined) : undefined;
  const records = await context.store.recordsMatching(matchQuery(context, workflow, connection), { limit, after, order: "id" });
  const next = records.length < limit ? connections[at + 1] : connection;
  const position = next === connection ? (records.at(-1)?.id ?? null) : null;
  const page = { id, connectionId: (next ?? connection).id, after: backfill.position, position, isLastPage: next === undefined };
  const pasts = await pastsOf(context, connection.id, workflowId, records);
  const entering = records.filter((record) => !wentThrough(pasts.get(record.id)));
  const kept = await keepEntries(context, connection, [], entering.map((record) => ({ workflow, record, occurrence: 1 })), "turn-on", [], { backfill: page });
  await runNewEnrollments(context, kept, null);
}

/** The query leaves out the records that went through themselves; a record that was merged into one of these may have, too. */
function wentThrough(past: PastOfRecord | undefined): boolean {
  return past !== undefined && (past.isActive || past.occurrences > past.left);
}

/** Whether the store can say who meets the triggers: before that, nobody enters by what is merely not known. */
function knowsFacts(context: EngineContext, connection: CrmConnection, { definition }: Pick<Workflow, "definition">): Promise<boolean> {
  const { objectType, triggerGroups, suppressionGroups, unenrollGroups } = definition;
  return factsAreKept(context, connection, objectType, [...triggerGroups, ...suppressionGroups, ...unenrollGroups]);
}

/** Live events are waiting, or enough is under way. */
async function isCrowded({ store, clock }: EngineContext, workflowId: WorkflowId, connectionId: ConnectionId): Promise<boolean> {
  const events = await store.pendingEvents(connectionId, 1, clock.now());
  return events.length > 0 || (await store.enrollmentsUnderWay(workflowId, mostUnderWay)) >= mostUnderWay;
}
