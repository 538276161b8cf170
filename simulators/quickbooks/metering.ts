/** What the vendor charges for (reference: App Partner Program): reads and batches are metered, single writes are free. */

export interface Counters {
  metered: number;
  free: number;
  throttled: number;
  /** Planned faults that struck. */
  faults: number;
  byEndpoint: Record<string, number>;
  /** Metered calls by calendar month of the simulator's clock. */
  meteredByMonth: Record<string, number>;
}

/** The vendor's tiers: metered calls that a month includes; only the free one stops there, the others charge. */
export const tiers = { builder: 500_000, silver: 1_000_000, gold: 10_000_000, platinum: 75_000_000 } as const;

export interface MeteringSettings {
  tier: string;
  /** The month's calls of the builder tier; smaller to try the end of them. */
  included: number;
  /** Whether a batch counts once or by its items; the vendor does not say. */
  batchCountsItems: boolean;
}

export function usualMetering(): MeteringSettings {
  return { tier: "builder", included: tiers.builder, batchCountsItems: false };
}

/** Whether the month's metered calls are used up and no more are let in. */
export function isBlocked({ meteredByMonth }: Counters, { tier, included }: MeteringSettings, now: Date): boolean {
  return tier === "builder" && (meteredByMonth[monthOf(now)] ?? 0) >= included;
}

function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7);
}

export function noCounters(): Counters {
  return { metered: 0, free: 0, throttled: 0, faults: 0, byEndpoint: {}, meteredByMonth: {} };
}

/** `path` = what follows the realm, in lower case. */
export function isMetered(method: string, path: string): boolean {
  return method === "GET" || /^(query|batch|cdc|reports)\b/.test(path);
}

/** Counts a successful call; the vendor counts no others. `weight` = what a metered call counts as. */
export function countCall(counters: Counters, method: string, path: string, now: Date, weight = 1): void {
  const endpoint = `${method} ${path.split("/")[0] ?? ""}`;
  counters.byEndpoint[endpoint] = (counters.byEndpoint[endpoint] ?? 0) + 1;
  if (!isMetered(method, path)) {
    counters.free += 1;
    return;
  }
  counters.metered += weight;
  const month = monthOf(now);
  counters.meteredByMonth[month] = (counters.meteredByMonth[month] ?? 0) + weight;
}
