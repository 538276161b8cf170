/** A record that is known changes by its own event alone: kept in passing, its change would be lost on the workflows that wait for it. */
import type { ConnectionId } from "../../domain/ids.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { changeEvent, receiveEvents } from "./inbox.ts";

/** Those that were never seen or have not changed; of the others the inbox is told. */
export async function withoutChanged(context: EngineContext, connectionId: ConnectionId, records: readonly CrmRecord[]): Promise<CrmRecord[]> {
  const fresh: CrmRecord[] = [];
  for (const [objectType, ofType] of Map.groupBy(records, (record) => record.objectType)) {
    const stored = await context.store.records(connectionId, objectType, ofType.map(({ id }) => id));
    const known = new Map(stored.map((record) => [record.id, record.modifiedAt]));
    const changed = ofType.filter(({ id, modifiedAt }) => (known.get(id) ?? modifiedAt) < modifiedAt);
    if (changed.length > 0) await receiveEvents(context, connectionId, changed.map(({ id, modifiedAt }) => changeEvent(objectType, { recordId: id, modifiedAt })));
    fresh.push(...ofType.filter((record) => !changed.includes(record)));
  }
  return fresh;
}
