/** Facts go into the inbox, once each, and the worker is woken. */
import type { CrmEvent } from "../../domain/event.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";

/** Stores facts and wakes the worker. Returns how many were new. */
export async function receiveEvents(context: EngineContext, connectionId: ConnectionId, events: readonly CrmEvent[]): Promise<number> {
  const stored = await context.store.receiveEvents(connectionId, events, context.clock.now());
  if (stored === 0) return 0;
  await context.queue.signal("receive", connectionId);
  const heardAt = context.clock.now();
  for (const [objectType, [first]] of Map.groupBy(events, (event) => event.objectType)) {
    if (first) await context.store.noteWatch(connectionId, objectType, { heardAt, heardBy: first.source === "webhook" ? "webhook" : "poll" });
  }
  return stored;
}

/** A change that was found by asking; found again it is the same event. */
export function changeEvent(objectType: ObjectType, { recordId, modifiedAt }: { recordId: string; modifiedAt: CrmEvent["occurredAt"] }): CrmEvent {
  return {
    objectType,
    recordId,
    kind: "changed",
    property: null,
    occurredAt: modifiedAt,
    source: "poll",
    sourceKey: `poll|${objectType}|${recordId}|${modifiedAt}`,
  };
}
