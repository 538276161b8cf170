/** Tells how the company answers: every change at once, and otherwise now and then, so that a call costs no write of its own. */
import { later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { HealthNote } from "#domain/connection.ts";
import type { HealthLedger } from "#domain/ports/books.ts";

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
