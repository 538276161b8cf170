/**
 * Keeps a connection below HubSpot's allowances: so many requests in a sliding window. Nobody waits while there is room,
 * and nobody waits long: who would have to is told when to come back.
 */
import { err, ok, type Result } from "#domain/result.ts";

/** At most `requests` starts in any `perMs` milliseconds. */
export interface Allowance {
  requests: number;
  perMs: number;
}

/** What a credential may do. Search has an allowance of its own, per token, across all kinds of objects. */
export interface Limits {
  all: Allowance;
  search: Allowance;
}

/** The smallest documented allowances: 100 in ten seconds, 5 searches a second (a little less, for jitter on the way). */
export const smallestLimits: Limits = { all: { requests: 100, perMs: 10_000 }, search: { requests: 5, perMs: 1_100 } };

/** Longest wait for a turn before the caller is sent away. */
const longestWaitMs = 12_000;

/** Gives turns. An error is the number of milliseconds after which there may be room. */
export interface Pace {
  turn(): Promise<Result<null, number>>;
  /** HubSpot has said "too many": no turns for this long. */
  pause(ms: number): void;
}

/** A pace that never makes anybody wait. */
export const noPace: Pace = { turn: async () => ok(null), pause: () => undefined };

/** A pace for one allowance. `clock` is monotonic, in milliseconds. */
export function createPace({ requests, perMs }: Allowance, clock: () => number = () => performance.now()): Pace {
  /** The last starts, oldest overwritten first. */
  const starts = Array.from({ length: requests }, () => Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  return {
    async turn() {
      const now = clock();
      const start = Math.max(now, pausedUntil, (starts[oldest] ?? Number.NEGATIVE_INFINITY) + perMs);
      if (start - now > longestWaitMs) return err(Math.ceil(start - now));
      starts[oldest] = start;
      oldest = (oldest + 1) % requests;
      if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
      return ok(null);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock() + ms);
    },
  };
}
