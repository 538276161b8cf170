/**
 * Which calls the vendor charges for, and the count of them. Metered: every GET, every query however it is sent, change
 * data capture and batches; single writes are free (reference: section 3.3). Only calls that succeed count.
 */
import type { AllowanceLedger, Priority, Purpose } from "#domain/ports/books.ts";

/** Counts are handed on together, so that a call costs no write of its own. */
const flushMs = 1_000;

/** Whether a successful call is charged for. `path` begins after the company. */
export function isMetered(method: string, path: string): boolean {
  return method === "GET" || /^\/(query|batch|cdc)\b/.test(path);
}

/** What a call is for and costs. `items` = what a batch carries. */
export function purposeOf(method: string, path: string, priority: Priority, items = 1): Purpose {
  return { priority, isMetered: isMetered(method, path), isBatch: /^\/batch\b/.test(path), items };
}

/** Counts calls. */
export interface Meter {
  count(method: string, path: string): void;
}

/** A meter that hands its counts to the ledger about once a second. What the ledger does not take is handed on later. */
export function createMeter(ledger: Pick<AllowanceLedger, "count">, everyMs = flushMs): Meter {
  let counted = { metered: 0, free: 0 };
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    timer = undefined;
    const calls = counted;
    counted = { metered: 0, free: 0 };
    try {
      await ledger.count(calls);
    } catch {
      // A meter that cannot count must not stop the work: the next flush counts these, too.
      counted = { metered: counted.metered + calls.metered, free: counted.free + calls.free };
    }
  }

  return {
    count: (method, path) => {
      counted[isMetered(method, path) ? "metered" : "free"] += 1;
      timer ??= setTimeout(() => void flush(), everyMs).unref();
    },
  };
}
