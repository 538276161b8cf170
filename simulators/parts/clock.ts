/** A clock that tests can move. */
export interface SimulatorClock {
  now(): Date;
  /** Stands still at this moment (epoch ms); null = runs again with the real time. */
  set(ms: number | null): void;
  /** Moves forward by so many milliseconds and keeps running. */
  advance(ms: number): void;
}

export function createClock(): SimulatorClock {
  let fixed: number | null = null;
  let offset = 0;
  return {
    now: () => new Date(fixed ?? Date.now() + offset),
    set: (ms) => {
      fixed = ms;
      if (ms === null) offset = 0;
    },
    advance: (ms) => {
      if (fixed === null) offset += ms;
      else fixed += ms;
    },
  };
}
