/** Stage 3: records enter workflows. Records, enrollments and settled events are kept in one store call. */
import type { CrmConnection } from "../domain/connection.ts";
import { later } from "../domain/dates.ts";
import type { Enrollment } from "../domain/enrollment.ts";
import type { EnrollmentId } from "../domain/ids.ts";
import type { NewEnrollment } from "../domain/ports/store.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import type { EngineContext } from "./context.ts";
import { type Entry, entriesOf, interested } from "./match.ts";
import { runNewEnrollments } from "./run-step.ts";

/** Keeps what was read, enrolls what starts to match, and runs the first step of those at once. */
export async function enrollMatches(
  context: EngineContext,
  connection: CrmConnection,
  objectType: ObjectType,
  records: readonly CrmRecord[],
  settledEventIds: string[],
): Promise<void> {
  const entries = await findEntries(context, connection, objectType, records);
  const kept = await keepEntries(context, connection, [...records], entries, "trigger", settledEventIds);
  await runNewEnrollments(context, kept, records);
}

async function findEntries(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Entry[]> {
  const { timeZone } = connection.account;
  const active = await context.store.activeWorkflows(connection.workspaceId, objectType);
  if (active.length === 0) return [];
  const ids = records.map((record) => record.id);
  const before = new Map((await context.store.records(connection.id, objectType, ids)).map((record) => [record.id, record]));
  const workflows = interested(active, records, before);
  const entries = workflows.map(async (workflow) => {
    const pasts = await context.store.enrollmentPasts(workflow.id, ids);
    return entriesOf(workflow, records, { before, pasts }, timeZone);
  });
  return (await Promise.all(entries)).flat();
}

/** Stores entries as enrollments that this worker holds for a lease; another takes them when the lease runs out. */
export function keepEntries(
  context: EngineContext,
  connection: CrmConnection,
  records: CrmRecord[],
  entries: readonly Entry[],
  startedBy: Enrollment["startedBy"],
  settledEventIds: string[],
): Promise<Enrollment[]> {
  const enrollments = entries.map((entry) => newEnrollment(context, connection, entry, startedBy));
  return context.store.recordIntake({ connectionId: connection.id, records, enrollments, settledEventIds, now: context.clock.now() });
}

function newEnrollment(context: EngineContext, connection: CrmConnection, entry: Entry, startedBy: Enrollment["startedBy"]): NewEnrollment {
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
