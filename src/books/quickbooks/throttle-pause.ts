/** How long a throttle answer pauses a company. */
import type { Instant } from "#domain/dates.ts";

/** The vendor asks for 60 seconds (reference: 3.1). */
const usualMs = 60_000;
/** Spreads the return of several processes and apps. */
const mostJitterMs = 5_000;
const longestMs = 15 * 60_000;

/** Milliseconds: as `Retry-After` says (seconds or a date), else as usual; always with some jitter on top. */
export function throttlePauseMs(retryAfter: string | undefined, now: Instant, random: () => number = Math.random): number {
  const asked = askedMs(retryAfter ?? "", now);
  return Math.min(asked ?? usualMs, longestMs) + Math.round(random() * mostJitterMs);
}

function askedMs(retryAfter: string, now: Instant): number | null {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.parse(now));
}
