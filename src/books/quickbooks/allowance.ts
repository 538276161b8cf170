/**
 * Keeps QuickBooks' limits (reference: section 3.1): 10 requests at once and 10 a second per app and company, 500 a minute
 * per company over all processes. An idle connection's call does not wait at all; a run of calls goes out evenly.
 */
import { instantOf, type Instant } from "#domain/dates.ts";
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
const secondMs = 1_050;
/** This part of a second's calls may go out at once; those after it are spread over the second. */
const burstShare = 0.4;
/** Timers are late by about this much; the distance between two calls is that much shorter, so that the pace holds. */
const timerDelayMs = 1;
/** Taken from the shared minute at once, so that not every call asks the database. */
const chunk = 10;
/** Up to this long a call waits here for its turn; beyond it, it is put off and its worker is free. */
const longestWaitMs = 2_500;

/** A call's turn; `done` must be called when the call is over. */
export interface Turn {
  done(): void;
}

/** Lets calls go out one by one. */
export interface Allowance {
  /** Waits for a turn; the failure is when to come back. */
  turn(): Promise<Result<Turn, Instant>>;
  /** QuickBooks has said "too many": nobody who uses these books gets a turn before `until`. */
  pause(until: Instant): Promise<void>;
}

/** Everything at once: for simulators with their throttles off. */
export const noAllowance: Allowance = { turn: async () => ok({ done: () => undefined }), pause: async () => undefined };

/** The allowance of one company. `now` is the ledger's clock; `ticks` is monotonic, in milliseconds. */
export function createAllowance(
  ledger: AllowanceLedger,
  limits: Limits,
  now: () => Instant = () => instantOf(Date.now()),
  ticks: () => number = () => performance.now(),
): Allowance {
  const burst = Math.ceil(limits.perSecond * burstShare);
  const apartMs = secondMs / limits.perSecond - timerDelayMs;
  // Nobody knows what another process, or ourselves before a restart, did in the last second: a burst counts as used.
  const starts: number[] = Array.from({ length: burst }, () => ticks());
  const leaving: (() => void)[] = [];
  let inside = 0;
  let granted = 0;
  let inLine = 0;
  let pausedUntil: Instant | null = null;
  let line: Promise<unknown> = Promise.resolve();

  /** Callers take their turn in order: the minute's ledger and the second's window are asked by one at a time. */
  function turn(): Promise<Result<Turn, Instant>> {
    inLine += 1;
    const mine = line.then(waitForTurn).finally(() => (inLine -= 1));
    line = mine.catch(() => undefined);
    return mine;
  }

  async function waitForTurn(): Promise<Result<Turn, Instant>> {
    if (inside >= limits.concurrent) await new Promise<void>((free) => leaving.push(free));
    const refusedUntil = await takeFromMinute();
    if (refusedUntil !== null) return err(refusedUntil);
    await untilSecondHasRoom();
    if (isPaused()) return err(pausedUntil ?? now());
    granted -= 1;
    inside += 1;
    starts.push(ticks());
    return ok({ done });
  }

  /** Takes as many as are in line: what is taken and not used is lost to everybody. */
  async function takeFromMinute(): Promise<Instant | null> {
    const deadline = ticks() + longestWaitMs;
    while (!isPaused() && granted <= 0) {
      const taken = await ledger.take(Math.min(chunk, inLine), limits.perMinute);
      granted += taken.granted;
      if (granted > 0 || taken.retryAt === null) continue;
      const waitMs = Date.parse(taken.retryAt) - Date.parse(now());
      if (ticks() + waitMs > deadline) return taken.retryAt;
      await wait(Math.max(10, waitMs));
    }
    return isPaused() ? pausedUntil : null;
  }

  async function untilSecondHasRoom(): Promise<void> {
    while (starts.length > 0 && (starts[0] ?? 0) <= ticks() - secondMs) starts.shift();
    const oldest = starts[starts.length - limits.perSecond] ?? Number.NEGATIVE_INFINITY;
    const latest = starts.length < burst ? Number.NEGATIVE_INFINITY : (starts.at(-1) ?? Number.NEGATIVE_INFINITY);
    await wait(Math.max(oldest + secondMs, latest + apartMs) - ticks());
  }

  function isPaused(): boolean {
    return pausedUntil !== null && now() < pausedUntil;
  }

  async function pause(until: Instant): Promise<void> {
    if (pausedUntil === null || pausedUntil < until) pausedUntil = until;
    granted = 0;
    await ledger.pauseUntil(until);
  }

  function done(): void {
    inside -= 1;
    leaving.shift()?.();
  }

  return { turn, pause };
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
