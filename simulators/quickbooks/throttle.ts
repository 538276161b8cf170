/** The vendor's throttles on rolling windows, and the meter of what it charges for. */

export interface ThrottleSettings {
  on: boolean;
  perMinute: number;
  perSecond: number;
  concurrent: number;
  batchesPerMinute: number;
}

export const usualThrottles: ThrottleSettings = { on: true, perMinute: 500, perSecond: 10, concurrent: 10, batchesPerMinute: 40 };

export interface Throttle {
  /** Lets a call in and returns how to leave, or null when it is over a limit. */
  enter(isBatch: boolean, settings: ThrottleSettings): (() => void) | null;
}

export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const calls: number[] = [];
  const batches: number[] = [];
  let inside = 0;
  return {
    enter: (isBatch, settings) => {
      const at = now();
      drop(calls, at - 60_000);
      drop(batches, at - 60_000);
      const inLastSecond = calls.length - firstAfter(calls, at - 1_000);
      const isOver =
        calls.length >= settings.perMinute || inLastSecond >= settings.perSecond || inside >= settings.concurrent || (isBatch && batches.length >= settings.batchesPerMinute);
      if (settings.on && isOver) return null;
      calls.push(at);
      if (isBatch) batches.push(at);
      inside += 1;
      return () => {
        inside -= 1;
      };
    },
  };
}

function drop(times: number[], before: number): void {
  const keepFrom = firstAfter(times, before);
  if (keepFrom > 0) times.splice(0, keepFrom);
}

function firstAfter(times: number[], moment: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads and batches are metered, single writes are free (the vendor's partner programme). */
export function isMetered(method: string, path: string): boolean {
  return method === "GET" || /\/(query|batch|cdc)$/.test(path);
}
