/**
 * Which calls the vendor charges for, and the count of them. Metered: every GET, every query however it is sent, change
 * data capture and batches; single writes are free (reference: section 3.3). Only calls that succeed are charged. A metered
 * call is counted when its turn is booked; what then was not charged is given back here.
 */
import type { Instant } from "#domain/dates.ts";
import type { AllowanceLedger, CallCount, Priority, Purpose } from "#domain/ports/books.ts";

/** Counts are handed on together, so that a call costs no write of its own. */
const flushMs = 1_000;

/**
 * How a call ended. An answer that was lost may have been charged; what was never sent, or was answered with anything but
 * success, was not.
 */
export type CallEnd = "succeeded" | "failed" | "not-sent" | "lost";

/** What a call is for and costs: `path` begins after the company, `items` = what a batch carries. */
export function purposeOf(method: string, path: string, priority: Priority, items = 1): Purpose {
  const isMetered = method === "GET" || /^\/(query|batch|cdc)\b/.test(path);
  return { priority, isMetered, isBatch: /^\/batch\b/.test(path), items };
}

/** Counts calls. */
export interface Meter {
  /** A call is over for which `reserved` metered calls were counted at `goAt`. */
  ended(purpose: Purpose, reserved: number, goAt: Instant, end: CallEnd): void;
}

/** A meter that hands its counts to the ledger about once a second. What the ledger does not take is handed on later. */
export function createMeter(ledger: Pick<AllowanceLedger, "count">, everyMs = flushMs): Meter {
  const months = new Map<string, CallCount>();
  let timer: NodeJS.Timeout | undefined;

  function add({ month, metered, free }: CallCount): void {
    const counted = months.get(month) ?? { month, metered: 0, free: 0 };
    months.set(month, { month, metered: counted.metered + metered, free: counted.free + free });
    timer ??= setTimeout(() => void flush(), everyMs).unref();
  }

  async function flush(): Promise<void> {
    timer = undefined;
    const counts = [...months.values()];
    months.clear();
    // A meter that cannot count must not stop the work: the next flush counts these, too.
    await Promise.all(counts.map((count) => ledger.count(count).catch(() => add(count))));
  }

  return {
    ended: (purpose, reserved, goAt, end) => {
      const month = goAt.slice(0, 7);
      if (end === "succeeded" && !purpose.isMetered) add({ month, metered: 0, free: 1 });
      if (end === "succeeded" && purpose.isMetered && reserved === 0) add({ month, metered: purpose.items, free: 0 });
      if ((end === "failed" || end === "not-sent") && reserved > 0) add({ month, metered: -reserved, free: 0 });
    },
  };
}
