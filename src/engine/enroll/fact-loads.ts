/**
 * What triggers ask beyond properties is read of every stored record once, in the background, when workflows that are on begin to
 * ask it; from then on events keep it fresh. So counts and lists know it too.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { FilterGroup } from "../../domain/trigger.ts";
import { workflowObjectTypes } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { readFacts } from "./read-facts.ts";
import { type FactNeeds, needsOfGroups, triggerIndexes } from "./trigger-index.ts";

const recordsPerPage = 500;
/** A named limit: after this many pages the rest waits for the next round. */
const mostPages = 20;

/** Goes on reading what is asked and not known of all records yet. */
export async function loadFacts(context: EngineContext, connection: CrmConnection): Promise<void> {
  const [loads, indexes] = await Promise.all([context.store.factLoads(connection.id), triggerIndexes(context, connection.workspaceId)]);
  for (const objectType of workflowObjectTypes) {
    const { needs } = indexes.of(objectType);
    const need = needInWords(needs);
    // Nobody keeps fresh what no workflow asks for any more: it is read anew when one does again.
    for (const load of loads) if (load.objectType === objectType && load.need !== need && load.loadedAt !== null) await context.store.saveFactLoad(connection.id, { ...load, position: null, loadedAt: null });
    if (need === "") continue;
    const load = loads.find((one) => one.objectType === objectType && one.need === need);
    if (load?.loadedAt != null) continue;
    let position = load?.position ?? null;
    for (let page = 0; page < mostPages && !context.isStopping(); page += 1) {
      const records = await context.store.recordsOfType(connection.id, objectType, { limit: recordsPerPage, after: position ?? undefined });
      const read = await readFacts(context, connection.id, objectType, records.map(({ id }) => id), needs);
      if (!read.ok) return context.log.warn({ connection: connection.id, objectType, failure: read.error }, "what triggers ask could not be read; it is tried again");
      position = records.at(-1)?.id ?? position;
      const isWhole = records.length < recordsPerPage;
      await context.store.saveFactLoad(connection.id, { objectType, need, position, loadedAt: isWhole ? context.clock.now() : null });
      if (isWhole) break;
    }
  }
}

/** Whether what these groups ask beyond properties was read of every stored record of the type, and is kept fresh. */
export async function factsAreKept(context: EngineContext, { id, workspaceId }: CrmConnection, objectType: ObjectType, groups: readonly FilterGroup[]): Promise<boolean> {
  const asked = needWords(needsOfGroups(groups));
  if (asked.length === 0) return true;
  const { needs } = (await triggerIndexes(context, workspaceId)).of(objectType);
  const kept = new Set(needWords(needs));
  if (!asked.every((word) => kept.has(word))) return false;
  const need = needInWords(needs);
  return (await context.store.factLoads(id)).some((load) => load.objectType === objectType && load.need === need && load.loadedAt !== null);
}

function needInWords(needs: FactNeeds): string {
  return needWords(needs).toSorted().join(" ");
}

function needWords({ histories, associated }: FactNeeds): string[] {
  const others = [...associated].flatMap(([type, past]) => [`associated:${type}`, ...past.map((property) => `history:${type}.${property}`)]);
  return [...histories.map((property) => `history:${property}`), ...others];
}
