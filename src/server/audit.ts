/** The audit log: who did what to what, for everything that is changed by a person, a key or the command line. */
import type { Caller, ServerParts } from "./context.ts";

/** What was there before and what is there now, where that is small; never a secret. */
export interface Difference {
  before?: unknown;
  after?: unknown;
}

/** The calls whose handler noted down what it did. */
const noted = new WeakSet<Caller>();

/** Notes down what the caller just did. `about` is the id of the thing. */
export function noteDown(parts: Pick<ServerParts, "store" | "clock">, caller: Caller, did: string, about: string, { before = null, after = null }: Difference = {}): Promise<void> {
  noted.add(caller);
  return parts.store.audit({ workspaceId: caller.workspaceId, who: caller.who, via: caller.via, did, about, before, after, now: parts.clock.now() });
}

/** The call changed nothing after all, such as a trial: no line of the log is about it. */
export function noteNothing(caller: Caller): void {
  noted.add(caller);
}

/** Whether something was noted down during this call. */
export function hasNotedDown(caller: Caller): boolean {
  return noted.has(caller);
}
