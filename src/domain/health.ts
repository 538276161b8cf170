/** Tells how an account answers: every change at once, and otherwise now and then, so that a call costs no write of its own. */
import type { HealthNote } from "./connection.ts";
import { later, type Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";

/** Where an adapter tells how its account answers, for people to see. */
export interface HealthLedger {
  note(note: HealthNote): Promise<void>;
}

const repeatSuccessMs = 30_000;
const repeatFailureMs = 10_000;

/** Hears of every call's outcome. */
export interface Health {
  succeeded(): void;
  failed(failure: Failure, traceId: string | null): void;
}

/** Notes are written one after the other; one that the ledger does not take is written with the next call. */
export function createHealth(ledger: HealthLedger, now: () => Instant): Health {
  let last: { said: string; at: Instant } | undefined;
  let writing: Promise<void> = Promise.resolve();

  function note(said: string, repeatMs: number, noted: HealthNote): void {
    const at = now();
    if (last?.said === said && at < later(last.at, repeatMs)) return;
    last = { said, at };
    writing = writing.then(() => ledger.note(noted)).catch(() => void (last = undefined));
  }

  return {
    succeeded: () => note("", repeatSuccessMs, { succeededAt: now() }),
    failed: (failure, traceId) => note(failure.code, repeatFailureMs, { failedAt: now(), failure, traceId }),
  };
}
