/** How a CRM describes its properties, remembered for a while: labels change seldom, and a thousand records may leave in a minute. */
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";

const rememberMs = 10 * 60_000;

interface Remembered {
  until: number;
  definitions: Promise<readonly PropertyDefinition[]>;
}

const remembered = new WeakMap<EngineContext["store"], Map<string, Remembered>>();

/** A type's properties as the CRM described them within the last minutes; none when it cannot be asked. */
export function definitionsOf(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType): Promise<readonly PropertyDefinition[]> {
  const known = remembered.get(context.store) ?? new Map<string, Remembered>();
  remembered.set(context.store, known);
  const key = `${connectionId} ${objectType}`;
  const kept = known.get(key);
  if (kept !== undefined && performance.now() < kept.until) return kept.definitions;
  const entry = { until: performance.now() + rememberMs, definitions: ask(context, connectionId, objectType, () => known.delete(key)) };
  known.set(key, entry);
  return entry.definitions;
}

async function ask(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, forget: () => void): Promise<readonly PropertyDefinition[]> {
  const answer = await (await context.crm(connectionId)).properties(objectType);
  if (answer.ok) return answer.value;
  forget();
  return [];
}
