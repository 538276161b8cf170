/** The audit log: who did what to what, for everything a person changes. */
import type { Caller, ServerParts } from "./context.ts";

/** Notes down what the caller just did. `about` is the id of the thing. */
export function noteDown(parts: ServerParts, caller: Caller, did: string, about: string): Promise<void> {
  return parts.store.audit({ workspaceId: caller.workspaceId, who: caller.email, did, about, now: parts.clock.now() });
}
