/**
 * Records that start to meet relative date filters merely because time passed enter, too. Every few minutes SQL finds those that
 * meet a workflow's triggers now and did not at the last look; they enter by the same rules as by an event. How far a look is
 * stands in the store with what it enrolled, so a crash loses nothing and enrolls nobody twice; live events come first.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import { type Instant, later } from "../../domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { TimeLook } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { crmConnections } from "../connections/crm-connections.ts";
import { isPaused, keepEntries, waitingMatch } from "./enroll.ts";
import { findEntries } from "./entries.ts";
import type { Look } from "./match.ts";
import { heldWorkflows } from "./outdated-filters.ts";
import { runNewEnrollments } from "../run/run-step.ts";
import { hangsOnTime, indexOf, triggerIndexes } from "./trigger-index.ts";

/** Keys with this ending ask what the passing of time has changed for a workspace's workflows. */
export const timeEnding = "/time";

const recordsPerPage = 100;
/** A look rests at least so many times as long as it took: over many records it never takes more than a part of the database. */
const restPerLook = 20;

/** Works through the looks that are due, one page after the other. While live events wait, the rest waits for the next sweep. */
export async function lookAtTime(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  const connections = (await crmConnections(context, workspaceId)).filter(({ connectionState }) => connectionState !== "disconnected");
  const indexes = await triggerIndexes(context, workspaceId);
  const workflows = indexes.all.flatMap((index) => index.workflows);
  for (const connection of connections) {
    const looks = await context.store.timeLooks(connection.id);
    const held = await heldWorkflows(context, connection);
    const due = workflows.filter(({ id }) => (looks.get(id)?.dueAt ?? "") <= context.clock.now() && !held.has(id));
    await putOff(context, connection, looks, held);
    await passBy(context, connection, due.filter(({ definition }) => !hangsOnTime(definition)));
    for (const workflow of due.filter(({ definition }) => hangsOnTime(definition))) {
      if (!(await lookAround(context, connection, workflow, lookNow(context, workflow, looks.get(workflow.id))))) return;
    }
  }
}

/** Filters that ask for what is gone are asked later, from where the last look ended. */
async function putOff({ store, clock, timing }: EngineContext, connection: CrmConnection, looks: ReadonlyMap<WorkflowId, TimeLook>, held: ReadonlyMap<WorkflowId, unknown>): Promise<void> {
  const now = clock.now();
  for (const [id, look] of looks) if (held.has(id) && look.dueAt <= now) await store.saveTimeLook(connection.id, [id], { ...look, dueAt: later(now, timing.timeLookMs) });
}

/** Time changes nothing for these; should a later version hang on it, it begins here. */
async function passBy({ store, clock, timing }: EngineContext, connection: CrmConnection, workflows: readonly Workflow[]): Promise<void> {
  const now = clock.now();
  await store.saveTimeLook(connection.id, workflows.map(({ id }) => id), { lookedAt: now, askingAt: null, position: null, dueAt: later(now, timing.timeLookMs) });
}

/** A look under way, with the moment it asks about. */
type Asked = TimeLook & { askingAt: Instant };

function lookNow({ clock }: EngineContext, { turnedOnAt }: Workflow, last: TimeLook | undefined): Asked {
  const now = clock.now();
  const since = last ?? { lookedAt: turnedOnAt ?? now, askingAt: null, position: null };
  return { ...since, askingAt: since.askingAt ?? now, dueAt: now };
}

/** False = it was broken off. */
async function lookAround(context: EngineContext, connection: CrmConnection, workflow: Workflow, from: Asked): Promise<boolean> {
  const begun = Date.parse(context.clock.now());
  for (let look = from; ; ) {
    if (context.isStopping() || (await context.store.pendingEvents(connection.id, 1, context.clock.now())).length > 0) return false;
    const records = await startingRecords(context, connection, workflow, look);
    const isLast = records.length < recordsPerPage;
    const now = context.clock.now();
    const rest = Math.max(context.timing.timeLookMs, (Date.parse(now) - begun) * restPerLook);
    const next: Asked = { ...look, position: records.at(-1)?.id ?? look.position };
    const kept = isLast ? { lookedAt: look.askingAt, askingAt: null, position: null, dueAt: later(now, rest) } : next;
    await enrollPage(context, connection, workflow, records, { askingAt: look.askingAt, kept });
    if (isLast) return true;
    look = next;
  }
}

function startingRecords({ store }: EngineContext, connection: CrmConnection, { definition }: Workflow, { lookedAt, askingAt, position }: Asked): Promise<CrmRecord[]> {
  const { objectType, triggerGroups } = definition;
  const asking = { timeZone: connection.account.timeZone, now: askingAt };
  return store.recordsMatching({ connectionId: connection.id, objectType, groups: triggerGroups, asking, notMetAt: lookedAt }, { limit: recordsPerPage, after: position ?? undefined, order: "id" });
}

/** The records are as they are stored: what changed meanwhile is an event's business. */
async function enrollPage(context: EngineContext, connection: CrmConnection, workflow: Workflow, records: readonly CrmRecord[], { askingAt, kept }: { askingAt: Instant; kept: TimeLook }): Promise<void> {
  const facts = await context.store.triggerFacts(connection.id, workflow.definition.objectType, records.map(({ id }) => id));
  const looks = records.map((record): Look => {
    const known = { properties: record.properties, ...facts.get(record.id) };
    return { record, facts: known, before: known, isBack: false, occurrences: [] };
  });
  const { entries } = await findEntries(context, connection, { index: indexOf([workflow]), looks, heldWorkflows: new Set(), areRead: false }, askingAt);
  const waiting = entries.filter(isPaused).map((entry) => waitingMatch(connection, entry));
  const entering = entries.filter((entry) => !isPaused(entry));
  const enrolled = await keepEntries(context, connection, [], entering, "trigger", [], { waiting, timeLook: { workflowId: workflow.id, look: kept } });
  await runNewEnrollments(context, enrolled, null);
}
