/**
 * What the CRM lists and a reading lacks: the reading began by an older list of names, or it is a property that the CRM
 * never gives. The list is asked for afresh before anybody comes here, so that a reading begun later went by the new one.
 */
import type { Instant } from "../../domain/dates.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { CrmReference } from "../../domain/trigger/references.ts";
import type { EngineContext } from "../context.ts";
import { createPauses } from "../pauses.ts";

type Place = Pick<EngineContext, "store" | "clock">;

/** What is not given although it was asked for, is taken for empty for so long. */
const omittedMs = 60_000;

/** Since when the new list is known. */
const omissions = createPauses();

/** Whether a reading that began then has to be made again; several may be under way by the old list. */
export function isReadTooEarly(context: Place, id: ConnectionId, lacked: readonly CrmReference[], readAt: Instant): boolean {
  // Each is noted, also behind one that is new.
  return lacked.filter((one) => isNew(context, keyOf(id, one), readAt)).length > 0;
}

function isNew(context: Place, key: string, readAt: Instant): boolean {
  const since = omissions.restingSince(context, key);
  if (since === null) omissions.rest(context, key, omittedMs);
  return since === null || readAt <= since;
}

/** The CRM does not list these: once they are there again, readings under way will lack them again. */
export function forgetNames(context: Place, id: ConnectionId, gone: readonly CrmReference[]): void {
  for (const one of gone) omissions.wake(context, keyOf(id, one));
}

function keyOf(id: ConnectionId, { objectType, name }: CrmReference): string {
  return `${id} ${objectType} ${name}`;
}
