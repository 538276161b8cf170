/**
 * Other applications use the same set of books, and the vendor's limit counts them together. A throttle answer that comes
 * early says that less is left for us: we go on more slowly, and come back to full speed step by step.
 */
import { type Instant, later } from "./dates.ts";

/** What is asked of the books at most from `since` on; it grows from there. */
export interface SlowDown {
  /** Requests in any 60 seconds. */
  perMinute: number;
  since: Instant;
}

/** Nobody is slowed down below this, in requests a minute: waiting work must still move. */
export const slowestPerMinute = 30;
/** How much comes back with every minute, in requests a minute. */
export const regainedPerMinute = 20;
/** Of what we used when the throttle came, this much is tried next. */
const keptShare = 0.9;
/** One throttle answer never takes more than this: it may have come for another reason than the minute's limit. */
const mostTakenShare = 0.5;

/** What may be asked in any 60 seconds around `now`: never more than `full`, the documented limit, and never less than the slowest. */
export function allowedPerMinute(slowDown: SlowDown | null, full: number, now: Instant): number {
  if (slowDown === null) return full;
  const minutes = Math.max(0, Date.parse(now) - Date.parse(slowDown.since)) / 60_000;
  return Math.min(full, Math.max(slowestPerMinute, slowDown.perMinute) + Math.floor(minutes * regainedPerMinute));
}

/**
 * The pace after a throttle answer. `used` = our own requests in the 60 seconds before it. Answers that come while the
 * books are paused belong to the throttle that paused them.
 */
export function afterThrottle(
  current: SlowDown | null,
  throttle: { used: number; full: number; at: Instant; wasPausedUntil: Instant | null; resumesAt: Instant },
): SlowDown | null {
  const { used, full, at, wasPausedUntil, resumesAt } = throttle;
  if (wasPausedUntil !== null && at < wasPausedUntil) return current;
  const before = allowedPerMinute(current, full, at);
  const perMinute = Math.max(slowestPerMinute, Math.floor(before * mostTakenShare), Math.floor(Math.min(used, before) * keptShare));
  return { perMinute: Math.min(full, perMinute), since: resumesAt };
}

/** When a slow-down is over. */
export function endOfSlowDown({ perMinute, since }: SlowDown, full: number): Instant {
  return later(since, Math.ceil(((full - Math.max(slowestPerMinute, perMinute)) / regainedPerMinute) * 60_000));
}
