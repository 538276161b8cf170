/**
 * Keeps QuickBooks' limits (reference: section 3.1): 500 requests a minute per company, 10 a second and 10 at once per app
 * and company, so many batches a minute. The pace is shared by all processes through the ledger, which every call asks
 * once; an idle connection's call does not wait at all. Of those who wait, people go first, then work, then upkeep.
 */
import { randomBytes } from "node:crypto";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { AllowanceLedger, CallLease, Pace, Priority, Purpose, Turn as BookedTurn } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { type CallEnd, createMeter } from "./metering.ts";
import { createWaitingLine, type Waiting } from "./waiting-line.ts";

/**
 * Ten requests a minute are left to other apps, and ten of ours to people. Requests start 122 ms apart, which is 492 a
 * minute: no second holds more than nine, even when one takes a tenth of a second longer on its way. A process that dies
 * keeps its places for fifteen seconds; its connections are cut at once.
 */
export const quickBooksLimits: Pace = {
  perMinute: 490,
  keptForPeople: 10,
  spacingMs: 122,
  longestWaitMs: 2_500,
  atOnce: { person: 10, work: 9, upkeep: 6 },
  leaseMs: 15_000,
};

/** A second is kept a little longer than one, as some calls take longer on their way than others. */
const secondMs = 1_050;
/** Places of calls that are over are handed back with the next turn, or after so long when none comes. */
const handBackMs = 100;

/** A call's turn; `done` must be called when the call is over. */
export interface Turn {
  /**
   * To be awaited right before the call goes over the wire: whatever a call waited for after its turn, no second holds more
   * calls than it may.
   */
  start(): Promise<void>;
  done(end: CallEnd): void;
}

/** Lets calls go out one by one. */
export interface Allowance {
  /** Waits for a turn; the failure says when to come back. */
  turn(purpose: Purpose): Promise<Result<Turn, Failure>>;
  /** QuickBooks has said "too many": nobody who uses these books gets a turn before `until`. */
  pause(until: Instant): Promise<void>;
}

/** Everything at once, for simulators with their throttles off; calls are counted all the same. */
export function noAllowance(ledger: Pick<AllowanceLedger, "count">, now: () => Instant = systemNow): Allowance {
  const meter = createMeter(ledger);
  return {
    turn: async (purpose) => ok({ start: async () => undefined, done: (end) => meter.ended(purpose, 0, now(), end) }),
    pause: async () => undefined,
  };
}

function systemNow(): Instant {
  return instantOf(Date.now());
}

