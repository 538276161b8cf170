/** Stage 3: records enter workflows. Records, enrollments and settled events are kept in one store call. */
import type { CrmConnection } from "../domain/connection.ts";
import { later } from "../domain/dates.ts";
import type { Enrollment } from "../domain/enrollment.ts";
import type { EnrollmentId } from "../domain/ids.ts";
import type { Intake, NewEnrollment, StoredEvent } from "../domain/ports/store.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import type { EngineContext } from "./context.ts";
import { type Entry, entriesOf, interested } from "./match.ts";
import { booksRefunds, refundOccasions, withNewRefunds } from "./new-refunds.ts";
import { runNewEnrollments } from "./run-step.ts";

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
  const { entries, held } = await findEntries(context, connection, objectType, records);
  const decided = records.filter(({ id }) => !held.has(id));
  const settled = events.filter(({ recordId }) => !held.has(recordId));
  const kept = await keepEntries(context, connection, decided, entries.filter(({ record }) => !held.has(record.id)), "trigger", settled.map(({ id }) => id));
  const undecided = events.filter(({ recordId }) => held.has(recordId));
  if (undecided.length > 0) await context.store.postponeEvents(undecided.map(({ id }) => id), later(context.clock.now(), heldMs));
  await runNewEnrollments(context, kept, decided);
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
  const workflows = new Set([...interested(active, records, before), ...(grown.length > 0 ? active.filter(booksRefunds) : [])]);
  const found = [...workflows].map(async (workflow) => {
    const pasts = await context.store.enrollmentPasts(workflow.id, ids);
    const { anew, held } = booksRefunds(workflow) ? await refundOccasions(context, { id: connection.id, port }, workflow, grown, pasts) : { anew: noRecords, held: noRecords };
    return { entries: entriesOf(workflow, records, { before, pasts, anew }, { timeZone, now: context.clock.now() }), held };
  });
  const all = await Promise.all(found);
  return { entries: all.flatMap(({ entries }) => entries), held: new Set(all.flatMap(({ held }) => [...held])) };
}

const noRecords: ReadonlySet<string> = new Set();

/** Stores entries as enrollments that this worker holds for a lease; another takes them when the lease runs out. */
export function keepEntries(
  context: EngineContext,
  connection: CrmConnection,
  records: CrmRecord[],
  entries: readonly Entry[],
  startedBy: Enrollment["startedBy"],
  settledEventIds: string[],
  backfill?: Intake["backfill"],
): Promise<Enrollment[]> {
  const enrollments = entries.map((entry) => newEnrollmentOf(context, connection, entry, startedBy));
  return context.store.recordIntake({ connectionId: connection.id, records, enrollments, settledEventIds, ...(backfill && { backfill }), now: context.clock.now() });
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
