/**
 * Keeps QuickBooks' limits (reference: section 3.1): 500 requests a minute per company, 10 a second and 10 at once per app
 * and company. The pace is shared by all processes through the ledger; an idle connection's call does not wait at all.
 */
import { instantOf, type Instant } from "#domain/dates.ts";
import type { AllowanceLedger, Pace, Purpose } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";

export interface Limits extends Pace {
  /** At once, from this process. */
  concurrent: number;
}

/**
 * Ten requests a minute are left to other apps. Requests start 122 ms apart, which is 492 a minute: no second holds more
 * than nine, even when one takes a tenth of a second longer on its way. Two at once are left to other processes.
 */
export const quickBooksLimits: Limits = { perMinute: 490, keptForPeople: 10, spacingMs: 122, longestWaitMs: 2_500, concurrent: 8 };

/** A second is kept a little longer than one, as some calls take longer on their way than others. */
const secondMs = 1_050;

/** A call's turn; `done` must be called when the call is over. */
export interface Turn {
  done(): void;
}

/** Lets calls go out one by one. */
export interface Allowance {
  /** Waits for a turn; the failure is when to come back. */
  turn(purpose: Purpose): Promise<Result<Turn, Instant>>;
  /** QuickBooks has said "too many": nobody who uses these books gets a turn before `until`. */
  pause(until: Instant): Promise<void>;
}

/** Everything at once: for simulators with their throttles off. */
export const noAllowance: Allowance = { turn: async () => ok({ done: () => undefined }), pause: async () => undefined };

/** The allowance of one company. `now` is the ledger's clock. */
export function createAllowance(ledger: AllowanceLedger, limits: Limits, now: () => Instant = () => instantOf(Date.now())): Allowance {
  const mostPerSecond = Math.floor(1_000 / limits.spacingMs) + 1;
  const starts: number[] = [];
  const leaving: (() => void)[] = [];
  let inside = 0;
  let pausedUntil: Instant | null = null;

  async function turn(purpose: Purpose): Promise<Result<Turn, Instant>> {
    if (inside < limits.concurrent) inside += 1;
    else await new Promise<void>((free) => leaving.push(free));
    const goAt = await bookedTurn(purpose);
    if (!goAt.ok) {
      done();
      return goAt;
    }
    await wait(Date.parse(goAt.value) - Date.parse(now()));
    await wait(untilSecondHasRoom());
    // A throttle answer that came in while this call waited stops it, too.
    if (!isPaused()) return ok({ done });
    done();
    return err(pausedUntil ?? now());
  }

  async function bookedTurn(purpose: Purpose): Promise<Result<Instant, Instant>> {
    if (isPaused()) return err(pausedUntil ?? now());
    const booked = await ledger.turn(limits, purpose);
    return booked.goAt === null ? err(booked.retryAt) : ok(booked.goAt);
  }

  /** The ledger spaces turns; when this process stood still meanwhile, several of them are due at once. */
  function untilSecondHasRoom(): number {
    const asked = performance.now();
    const start = Math.max(asked, (starts.at(-mostPerSecond) ?? Number.NEGATIVE_INFINITY) + secondMs);
    starts.push(start);
    if (starts.length > mostPerSecond) starts.shift();
    return start - asked;
  }

  function isPaused(): boolean {
    return pausedUntil !== null && now() < pausedUntil;
  }

  async function pause(until: Instant): Promise<void> {
    if (pausedUntil === null || pausedUntil < until) pausedUntil = until;
    // A ledger that cannot be told must not turn a throttle answer into an unknown outcome: this process pauses anyway.
    await ledger.pauseUntil(until).catch(() => undefined);
  }

  /** The place goes to who waits longest; were it free for a moment, a newcomer could take it as well. */
  function done(): void {
    const next = leaving.shift();
    if (next) next();
    else inside -= 1;
  }

  return { turn, pause };
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
