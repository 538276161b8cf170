/** A CRM account may lack a kind of records, or the credential the right to read it: it is asked for again only after a while. */
import { later, type Instant } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";

const refusalPauseMs = 10 * 60_000;

/** Until when types are not asked for, by connection and type; forgotten with the engine. */
const refusals = new WeakMap<EngineContext["store"], Map<string, Instant>>();

/** Whether the failure says that this kind of records is refused, and not that the CRM is away. */
export function isRefusal(failure: Failure): boolean {
  return failure.code === "crm-refused" || failure.code === "crm-permission-missing";
}

/** True while the type is not asked for. */
export function isRefused({ store, clock }: EngineContext, id: ConnectionId, objectType: ObjectType): boolean {
  const until = refusals.get(store)?.get(`${id}/${objectType}`);
  return until !== undefined && clock.now() < until;
}

/** The type was refused; the moment it may be asked for again. */
export function noteRefusal({ store, clock }: EngineContext, id: ConnectionId, objectType: ObjectType): Instant {
  const known = refusals.get(store) ?? new Map<string, Instant>();
  const until = later(clock.now(), refusalPauseMs);
  refusals.set(store, known.set(`${id}/${objectType}`, until));
  return until;
}

/** A person says that more is allowed now. */
export function forgetRefusals({ store }: EngineContext, id: ConnectionId): void {
  const known = refusals.get(store);
  for (const key of known?.keys() ?? []) if (key.startsWith(`${id}/`)) known?.delete(key);
}
