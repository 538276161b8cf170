/** What this process leaves alone until a moment, such as a CRM that was just asked. Forgotten with the process: to ask once too often costs a call. */
import { type Instant, later } from "../domain/dates.ts";
import type { EngineContext } from "./context.ts";

type Place = Pick<EngineContext, "store" | "clock">;

/** One kind of things that rest, each by a key of its own. */
export interface Pauses {
  isResting(context: Place, key: string): boolean;
  /** Since when it rests; null = it does not. */
  restingSince(context: Place, key: string): Instant | null;
  /** Returns the moment until which it rests. */
  rest(context: Place, key: string, forMs: number): Instant;
  /** Those whose keys begin so rest no longer. */
  wake(context: Place, beginning: string): void;
}

interface Pause {
  since: Instant;
  until: Instant;
}

/** By the store: a person's surroundings and the worker's are different objects around the same one. */
export function createPauses(): Pauses {
  const byStore = new WeakMap<EngineContext["store"], Map<string, Pause>>();

  function pausesOf({ store }: Place): Map<string, Pause> {
    const known = byStore.get(store) ?? new Map<string, Pause>();
    byStore.set(store, known);
    return known;
  }

  function restingSince(context: Place, key: string): Instant | null {
    const pause = pausesOf(context).get(key);
    return pause !== undefined && context.clock.now() < pause.until ? pause.since : null;
  }

  return {
    isResting: (context, key) => restingSince(context, key) !== null,
    restingSince,
    rest: (context, key, forMs) => {
      const since = context.clock.now();
      const until = later(since, forMs);
      pausesOf(context).set(key, { since, until });
      return until;
    },
    wake: (context, beginning) => {
      const known = pausesOf(context);
      for (const key of known.keys()) if (key.startsWith(beginning)) known.delete(key);
    },
  };
}
