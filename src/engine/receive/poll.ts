/**
 * Asks the CRM for changes, so that everything works without webhooks. The first look at a portal is the baseline: its
 * records are stored and nothing is enrolled.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ChangePage } from "../../domain/ports/crm.ts";
import { type CrmRecord, type ObjectType, startingTypes } from "../../domain/record.ts";
import { browse } from "./browse.ts";
import { compareSome } from "./compare.ts";
import type { EngineContext } from "../context.ts";
import { keepPermissions } from "../connections/crm-permissions.ts";
import { loadFacts } from "../enroll/fact-loads.ts";
import { withoutChanged } from "./known-records.ts";
import { changeEvent, receiveEvents } from "./inbox.ts";
import { lookAtFilters } from "../enroll/outdated-filters.ts";
import { triggerIndexes } from "../enroll/trigger-index.ts";
import { isRefusal, isRefused, noteRefusal } from "./refused-types.ts";

/** A named limit: after this many pages the rest waits for the next poll. */
const mostPages = 200;

/** Looks for changes of every polled type of a connection. */
export async function pollChanges(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const connection = await context.store.connection(connectionId);
  if (connection?.role !== "crm" || connection.connectionState === "disconnected") return;
  await lookAtFilters(context, connection);
  await loadFacts(context, connection);
  for (const objectType of [...startingTypes, ...(await typesLookedAt(context, connection))]) {
    if (isRefused(context, connection.id, objectType)) continue;
    const failure = await pollType(context, connection, objectType);
    await noteAsked(context, connection, objectType, failure);
    if (failure === null) {
      await compareSome(context, connection, objectType);
      continue;
    }
    context.log.warn({ connection: connectionId, objectType, failure }, "the CRM could not be asked for changes");
    // A CRM that is away or busy is so for all types.
    if (!isRefusal(failure)) return;
    noteRefusal(context, connection.id, objectType);
  }
  await keepPermissions(context, connection.id);
  await browse(context, connection.id, (objectType) => pollType(context, connection, objectType));
}

/** The types that triggers look at as associated records: their changes matter too. */
async function typesLookedAt(context: EngineContext, { workspaceId }: CrmConnection): Promise<ObjectType[]> {
  const indexes = await triggerIndexes(context, workspaceId);
  return [...new Set(indexes.all.flatMap(({ needs }) => [...needs.associated.keys()]))].filter((type) => !startingTypes.includes(type));
}

async function noteAsked({ store, clock }: EngineContext, { id }: CrmConnection, objectType: ObjectType, failure: Failure | null): Promise<void> {
  const now = clock.now();
  await store.noteWatch(id, objectType, failure === null ? { askedAt: now } : { failedAt: now, failure });
}

async function pollType(context: EngineContext, connection: CrmConnection, objectType: ObjectType): Promise<Failure | null> {
  const crm = await context.crm(connection.id);
  let cursor = await context.store.pollCursor(connection.id, objectType);
  let isBaseline = cursor === null || isBaselineCursor(cursor);
  for (let page = 0; page < mostPages; page++) {
    const changes = await crm.changesSince(objectType, cursor === null ? null : withoutMarker(cursor), context.clock.now());
    if (!changes.ok) return changes.error;
    const { records, changed, hasMore } = changes.value;
    if (isBaseline) await keepBaseline(context, connection, records);
    if (startingTypes.some((one) => one === objectType)) await receiveChanged(context, connection, objectType, changed);
    else await keepChanged(context, connection, objectType, changed);
    cursor = isBaseline && hasMore ? baselineMarker + changes.value.cursor : changes.value.cursor;
    await context.store.savePollCursor(connection.id, objectType, cursor);
    if (!hasMore) return null;
    isBaseline = isBaselineCursor(cursor);
  }
  return null;
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
  const fresh = await withoutChanged(context, connection.id, records);
  if (fresh.length === 0) return;
  await context.store.recordIntake({ connectionId: connection.id, records: fresh, enrollments: [], settledEventIds: [], now: context.clock.now() });
}

/** What starts no workflow is read at once and kept. A CRM that cannot be read now is asked again when it changes next. */
async function keepChanged(context: EngineContext, connection: CrmConnection, objectType: ObjectType, changed: ChangePage["changed"]): Promise<void> {
  const news = await newsAmong(context, connection, objectType, changed);
  const read = await (await context.crm(connection.id)).readRecords(objectType, news.map(({ recordId }) => recordId));
  if (read.ok) await keepBaseline(context, connection, read.value);
}

/** What a webhook told us already is not news. */
async function newsAmong(context: EngineContext, connection: CrmConnection, objectType: ObjectType, changed: ChangePage["changed"]): Promise<ChangePage["changed"]> {
  if (changed.length === 0) return [];
  const stored = await context.store.records(connection.id, objectType, changed.map(({ recordId }) => recordId));
  const seen = new Map(stored.map((record) => [record.id, record.modifiedAt]));
  return changed.filter(({ recordId, modifiedAt }) => (seen.get(recordId) ?? "") < modifiedAt);
}

async function receiveChanged(context: EngineContext, connection: CrmConnection, objectType: ObjectType, changed: ChangePage["changed"]): Promise<void> {
  const news = await newsAmong(context, connection, objectType, changed);
  if (news.length === 0) return;
  await receiveEvents(context, connection.id, news.map((one) => changeEvent(objectType, one)));
}
