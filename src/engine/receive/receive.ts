/**
 * Stage 1: facts come in. A webhook or a poll only stores them, once each, and wakes the worker; nothing is decided on
 * the caller's time.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import { later } from "../../domain/dates.ts";
import { isTransient } from "../../domain/explanation.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { StoredEvent } from "../../domain/ports/inbox-store.ts";
import type { ObjectType } from "../../domain/record.ts";
import { type EngineContext, forOneLook } from "../context.ts";
import { enrollMatches } from "../enroll/enroll.ts";
import { settleGone } from "./gone-records.ts";
import { isRefusal } from "./refused-types.ts";

/** How many events one look takes: in a burst a record has several. */
const eventsPerLook = 1_000;
/** How many records are looked at together: the more, the fewer calls each; so many are read well within a lease. */
const recordsPerLook = 500;
/** How long events wait when the CRM cannot be read. */
const crmPauseMs = 5_000;
/** How long when the credential may not read these records: a person must change that first. */
const refusalPauseMs = 10 * 60_000;

/** Works through a connection's inbox until it is empty or the CRM cannot be read. */
export async function drainInbox(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  while (!context.isStopping()) {
    const [connection, events] = await Promise.all([context.store.connection(connectionId), context.store.pendingEvents(connectionId, eventsPerLook, context.clock.now())]);
    if (connection?.role !== "crm" || connection.connectionState === "disconnected" || events.length === 0) return;
    for (const [objectType, together] of looks(events)) {
      const failure = await lookAt(forOneLook(context), connection, objectType, together);
      if (failure && !isRefusal(failure)) return;
    }
  }
}

/** Events of one kind of records with one another, all of a record in one look. */
function looks(events: readonly StoredEvent[]): [ObjectType, StoredEvent[]][] {
  return [...Map.groupBy(events, (event) => event.objectType)].flatMap(([objectType, ofType]) => {
    const ofRecords = [...Map.groupBy(ofType, (event) => event.recordId).values()];
    const count = Math.ceil(ofRecords.length / recordsPerLook);
    return Array.from({ length: count }, (_, index): [ObjectType, StoredEvent[]] => [objectType, ofRecords.slice(index * recordsPerLook, (index + 1) * recordsPerLook).flat()]);
  });
}

/** An event is a hint: the records are read as they are now, so order and repetition of events do not matter. */
async function lookAt(context: EngineContext, connection: CrmConnection, objectType: ObjectType, events: StoredEvent[]): Promise<Failure | null> {
  const crm = await context.crm(connection.id);
  const ids = [...new Set(events.map((event) => event.recordId))];
  const readAt = context.clock.now();
  const records = await crm.readRecords(objectType, ids);
  if (!records.ok) {
    await putOff(context, events, records.error);
    return records.error;
  }
  await settleGone(context, crm, connection, objectType, ids, records.value);
  await enrollMatches(context, connection, objectType, records.value, events, readAt);
  if (objectType === "quote" || objectType === "payment") await context.store.hintDealsOf(connection.id, objectType, ids, context.clock.now());
  return null;
}

async function putOff(context: EngineContext, events: StoredEvent[], failure: Failure): Promise<void> {
  const now = context.clock.now();
  const until = "retryAt" in failure ? failure.retryAt : later(now, isRefusal(failure) ? refusalPauseMs : crmPauseMs);
  if (!isTransient(failure)) context.log.warn({ failure }, "the CRM refuses to be read; events wait");
  await context.store.postponeEvents(events.map((event) => event.id), until);
}
