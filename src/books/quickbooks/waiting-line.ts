/** Who waits in this process for a turn: people before work before upkeep, each in the order they came. */
import type { Instant } from "#domain/dates.ts";
import type { Priority, Purpose } from "#domain/ports/books.ts";

/** One call that waits. */
export interface Waiting<Answer> {
  purpose: Purpose;
  answer(answer: Answer): void;
  fail(cause: unknown): void;
}

interface Place<Answer> extends Waiting<Answer> {
  since: Instant;
  notBefore: Instant | null;
}

const rankOf: Record<Priority, number> = { person: 0, work: 1, upkeep: 2 };
/** Upkeep that waited so long stands in line with work: a long backlog must not stop the mirror. */
const upkeepPatienceMs = 5_000;
/** A line in which nobody may ask is looked at again at the latest after this. */
const longestSleepMs = 1_000;

/** An empty line. */
export function createWaitingLine<Answer>(now: () => Instant) {
  const places: Place<Answer>[] = [];
  let wakeUp: () => void = () => undefined;

  function join(waiting: Waiting<Answer>): void {
    places.push({ ...waiting, since: now(), notBefore: null });
    wake();
  }

  function wake(): void {
    wakeUp();
  }

  /** Who asks next: of those whose time has come and for whom there is room, who matters most. */
  function first(hasRoom: (priority: Priority) => boolean): Waiting<Answer> | undefined {
    const at = now();
    const ready = places.filter((one) => (one.notBefore === null || one.notBefore <= at) && hasRoom(one.purpose.priority));
    const least = Math.min(...ready.map((one) => rank(one, at)));
    return ready.find((one) => rank(one, at) === least);
  }

  function rank({ purpose, since }: Place<Answer>, at: Instant): number {
    const isPatient = purpose.priority !== "upkeep" || Date.parse(at) - Date.parse(since) < upkeepPatienceMs;
    return isPatient ? rankOf[purpose.priority] : rankOf.work;
  }

  function leave(waiting: Waiting<Answer>): Waiting<Answer> {
    const index = places.findIndex((one) => one.answer === waiting.answer);
    if (index >= 0) places.splice(index, 1);
    return waiting;
  }

  /** Those whom the same answer of the ledger concerns. */
  function alike(purpose: Purpose): Waiting<Answer>[] {
    return places.filter((one) => isAlike(one.purpose, purpose));
  }

  /** They all wait, so that one answer of the ledger is not asked for by each of them. */
  function askAgainAt(purpose: Purpose, at: Instant): void {
    for (const one of places) if (isAlike(one.purpose, purpose)) one.notBefore = at;
  }

  /** Until a time has come, somebody joined, or a place became free. */
  async function untilSomebodyMayAsk(): Promise<void> {
    const at = Date.parse(now());
    const times = places.flatMap((one) => (one.notBefore !== null && Date.parse(one.notBefore) > at ? [Date.parse(one.notBefore) - at] : []));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(longestSleepMs, ...times));
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wakeUp = () => undefined;
  }

  return { join, wake, first, leave, alike, askAgainAt, untilSomebodyMayAsk, isEmpty: () => places.length === 0 };
}

function isAlike(one: Purpose, other: Purpose): boolean {
  return one.priority === other.priority && one.isBatch === other.isBatch;
}
