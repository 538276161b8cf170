/** A CRM account may lack a kind of records, or the credential the right to read it: it is asked for again only after a while. */
import type { Instant } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";
import { createPauses } from "../pauses.ts";

const refusalPauseMs = 10 * 60_000;

const pauses = createPauses();

/** Whether the failure says that this kind of records is refused, and not that the CRM is away. */
export function isRefusal(failure: Failure): boolean {
  return failure.code === "crm-refused" || failure.code === "crm-permission-missing";
}

/** True while the type is not asked for. */
export function isRefused(context: EngineContext, id: ConnectionId, objectType: ObjectType): boolean {
  return pauses.isResting(context, `${id}/${objectType}`);
}

/** The type was refused; the moment it may be asked for again. */
export function noteRefusal(context: EngineContext, id: ConnectionId, objectType: ObjectType): Instant {
  return pauses.rest(context, `${id}/${objectType}`, refusalPauseMs);
}

/** A person says that more is allowed now. */
export function forgetRefusals(context: EngineContext, id: ConnectionId): void {
  pauses.wake(context, `${id}/`);
}
