/** The vendor's throttles on rolling windows (reference: throttles). They follow real time, not the simulator's clock. */

export interface ThrottleSettings {
  on: boolean;
  /** Per company, all apps together. */
  perMinute: number;
  /** Per company and app. */
  perSecond: number;
  /** At once, per company and app. */
  concurrent: number;
  batchesPerMinute: number;
  /** E-mails that a company sends in 24 hours. */
  emailsPerDay: number;
}

export const usualThrottles: ThrottleSettings = { on: true, perMinute: 500, perSecond: 10, concurrent: 10, batchesPerMinute: 40, emailsPerDay: 40 };

export interface Throttle {
  /** Lets a call in and returns how to leave, or null when it is over a limit. Refused calls do not count. */
  enter(app: string, isBatch: boolean, settings: ThrottleSettings): (() => void) | null;
}

/** The throttles of all companies, by realm id: one company's calls never slow another's. */
export function createThrottles(): (realmId: string) => Throttle {
  const throttles = new Map<string, Throttle>();
  return (realmId) => {
    const throttle = throttles.get(realmId) ?? createThrottle();
    throttles.set(realmId, throttle);
    return throttle;
  };
}

export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const calls = createWindow();
  const batches = createWindow();
  const apps = new Map<string, { calls: ReturnType<typeof createWindow>; inside: number }>();

  function appOf(id: string): { calls: ReturnType<typeof createWindow>; inside: number } {
    const known = apps.get(id) ?? { calls: createWindow(), inside: 0 };
    apps.set(id, known);
    return known;
  }

  return {
    enter: (id, isBatch, settings) => {
      const app = appOf(id);
      if (settings.on) {
        const at = now();
        const isOver =
          calls.since(at - 60_000) >= settings.perMinute ||
          app.calls.since(at - 1_000) >= settings.perSecond ||
          app.inside >= settings.concurrent ||
          (isBatch && batches.since(at - 60_000) >= settings.batchesPerMinute);
        if (isOver) return null;
        calls.add(at);
        app.calls.add(at);
        if (isBatch) batches.add(at);
      }
      app.inside += 1;
      return () => {
        app.inside -= 1;
      };
    },
  };
}

/** The moments of the last minute, oldest first. */
function createWindow(): { since(moment: number): number; add(moment: number): void } {
  const moments: number[] = [];
  return {
    since: (moment) => moments.length - firstAfter(moments, moment),
    add: (moment) => {
      const old = firstAfter(moments, moment - 60_000);
      if (old > 0) moments.splice(0, old);
      moments.push(moment);
    },
  };
}

function firstAfter(moments: number[], moment: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
