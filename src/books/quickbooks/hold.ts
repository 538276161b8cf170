/**
 * What QuickBooks has just said of the whole company (locked, no subscription, no access) is believed for a while: until then
 * calls that would meet the same answer are not sent. Kept per process; another process asks once for itself.
 */
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";

type Held = "writes" | "everything";

export interface Hold {
  /** Why a call is not to be sent now; null = send it. */
  reason(isWrite: boolean): Failure | null;
  /** The company answered so to a call: what it holds is held until the failure's `retryAt`. */
  begin(holds: Held, failure: Failure): void;
}

/** One company's hold; at most one at a time, the newest counts. */
export function createHold(now: () => Instant): Hold {
  let held: { holds: Held; failure: Failure; until: Instant } | undefined;
  return {
    reason: (isWrite) => (held && now() < held.until && (isWrite || held.holds === "everything") ? held.failure : null),
    begin: (holds, failure) => {
      if ("retryAt" in failure) held = { holds, failure, until: failure.retryAt };
    },
  };
}
