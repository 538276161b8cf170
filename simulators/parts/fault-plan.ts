/** Faults on demand: by explicit rules, or at random from a seed, so that a run can be repeated. */
export const faultKinds = ["429", "500", "503", "slow", "drop-before-commit", "drop-after-commit", "expired-token"] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** slow: how long. */
  ms: number;
}

/** Lets `afterCalls` matching calls pass, then strikes `times` times. */
export interface FaultRule {
  match?: { method?: string; pathIncludes?: string };
  kind: FaultKind;
  times?: number;
  afterCalls?: number;
  ms?: number;
}

/** Rules, and probabilities per kind (0 to 1) drawn from the seed. */
export interface FaultSettings {
  rules?: FaultRule[];
  seed?: number;
  rates?: Partial<Record<FaultKind, number>>;
  /** Which calls the probabilities strike. */
  match?: { method?: string; pathIncludes?: string };
  ms?: number;
}

export interface FaultPlan {
  settings(): FaultSettings;
  set(settings: FaultSettings): void;
  clear(): void;
  /** The fault for this call, or null. */
  next(call: { method: string; path: string }): Fault | null;
}

const usualDelayMs = 2_000;

export function createFaultPlan(): FaultPlan {
  let settings: FaultSettings = {};
  let rules: { rule: FaultRule; passes: number; strikes: number }[] = [];
  let random = seededRandom(1);

  function set(next: FaultSettings): void {
    settings = next;
    rules = (next.rules ?? []).map((rule) => ({ rule, passes: rule.afterCalls ?? 0, strikes: rule.times ?? 1 }));
    random = seededRandom(next.seed ?? 1);
  }

  function byRule(call: { method: string; path: string }): Fault | null {
    for (const one of rules) {
      if (one.strikes <= 0 || !matches(one.rule.match, call)) continue;
      if (one.passes-- > 0) continue;
      one.strikes -= 1;
      return { kind: one.rule.kind, ms: one.rule.ms ?? usualDelayMs };
    }
    return null;
  }

  function byChance(call: { method: string; path: string }): Fault | null {
    if (!settings.rates || !matches(settings.match, call)) return null;
    let draw = random();
    for (const kind of faultKinds) {
      draw -= settings.rates[kind] ?? 0;
      if (draw < 0) return { kind, ms: settings.ms ?? usualDelayMs };
    }
    return null;
  }

  return { settings: () => settings, set, clear: () => set({}), next: (call) => byRule(call) ?? byChance(call) };
}

function matches(match: FaultRule["match"], call: { method: string; path: string }): boolean {
  if (match?.method && match.method.toUpperCase() !== call.method.toUpperCase()) return false;
  return !match?.pathIncludes || call.path.includes(match.pathIncludes);
}

/** A small seeded generator (mulberry32): the same seed gives the same faults. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
