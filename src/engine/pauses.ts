/** What this process leaves alone until a moment, such as a CRM that was just asked. Forgotten with the process: to ask once too often costs a call. */
import { type Instant, later } from "../domain/dates.ts";
import type { EngineContext } from "./context.ts";

type Place = Pick<EngineContext, "store" | "clock">;

/** One kind of things that rest, each by a key of its own. */
export interface Pauses {
  isResting(context: Place, key: string): boolean;
  /** Returns the moment until which it rests. */
  rest(context: Place, key: string, forMs: number): Instant;
  /** Those whose keys begin so rest no longer. */
  wake(context: Place, beginning: string): void;
}

/** By the store: a person's surroundings and the worker's are different objects around the same one. */
export function createPauses(): Pauses {
  const untils = new WeakMap<EngineContext["store"], Map<string, Instant>>();

  function untilsOf({ store }: Place): Map<string, Instant> {
    const known = untils.get(store) ?? new Map<string, Instant>();
    untils.set(store, known);
    return known;
  }

  return {
    isResting: (context, key) => {
      const until = untilsOf(context).get(key);
      return until !== undefined && context.clock.now() < until;
    },
    rest: (context, key, forMs) => {
      const until = later(context.clock.now(), forMs);
      untilsOf(context).set(key, until);
      return until;
    },
    wake: (context, beginning) => {
      const known = untilsOf(context);
      for (const key of known.keys()) if (key.startsWith(beginning)) known.delete(key);
    },
  };
}
