/**
 * Finds what both webhooks and polling missed: once a day every record the CRM has is compared with what we have, by id and
 * time of change, a few pages at each poll, so that even a large account costs few calls. What differs is looked at as if it
 * had just been heard of; what is gone is, too.
 */
import { z } from "zod";
import type { CrmConnection } from "../../domain/connection.ts";
import { later, type Instant } from "../../domain/dates.ts";
import type { CrmEvent } from "../../domain/event.ts";
import type { IdPage } from "../../domain/ports/crm.ts";
import type { Watch } from "../../domain/ports/connection-store.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { receiveEvents } from "./inbox.ts";

/** Pages of one kind of records at each poll. */
const pagesPerTurn = 2;

/** Where a comparison stands: all up to `afterId` is compared. `found` = differences so far. */
const standing = z.object({ afterId: z.string().nullable(), found: z.number() });

/** Goes on with the comparison that is under way, or begins one when the last is long ago. */
export async function compareSome(context: EngineContext, connection: CrmConnection, objectType: ObjectType): Promise<void> {
  const watch = (await context.store.watches(connection.id)).find((one) => one.objectType === objectType);
  const started = standingOf(context, connection, watch);
  if (started === null) return;
  const crm = await context.crm(connection.id);
  let at = started;
  for (let page = 0; page < pagesPerTurn; page += 1) {
    const ids = await crm.listIds(objectType, at.afterId);
    if (!ids.ok) return context.log.warn({ connection: connection.id, objectType, failure: ids.error }, "records could not be compared");
    if (ids.value === null) return;
    const found = at.found + (await receiveDifferences(context, connection, objectType, at.afterId, ids.value));
    const now = context.clock.now();
    if (ids.value.next === null) return context.store.noteWatch(connection.id, objectType, { sweptAt: now, sweepFound: found, sweepCursor: null });
    at = { afterId: ids.value.next, found };
    await context.store.noteWatch(connection.id, objectType, { sweepCursor: JSON.stringify(at) });
  }
}

function standingOf({ clock, timing }: EngineContext, { createdAt }: CrmConnection, watch: Watch | undefined): z.infer<typeof standing> | null {
  if (watch?.sweepCursor != null) return standing.parse(JSON.parse(watch.sweepCursor));
  const last = watch?.sweptAt ?? createdAt;
  return clock.now() < later(last, timing.compareMs) ? null : { afterId: null, found: 0 };
}

/** Stores an event for each difference; returns how many were new. */
async function receiveDifferences(context: EngineContext, { id }: CrmConnection, objectType: ObjectType, afterId: string | null, { ids, next }: IdPage): Promise<number> {
  const kept = new Map((await context.store.recordTimes(id, objectType, afterId, next)).map((one) => [one.recordId, one.modifiedAt]));
  const there = new Set(ids.map(({ recordId }) => recordId));
  const changed = ids.filter(({ recordId, modifiedAt }) => (kept.get(recordId) ?? "") < modifiedAt);
  const gone = [...kept.keys()].filter((recordId) => !there.has(recordId));
  const now = context.clock.now();
  const events = [...changed.map(({ recordId, modifiedAt }) => difference(objectType, recordId, "changed", modifiedAt)), ...gone.map((recordId) => difference(objectType, recordId, "deleted", now))];
  return receiveEvents(context, id, events);
}

function difference(objectType: ObjectType, recordId: string, kind: CrmEvent["kind"], occurredAt: Instant): CrmEvent {
  return { objectType, recordId, kind, property: null, occurredAt, source: "poll", sourceKey: `compare|${objectType}|${recordId}|${occurredAt}` };
}
