/** Stage 3: records enter workflows. Records, enrollments and settled events are kept in one store call. */
import type { CrmConnection } from "../domain/connection.ts";
import { later } from "../domain/dates.ts";
import type { Enrollment } from "../domain/enrollment.ts";
import type { EnrollmentId } from "../domain/ids.ts";
import type { Intake, NewEnrollment, PastOfRecord, RunRules, StoredEvent, WaitingMatch } from "../domain/ports/store.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import type { EngineContext } from "./context.ts";
import { pastWithMerged } from "./gone-records.ts";
import { type Entry, entriesOf, interested } from "./match.ts";
import { booksRefunds, refundOccasions, withNewRefunds } from "./new-refunds.ts";
import type { Asking } from "../domain/trigger/date-range.ts";
import { runNewEnrollments } from "./run-step.ts";
import { keptOut, letGo } from "./staying-out.ts";

/** How long a record is left alone while it cannot be decided whether it enters. */
const heldMs = 3_000;

/** Keeps what was read, enrolls what starts to match, and runs the first step of those at once. */
export async function enrollMatches(
  context: EngineContext,
  connection: CrmConnection,
  objectType: ObjectType,
  records: readonly CrmRecord[],
  events: readonly Pick<StoredEvent, "id" | "recordId">[],
): Promise<void> {
  await letRecordsGo(context, connection, objectType, records);
  const { entries, held } = await findEntries(context, connection, objectType, records);
  const decided = records.filter(({ id }) => !held.has(id));
  const settled = events.filter(({ recordId }) => !held.has(recordId));
  const entering = entries.filter(({ record }) => !held.has(record.id));
  const [waiting, now] = [entering.filter(isPaused), entering.filter((entry) => !isPaused(entry))];
  const kept = await keepEntries(context, connection, decided, now, "trigger", settled.map(({ id }) => id), { waiting: waiting.map((entry) => waitingMatch(connection, entry)) });
  const undecided = events.filter(({ recordId }) => held.has(recordId));
  if (undecided.length > 0) await context.store.postponeEvents(undecided.map(({ id }) => id), later(context.clock.now(), heldMs));
  await runNewEnrollments(context, kept, decided);
}

function isPaused({ workflow }: Entry): boolean {
  return workflow.state === "paused";
}

function waitingMatch({ id }: CrmConnection, { workflow, record }: Entry): Omit<WaitingMatch, "matchedAt"> {
  return { workflowId: workflow.id, connectionId: id, objectType: record.objectType, recordId: record.id, recordName: record.name };
}

/** Records that start to meet a workflow's unenrollment filters leave it; what is being posted is finished, and nothing after it. */
async function letRecordsGo(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: readonly CrmRecord[]): Promise<void> {
  const asking = { timeZone: connection.account.timeZone, now: context.clock.now() };
  for (const { id: workflowId, unenrollGroups } of await context.store.lettingGo(connection.workspaceId, objectType)) {
    for (const record of records) {
      const because = letGo({ unenrollGroups }, record, record, asking);
      if (because === null) continue;
      await context.store.takeOut(connection.workspaceId, { workflowId, records: { connectionId: connection.id, objectType, ids: [record.id] } }, because, asking.now);
    }
  }
}

/** Who enters, and the records about which nothing can be said yet. */
interface Found {
  entries: Entry[];
  held: ReadonlySet<string>;
}

async function findEntries(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Found> {
  const { timeZone } = connection.account;
  const active = await context.store.activeWorkflows(connection.workspaceId, objectType);
  if (active.length === 0) return { entries: [], held: new Set() };
  const ids = records.map((record) => record.id);
  const before = new Map((await context.store.records(connection.id, objectType, ids)).map((record) => [record.id, record]));
  const port = await context.crm(connection.id);
  const grown = withNewRefunds(port, records, before);
  const back = await context.store.goneAmong(connection.id, objectType, ids);
  const workflows = new Set([...(back.length > 0 ? active : interested(active, records, before)), ...(grown.length > 0 ? active.filter(booksRefunds) : [])]);
  const rules = await context.store.runRules([...workflows].map(({ id }) => id));
  const asking = { timeZone, now: context.clock.now() };
  const found = [...workflows].map(async (workflow) => {
    const kept = await context.store.enrollmentPasts(workflow.id, [...ids, ...records.flatMap((record) => port.mergedIds(record))]);
    const pasts = new Map(records.flatMap((record) => pastEntry(record.id, pastWithMerged(kept, record, port.mergedIds(record)))));
    const { anew, held } = booksRefunds(workflow) ? await refundOccasions(context, { id: connection.id, port }, workflow, grown, pasts) : { anew: noRecords, held: noRecords };
    const entries = entriesOf(workflow, records, { before, pasts, anew }, asking).filter(({ record }) => mayEnter(rules.get(workflow.id), record, asking));
    return { entries, held };
  });
  const all = await Promise.all(found);
  return { entries: all.flatMap(({ entries }) => entries), held: new Set(all.flatMap(({ held }) => [...held])) };
}

function pastEntry(id: string, past: PastOfRecord | undefined): [string, PastOfRecord][] {
  return past === undefined ? [] : [[id, past]];
}

const noRecords: ReadonlySet<string> = new Set();

function mayEnter(rules: RunRules | undefined, record: CrmRecord, asking: Asking): boolean {
  return rules === undefined || keptOut(rules, record, record, asking) === null;
}

/** Stores entries as enrollments that this worker holds for a lease; another takes them when the lease runs out. */
export function keepEntries(
  context: EngineContext,
  connection: CrmConnection,
  records: CrmRecord[],
  entries: readonly Entry[],
  startedBy: Enrollment["startedBy"],
  settledEventIds: string[],
  more: Pick<Intake, "waiting" | "settledMatches" | "backfill"> = {},
): Promise<Enrollment[]> {
  const enrollments = entries.map((entry) => newEnrollmentOf(context, connection, entry, startedBy));
  return context.store.recordIntake({ connectionId: connection.id, records, enrollments, settledEventIds, ...more, now: context.clock.now() });
}

/** An enrollment that this worker holds for a lease, at the first step. */
export function newEnrollmentOf(context: EngineContext, connection: CrmConnection, entry: Entry, startedBy: Enrollment["startedBy"]): NewEnrollment {
  const now = context.clock.now();
  const { workflow, record, occurrence } = entry;
  return {
    id: context.clock.newId() as EnrollmentId,
    workspaceId: connection.workspaceId,
    workflowId: workflow.id,
    workflowVersion: workflow.version,
    connectionId: connection.id,
    objectType: record.objectType,
    recordId: record.id,
    recordName: record.name,
    occurrence,
    enrollmentState: "running",
    stepId: workflow.definition.steps[0]?.id ?? null,
    wakeAt: later(now, context.timing.leaseMs),
    startedBy,
    startedAt: now,
  };
}
