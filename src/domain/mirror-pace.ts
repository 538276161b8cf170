/**
 * How often the books are asked what changed. Each question is a metered call, so they are asked often while something
 * changes there and seldom while all is quiet; a hint (a webhook) makes us look within seconds.
 */
import { type Instant, later } from "./dates.ts";

/** How a mirror stands; nulls = never. */
export interface MirrorTimes {
  refreshedAt: Instant | null;
  /** When the books last had something new. */
  changedAt: Instant | null;
  /** When somebody last told us to look. */
  hintedAt: Instant | null;
}

/** However many hints come, we do not look more often than this. */
export const hintedEveryMs = 5_000;

/** Waits between looks, by how long ago the books last had something new. */
const paces = [
  { changedWithinMs: 10 * 60_000, everyMs: 60_000 },
  { changedWithinMs: 2 * 3_600_000, everyMs: 5 * 60_000 },
  { changedWithinMs: 24 * 3_600_000, everyMs: 15 * 60_000 },
] as const;
const quietEveryMs = 30 * 60_000;

/** When the books are to be asked next. */
export function nextLookAt({ refreshedAt, changedAt, hintedAt }: MirrorTimes, now: Instant): Instant {
  if (refreshedAt === null) return now;
  const isHinted = hintedAt !== null && hintedAt >= refreshedAt;
  if (isHinted) return later(refreshedAt, hintedEveryMs);
  const pace = changedAt === null ? undefined : paces.find((one) => now < later(changedAt, one.changedWithinMs));
  return later(refreshedAt, pace?.everyMs ?? quietEveryMs);
}
