/** How long a vendor lets us in, and when to warn that it ends. */
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";

/** The life of a permission. */
export interface Permission {
  /** When it was last renewed; null = not since it was given. */
  renewedAt: Instant | null;
  /** It ends then unless it is renewed before; every renewal moves this on. */
  unusedUntil: Instant;
  /** It ends then whatever is done. */
  endsAt: Instant;
  /** True: the vendor did not say so; it is counted from the day of the consent. */
  isEndAssumed: boolean;
}

/** People are told this many days ahead; the last one that was passed counts. */
export const warningDays = [30, 7, 1] as const;

const dayMs = 86_400_000;

/** The warnings to show now, the nearest end first; [] = nothing ends within 30 days. */
export function permissionWarnings(booksName: string, permission: Permission, now: Instant): Extract<Failure, { code: "books-permission-ends" }>[] {
  const ends = [
    { because: "unused" as const, endsAt: permission.unusedUntil },
    { because: "five-years" as const, endsAt: permission.endsAt },
  ];
  return ends
    .map((end) => ({ code: "books-permission-ends" as const, booksName, ...end, daysLeft: daysUntil(end.endsAt, now) }))
    .filter((warning) => warning.daysLeft <= warningDays[0])
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

/** Begun days count as whole ones; 0 = it has ended. */
function daysUntil(end: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((Date.parse(end) - Date.parse(now)) / dayMs));
}
