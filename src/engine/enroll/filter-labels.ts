/** Why a record was kept out or left is told to people by the CRM's labels, as they were then. */
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import { labelsOf } from "../../domain/trigger/filter-labels.ts";
import type { EngineContext } from "../context.ts";

/** Labels change seldom, and a thousand records may leave in a minute. */
const rememberMs = 10 * 60_000;

interface Remembered {
  until: number;
  definitions: Promise<readonly PropertyDefinition[]>;
}

const remembered = new WeakMap<EngineContext["store"], Map<string, Remembered>>();

/** The failure with the labels of what its filters read; as it is when it has no filters, or the CRM cannot be asked. */
export async function withLabels<Reason extends Failure | null>(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, failure: Reason): Promise<Reason> {
  if (failure === null || (failure.code !== "suppressed" && failure.code !== "unenrolled") || !Array.isArray(failure.met)) return failure;
  const types = [...new Set([objectType, ...failure.met.flatMap((filter) => (filter.operator === "associated" ? [filter.objectType] : []))])];
  const definitions = new Map(await Promise.all(types.map(async (type) => [type, await definitionsOf(context, connectionId, type)] as const)));
  return { ...failure, labels: labelsOf(failure.met, objectType, definitions) };
}

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
