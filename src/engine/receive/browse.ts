/** Reads what people look through and no workflow starts from: seldom, for it is only looked at. */
import { type Instant, later } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { isRefusal } from "./refused-types.ts";

const browsedTypes: readonly ObjectType[] = ["contact", "company", "product"];
/** How long a type is left alone after it was asked for, whatever the answer. */
const restMs = 10 * 60_000;

/** Until when connections rest; forgotten with the engine. */
const rests = new WeakMap<EngineContext["store"], Map<ConnectionId, Instant>>();

/** Looks for changes of each type unless that was done a while ago. */
export async function browse({ store, clock, log }: EngineContext, connection: ConnectionId, look: (objectType: ObjectType) => Promise<Failure | null>): Promise<void> {
  const until = rests.get(store) ?? new Map<ConnectionId, Instant>();
  if (clock.now() < (until.get(connection) ?? "")) return;
  rests.set(store, until.set(connection, later(clock.now(), restMs)));
  for (const objectType of browsedTypes) {
    const failure = await look(objectType);
    if (failure === null) continue;
    log.warn({ connection, objectType, failure }, "the CRM could not be asked for what people look through");
    if (!isRefusal(failure)) return;
  }
}