/** The allowance of one company. `now` is the ledger's clock. */
export function createAllowance(ledger: AllowanceLedger, pace: Pace, now: () => Instant = systemNow): Allowance {
  const meter = createMeter(ledger);
  const places = createPlaces(ledger, pace);
  const second = createSecond(Math.floor(1_000 / pace.spacingMs) + 1);
  const line = createWaitingLine<Result<Turn, Failure>>(now);
  let serving = false;
  let pausedUntil: Instant | null = null;

  function turn(purpose: Purpose): Promise<Result<Turn, Failure>> {
    return new Promise((answer, fail) => {
      line.join({ purpose, answer, fail });
      void serve();
    });
  }

  /** One at a time, so that a turn goes to whoever matters most when it is booked and not when it was asked for. */
  async function serve(): Promise<void> {
    if (serving) return line.wake();
    serving = true;
    while (!line.isEmpty()) {
      const next = line.first((priority) => places.hasRoom(priority));
      if (next) await serveOne(next);
      else await line.untilSomebodyMayAsk();
    }
    serving = false;
  }

  async function serveOne(waiting: Waiting<Result<Turn, Failure>>): Promise<void> {
    if (isPaused()) return line.leave(waiting).answer(err(busyUntil(pausedUntil ?? now())));
    const lease = places.take();
    try {
      const booked = await ledger.turn(pace, waiting.purpose, lease, places.handBack());
      if (booked.goAt === null) {
        places.neverTaken(lease);
        return putOff(waiting, booked);
      }
      await wait(Date.parse(booked.goAt) - Date.parse(now()));
      const going = line.leave(whoGoes(waiting, booked));
      going.answer(goOut(going.purpose, lease, booked));
    } catch (cause) {
      places.free(lease);
      line.leave(waiting).fail(cause);
    }
  }

  /** A person who came meanwhile takes a turn that nothing was counted for; its call is counted when it has succeeded. */
  function whoGoes(waiting: Waiting<Result<Turn, Failure>>, { reserved }: Extract<BookedTurn, { retryAt: null }>): Waiting<Result<Turn, Failure>> {
    if (reserved > 0 || waiting.purpose.isBatch) return waiting;
    const person = line.first((priority) => priority === "person");
    return person && !person.purpose.isBatch ? person : waiting;
  }

  function goOut(purpose: Purpose, lease: CallLease, { goAt, reserved }: Extract<BookedTurn, { retryAt: null }>): Result<Turn, Failure> {
    const done = (end: CallEnd): void => {
      places.free(lease);
      meter.ended(purpose, reserved, goAt, end);
      line.wake();
    };
    // A throttle answer that came in while this call waited stops it, too.
    if (!isPaused()) return ok({ start: () => wait(second.untilItHasRoom()), done });
    done("not-sent");
    return err(busyUntil(pausedUntil ?? now()));
  }

  /** What comes soon is waited for in line; for everything else the caller comes back. */
  function putOff(waiting: Waiting<Result<Turn, Failure>>, { retryAt, because }: Extract<BookedTurn, { goAt: null }>): void {
    if (because === "budget") return line.leave(waiting).answer(err({ code: "books-budget-spent", resetsAt: retryAt }));
    if (because === "places" || retryAt <= later(now(), pace.longestWaitMs)) return line.askAgainAt(waiting.purpose, retryAt);
    for (const one of line.alike(waiting.purpose)) line.leave(one).answer(err(busyUntil(retryAt)));
  }

  function isPaused(): boolean {
    return pausedUntil !== null && now() < pausedUntil;
  }

  async function pause(until: Instant): Promise<void> {
    if (pausedUntil === null || pausedUntil < until) pausedUntil = until;
    // A ledger that cannot be told must not turn a throttle answer into an unknown outcome: this process pauses anyway.
    await ledger.pauseUntil(pace, until).catch(() => undefined);
  }

  return { turn, pause };
}

function busyUntil(retryAt: Instant): Failure {
  return { code: "books-busy", retryAt };
}

/** The places of this process's calls among all that may be under way at once. */
function createPlaces(ledger: AllowanceLedger, pace: Pace) {
  const process = randomBytes(6).toString("hex");
  const taken = new Set<CallLease>();
  let ended: CallLease[] = [];
  let handingBack: NodeJS.Timeout | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let calls = 0;

  function take(): CallLease {
    const lease = `${process}-${(calls += 1)}`;
    taken.add(lease);
    renewing ??= setInterval(renew, pace.leaseMs / 3).unref();
    return lease;
  }

  function renew(): void {
    if (taken.size > 0) return void ledger.renew(pace, [...taken]).catch(() => undefined);
    clearInterval(renewing);
    renewing = undefined;
  }

  function free(lease: CallLease): void {
    if (!taken.delete(lease)) return;
    ended.push(lease);
    handingBack ??= setTimeout(() => void ledger.end(handBack()).catch(() => undefined), handBackMs).unref();
  }

  function handBack(): CallLease[] {
    clearTimeout(handingBack);
    handingBack = undefined;
    return ended.splice(0);
  }

  return {
    take,
    free,
    handBack,
    neverTaken: (lease: CallLease) => void taken.delete(lease),
    hasRoom: (priority: Priority) => taken.size < pace.atOnce[priority],
  };
}

/** The ledger spaces turns; when this process stood still meanwhile, several of them are due at once. */
function createSecond(most: number) {
  const starts: number[] = [];
  return {
    untilItHasRoom: (): number => {
      const asked = performance.now();
      const start = Math.max(asked, (starts.at(-most) ?? Number.NEGATIVE_INFINITY) + secondMs);
      starts.push(start);
      if (starts.length > most) starts.shift();
      return start - asked;
    },
  };
}

/** A timer may ring up to a millisecond early. */
function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms + 1)) : Promise.resolve();
}
