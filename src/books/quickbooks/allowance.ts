/**
 * Keeps QuickBooks' limits (reference: section 3.1): 10 requests at once and 10 a second per app and company, 500 a minute
 * per company over all processes. An idle connection's call does not wait at all.
 */
import type { Instant } from "#domain/dates.ts";
import type { AllowanceLedger } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";

export interface Limits {
  perMinute: number;
  perSecond: number;
  concurrent: number;
}

/** Ten a minute are left to other apps and to requests whose time we misjudge. */
export const quickBooksLimits: Limits = { perMinute: 490, perSecond: 10, concurrent: 10 };

/** The rolling second is kept a little longer than a second, for the way to QuickBooks takes longer for some calls. */
const secondMs = 1_060;
/** Taken from the shared minute at once, so that not every call asks the database. */
const chunk = 10;
/** Up to this long a call waits here for its turn; beyond it, it is put off and its worker is free. */
const longestWaitMs = 2_500;

/** Lets calls go out one by one. */
export interface Allowance {
  /** Waits for a turn; the failure is when to come back. `done` must be called when the call is over. */
  turn(): Promise<Result<{ done: () => void }, Instant>>;
}

/** Everything at once: for simulators with their throttles off. */
export const noAllowance: Allowance = { turn: () => Promise.resolve(ok({ done: () => {} })) };

export function createAllowance(ledger: AllowanceLedger, limits: Limits, now: () => number = () => performance.now()): Allowance {
  const starts: number[] = [];
  const waiting: (() => void)[] = [];
  let inside = 0;
  let granted = 0;
  let line: Promise<unknown> = Promise.resolve();

  /** Callers take their turn in order: the minute's ledger and the second's window are asked by one at a time. */
  function turn(): Promise<Result<{ done: () => void }, Instant>> {
    const mine = line.then(waitForTurn);
    line = mine.catch(() => undefined);
    return mine;
  }

  async function waitForTurn(): Promise<Result<{ done: () => void }, Instant>> {
    const refused = await takeFromMinute();
    if (refused !== null) return err(refused);
    if (inside >= limits.concurrent) await new Promise<void>((free) => waiting.push(free));
    await untilSecondHasRoom();
    granted -= 1;
    inside += 1;
    starts.push(now());
    return ok({ done });
  }

  async function takeFromMinute(): Promise<Instant | null> {
    const deadline = now() + longestWaitMs;
    while (granted <= 0) {
      const taken = await ledger.take(chunk, limits.perMinute);
      granted += taken.granted;
      if (taken.granted > 0 || taken.retryAt === null) continue;
      const waitMs = Date.parse(taken.retryAt) - Date.now();
      if (now() + waitMs > deadline) return taken.retryAt;
      await pause(Math.max(10, waitMs));
    }
    return null;
  }

  async function untilSecondHasRoom(): Promise<void> {
    while (starts.length > 0 && (starts[0] ?? 0) <= now() - secondMs) starts.shift();
    const oldest = starts[starts.length - limits.perSecond];
    if (oldest !== undefined) await pause(oldest + secondMs - now());
  }

  function done(): void {
    inside -= 1;
    waiting.shift()?.();
  }

  return { turn };
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
