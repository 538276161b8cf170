/**
 * Burst mode of one drain: asks now and then how long the backlog is, and puts batches aside for a while when the books do
 * not take any (their ceiling, the budget, or a refusal).
 */
import { shallBurst } from "../domain/burst.ts";
import { later, type Instant } from "../domain/dates.ts";
import type { ConnectionId } from "../domain/ids.ts";
import type { EngineContext } from "./context.ts";

/** The backlog changes slowly compared with a claim. */
const askEveryMs = 2_000;
/** After a refused batch single calls go alone at least this long. */
const shortestRestMs = 2_000;

export interface Burst {
  /** Whether batches may be claimed now. */
  isOn(): Promise<boolean>;
  /** No batch before `until`. */
  rest(until: Instant): void;
}

/** Burst mode starts off. */
export function createBurst(context: EngineContext, connectionId: ConnectionId): Burst {
  const { clock, store } = context;
  let isBursting = false;
  let askAgainAt: Instant | null = null;
  let restingUntil: Instant | null = null;

  async function ask(): Promise<boolean> {
    const connection = await store.connection(connectionId);
    if (connection?.role !== "books") return false;
    const { capacity } = await context.books(connectionId);
    const { burstAfterSeconds } = connection.settings;
    const backlog = await store.duePostings(connectionId, clock.now());
    const shall = shallBurst({ backlog, perMinute: capacity.perMinute, burstAfterSeconds, isBursting });
    if (shall !== isBursting) context.log.info({ connectionId, backlog }, shall ? "burst mode begins" : "burst mode ends");
    return shall;
  }

  return {
    isOn: async () => {
      const now = clock.now();
      if (askAgainAt === null || now >= askAgainAt) {
        isBursting = await ask();
        askAgainAt = later(now, askEveryMs);
      }
      return isBursting && (restingUntil === null || now >= restingUntil);
    },
    rest: (until) => {
      const soonest = later(clock.now(), shortestRestMs);
      restingUntil = until > soonest ? until : soonest;
    },
  };
}
