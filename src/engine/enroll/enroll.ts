/** Stage 3: records enter workflows. Records, enrollments and settled events are kept in one store call. */
import type { CrmConnection } from "../../domain/connection.ts";
import { type Instant, later } from "../../domain/dates.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { EnrollmentId } from "../../domain/ids.ts";
import type { NewEnrollment } from "../../domain/ports/enrollment-store.ts";
import type { Intake, StoredEvent } from "../../domain/ports/inbox-store.ts";
import type { WaitingMatch } from "../../domain/ports/workflow-store.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import type { DocumentReached } from "../../domain/trigger-event.ts";
import type { Failure } from "../../domain/failure.ts";
import { ok, type Result } from "../../domain/result.ts";
import { referencesOf } from "../../domain/trigger/references.ts";
import type { EngineContext } from "../context.ts";
import { associatedEntries } from "./associated-changes.ts";
import { findEntries, lookAtRecords } from "./entries.ts";
import { withLabels } from "./filter-labels.ts";
import { filterFacts } from "./filter-facts.ts";
import type { Entry } from "./match.ts";
import { doReadingsLack, heldWorkflows, readingsOf } from "./outdated-filters.ts";
import { runNewEnrollments } from "../run/run-step.ts";
import { letGo } from "./staying-out.ts";
import { triggerIndexes } from "./trigger-index.ts";

/** How long records are left alone when what triggers ask about them cannot be read. */
const factsPauseMs = 5_000;
/** How long a record is left alone while it cannot be decided whether it enters. */
const heldMs = 3_000;

/** Keeps what was read, enrolls what starts to match, and runs the first step of those at once. */
export async function enrollMatches(
  context: EngineContext,
  connection: CrmConnection,
  objectType: ObjectType,
  records: readonly CrmRecord[],
  events: readonly Pick<StoredEvent, "id" | "recordId" | "document">[],
  readAt: Instant,
): Promise<void> {
  const [indexes, leaving] = await Promise.all([triggerIndexes(context, connection.workspaceId), context.store.lettingGo(connection.workspaceId, objectType)]);
  const looked = await lookAtRecords(context, connection, indexes.of(objectType), objectType, records, reachedIn(events), readAt);
  const others = await associatedEntries(context, connection, indexes, objectType, records, readAt);
  const letGoOf = await letRecordsGo(context, connection, leaving, objectType, records);
  if (!looked.ok || !others.ok || !letGoOf.ok) {
    await context.store.postponeEvents(events.map(({ id }) => id), later(context.clock.now(), factsPauseMs));
    return;
  }
  const { entries, held, heldBack, released, at } = await findEntries(context, connection, looked.value);
  const decided = records.filter(({ id }) => !held.has(id));
  const settled = events.filter(({ recordId }) => !held.has(recordId));
  const entering = [...entries.filter(({ record }) => !held.has(record.id)), ...others.value.entries];
  const [waiting, now] = [entering.filter(isPaused), entering.filter((entry) => !isPaused(entry))];
  const kept = await keepEntries(context, connection, decided, now, "trigger", settled.map(({ id }) => id), { waiting: waiting.map((entry) => waitingMatch(connection, entry)), lookedAt: at, held: [...heldBack, ...others.value.heldBack], released });
  const undecided = events.filter(({ recordId }) => held.has(recordId));
  if (undecided.length > 0) await context.store.postponeEvents(undecided.map(({ id }) => id), later(context.clock.now(), heldMs));
  await runNewEnrollments(context, kept, { records: decided, readAt });
}

/** What documents came to, by the record they belong to. */
function reachedIn(events: readonly Pick<StoredEvent, "recordId" | "document">[]): Map<string, DocumentReached[]> {
  const told = events.flatMap(({ recordId, document }) => (document === undefined ? [] : [{ recordId, document }]));
  return new Map([...Map.groupBy(told, ({ recordId }) => recordId)].map(([recordId, all]) => [recordId, all.map(({ document }) => document)]));
}

/** New matches of it wait. */
export function isPaused({ workflow }: Entry): boolean {
  return workflow.state === "paused";
}

/** A record that waits until its workflow goes on. */
export function waitingMatch({ id }: CrmConnection, { workflow, record }: Entry): Omit<WaitingMatch, "matchedAt"> {
  return { workflowId: workflow.id, connectionId: id, objectType: record.objectType, recordId: record.id, recordName: record.name };
}

/** The workflows that records may leave. */
type Leaving = Awaited<ReturnType<EngineContext["store"]["lettingGo"]>>;

/** Records that start to meet a workflow's unenrollment filters leave it; what is being posted is finished, and nothing after it. */
async function letRecordsGo(context: EngineContext, connection: CrmConnection, leaving: Leaving, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Result<null, Failure>> {
  if (leaving.length === 0) return ok(null);
  const asking = { timeZone: connection.account.timeZone, now: context.clock.now() };
  const held = await heldWorkflows(context, connection);
  for (const { id: workflowId, unenrollGroups } of leaving) {
    const facts = await filterFacts(context, connection.id, objectType, records, unenrollGroups);
    if (!facts.ok) return facts;
    const readings = records.flatMap((record) => readingsOf(objectType, facts.value.get(record.id) ?? record));
    if (held.has(workflowId) || (await doReadingsLack(context, connection.id, referencesOf(objectType, unenrollGroups), readings))) continue;
    for (const record of records) {
      const because = letGo({ unenrollGroups }, record, facts.value.get(record.id) ?? record, asking);
      if (because === null) continue;
      await context.store.takeOut(connection.workspaceId, { workflowId, records: { connectionId: connection.id, objectType, ids: [record.id] } }, await withLabels(context, connection.id, objectType, because), asking.now);
    }
  }
  return ok(null);
}

/** Stores entries as enrollments that this worker holds for a lease; another takes them when the lease runs out. */
export function keepEntries(
  context: EngineContext,
  connection: CrmConnection,
  records: CrmRecord[],
  entries: readonly Entry[],
  startedBy: Enrollment["startedBy"],
  settledEventIds: string[],
  more: Pick<Intake, "waiting" | "settledMatches" | "held" | "released" | "backfill" | "lookedAt" | "timeLook"> = {},
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
