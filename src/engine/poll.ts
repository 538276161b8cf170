/**
 * Asks the CRM for changes, so that everything works without webhooks. The first look at a portal is the baseline: its
 * records are stored and nothing is enrolled.
 */
import type { CrmConnection } from "../domain/connection.ts";
import type { CrmEvent } from "../domain/event.ts";
import type { ConnectionId } from "../domain/ids.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import type { EngineContext } from "./context.ts";
import { receiveEvents } from "./receive.ts";

/** The record types whose changes can start workflows today. */
const polledTypes: readonly ObjectType[] = ["deal"];
/** A named limit: after this many pages the rest waits for the next poll. */
const mostPages = 200;

/** Looks for changes of every polled type of a connection. */
export async function pollChanges(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const connection = await context.store.connection(connectionId);
  if (connection?.role !== "crm") return;
  for (const objectType of polledTypes) await pollType(context, connection, objectType);
}

async function pollType(context: EngineContext, connection: CrmConnection, objectType: ObjectType): Promise<void> {
  const crm = await context.crm(connection.id);
  let cursor = await context.store.pollCursor(connection.id, objectType);
  let isBaseline = cursor === null || isBaselineCursor(cursor);
  for (let page = 0; page < mostPages; page++) {
    const changes = await crm.changesSince(objectType, cursor === null ? null : withoutMarker(cursor), context.clock.now());
    if (!changes.ok) {
      context.log.warn({ connection: connection.id, failure: changes.error }, "the CRM could not be asked for changes");
      return;
    }
    const { records, hasMore } = changes.value;
    if (isBaseline) await keepBaseline(context, connection, records);
    else await receiveChanged(context, connection, objectType, records);
    cursor = isBaseline && hasMore ? baselineMarker + changes.value.cursor : changes.value.cursor;
    await context.store.savePollCursor(connection.id, objectType, cursor);
    if (!hasMore) return;
    isBaseline = isBaselineCursor(cursor);
  }
}

/** A baseline that a crash interrupts goes on as a baseline. */
const baselineMarker = "baseline:";

function isBaselineCursor(cursor: string): boolean {
  return cursor.startsWith(baselineMarker);
}

function withoutMarker(cursor: string): string {
  return isBaselineCursor(cursor) ? cursor.slice(baselineMarker.length) : cursor;
}

async function keepBaseline(context: EngineContext, connection: CrmConnection, records: CrmRecord[]): Promise<void> {
  if (records.length === 0) return;
  await context.store.recordIntake({ connectionId: connection.id, records, enrollments: [], settledEventIds: [], now: context.clock.now() });
}

/** What a webhook told us already is not news. */
async function receiveChanged(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: CrmRecord[]): Promise<void> {
  if (records.length === 0) return;
  const stored = await context.store.records(connection.id, objectType, records.map((record) => record.id));
  const seen = new Map(stored.map((record) => [record.id, record.modifiedAt]));
  const news = records.filter((record) => (seen.get(record.id) ?? "") < record.modifiedAt);
  await receiveEvents(context, connection.id, news.map(changeEvent));
}

function changeEvent(record: CrmRecord): CrmEvent {
  return {
    objectType: record.objectType,
    recordId: record.id,
    kind: "changed",
    property: null,
    occurredAt: record.modifiedAt,
    source: "poll",
    sourceKey: `poll|${record.objectType}|${record.id}|${record.modifiedAt}`,
  };
}
