/** Why a record was kept out or left is told to people by the CRM's labels, as they were then. */
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import { labelsOf } from "../../domain/trigger/filter-labels.ts";
import { definitionsOf } from "../connections/property-definitions.ts";
import type { EngineContext } from "../context.ts";

/** The failure with the labels of what its filters read; as it is when it has no filters, or the CRM cannot be asked. */
export async function withLabels<Reason extends Failure | null>(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, failure: Reason): Promise<Reason> {
  if (failure === null || (failure.code !== "suppressed" && failure.code !== "unenrolled") || !Array.isArray(failure.met)) return failure;
  const types = [...new Set([objectType, ...failure.met.flatMap((filter) => (filter.operator === "associated" ? [filter.objectType] : []))])];
  const definitions = new Map(await Promise.all(types.map(async (type) => [type, await definitionsOf(context, connectionId, type)] as const)));
  return { ...failure, labels: labelsOf(failure.met, objectType, definitions) };
}
