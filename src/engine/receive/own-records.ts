/** Own records come in: they are checked, kept, and workflows hear of those that changed at once. */
import type { ConnectionId } from "../../domain/ids.ts";
import { checkPut, type OwnWrite, type PutRequest } from "../../domain/own-records/put.ts";
import type { PutOutcome } from "../../domain/ports/own-records.ts";
import { type ObjectType, startingTypes } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { receiveEvents } from "./inbox.ts";

/** One outcome per request, in their order. `startsWorkflows` false = they are only kept. */
export async function putOwnRecords(
  context: EngineContext,
  connectionId: ConnectionId,
  objectType: ObjectType,
  requests: readonly PutRequest[],
  { startsWorkflows, isDry = false }: { startsWorkflows: boolean; isDry?: boolean },
): Promise<PutOutcome[]> {
  const connection = await context.store.connection(connectionId);
  if (connection?.role !== "crm") throw new Error(`connection ${connectionId} keeps no records`);
  const custom = await context.ownRecords.customFields(connectionId);
  const checked = requests.map((request) => checkPut(objectType, request, custom));
  const writes = checked.flatMap((one): OwnWrite[] => (one.ok ? [one.value] : []));
  const put = await context.ownRecords.put(connectionId, objectType, writes, { isDry, isQuiet: !startsWorkflows, appUrl: connection.appUrl }, context.clock.now());
  if (startsWorkflows && !isDry) await tellWorkflows(context, connectionId, objectType, put);
  const outcomes = put.values();
  return checked.map((one, index) => (one.ok ? nextOf(outcomes) : { externalId: requests[index]?.externalId ?? "", outcome: "refused", problems: one.error }));
}

function nextOf(outcomes: Iterator<PutOutcome>): PutOutcome {
  const next = outcomes.next();
  if (next.done === true) throw new Error("fewer outcomes than writes");
  return next.value;
}

async function tellWorkflows(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, outcomes: readonly PutOutcome[]): Promise<void> {
  if (!startingTypes.includes(objectType)) return;
  const events = outcomes.flatMap((one) =>
    one.outcome === "created" || one.outcome === "changed"
      ? [{ objectType, recordId: one.id, kind: one.outcome, property: null, occurredAt: one.modifiedAt, source: "webhook" as const, sourceKey: `put|${objectType}|${one.id}|${one.modifiedAt}` }]
      : [],
  );
  await receiveEvents(context, connectionId, events);
}
