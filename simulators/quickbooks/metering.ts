/** What the vendor charges for (reference: App Partner Program): reads and batches are metered, single writes are free. */

export interface Counters {
  metered: number;
  free: number;
  throttled: number;
  /** Planned faults that struck. */
  faults: number;
  byEndpoint: Record<string, number>;
}

export function noCounters(): Counters {
  return { metered: 0, free: 0, throttled: 0, faults: 0, byEndpoint: {} };
}

/** `path` = what follows the realm, in lower case. */
export function isMetered(method: string, path: string): boolean {
  return method === "GET" || /^(query|batch|cdc|reports)\b/.test(path);
}

/** Counts a successful call; the vendor counts no others. */
export function countCall(counters: Counters, method: string, path: string): void {
  const endpoint = `${method} ${path.split("/")[0] ?? ""}`;
  counters.byEndpoint[endpoint] = (counters.byEndpoint[endpoint] ?? 0) + 1;
  if (isMetered(method, path)) counters.metered += 1;
  else counters.free += 1;
}
