/** Faults on demand: by explicit rules, or at random from a seed, so that a run can be repeated. */
export const faultKinds = ["429", "500", "503", "slow", "drop-before-commit", "drop-after-commit", "expired-token"] as const;
/** Further kinds that only some simulators know. */
export const answerFaultKinds = ["502", "504", "504-after-commit", "truncated", "wrong-content-type", "200-with-fault", "code"] as const;
/** Kinds that only a CRM with scopes knows. */
export const scopeFaultKinds = ["missing-scope"] as const;
export type FaultKind = (typeof faultKinds)[number] | (typeof answerFaultKinds)[number] | (typeof scopeFaultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** slow: how long. */
  ms: number;
  /** code, 200-with-fault: the vendor's error code, and what else shall be said. */
  code?: string;
  detail?: string;
  element?: string;
  status?: number;
}

interface FaultCall {
  method: string;
  path: string;
}

/** Which calls are meant; absent members match every call. */
interface FaultMatch {
  method?: string;
  pathIncludes?: string;
}

/** Lets `afterCalls` matching calls pass, then strikes `times` times. */
interface FaultRule {
  match?: FaultMatch;
  kind: FaultKind;
  times?: number;
  afterCalls?: number;
  ms?: number;
  code?: string;
  detail?: string;
  element?: string;
  status?: number;
}

/** Rules, and probabilities per kind (0 to 1) drawn from the seed. */
export interface FaultSettings {
  rules?: FaultRule[];
  seed?: number;
  rates?: Partial<Record<FaultKind, number>>;
  /** Which calls the probabilities strike. */
  match?: FaultMatch;
  ms?: number;
}

export interface FaultPlan {
  settings(): FaultSettings;
  set(settings: FaultSettings): void;
  clear(): void;
  /** The fault for this call, or null: rules first, then chance. */
  next(call: FaultCall): Fault | null;
  /** As next, but only by rules that name a path. */
  byRule(call: FaultCall): Fault | null;
  /** How often each rule will still strike. */
  left(): number[];
}

const usualDelayMs = 2_000;
const allKinds = [...faultKinds, ...answerFaultKinds];

export function createFaultPlan(usualSeed = 1): FaultPlan {
  let settings: FaultSettings = {};
  let rules: { rule: FaultRule; passes: number; strikes: number }[] = [];
  let random = seededRandom(usualSeed);

  function set(next: FaultSettings): void {
    settings = next;
    rules = (next.rules ?? []).map((rule) => ({ rule, passes: rule.afterCalls ?? 0, strikes: rule.times ?? 1 }));
    random = seededRandom(next.seed ?? usualSeed);
  }

  function byRules(call: FaultCall, isMeant: (rule: FaultRule) => boolean): Fault | null {
    for (const one of rules) {
      if (one.strikes <= 0 || !isMeant(one.rule) || !matches(one.rule.match, call)) continue;
      if (one.passes-- > 0) continue;
      one.strikes -= 1;
      const { match: _match, times: _times, afterCalls: _afterCalls, ...fault } = one.rule;
      return { ...fault, ms: fault.ms ?? usualDelayMs };
    }
    return null;
  }

  function byChance(call: FaultCall): Fault | null {
    if (!settings.rates || !matches(settings.match, call)) return null;
    let draw = random();
    for (const kind of allKinds) {
      draw -= settings.rates[kind] ?? 0;
      if (draw < 0) return { kind, ms: settings.ms ?? usualDelayMs };
    }
    return null;
  }

  return {
    settings: () => settings,
    set,
    clear: () => set({}),
    next: (call) => byRules(call, () => true) ?? byChance(call),
    byRule: (call) => byRules(call, (rule) => rule.match?.pathIncludes !== undefined),
    left: () => rules.map((one) => one.strikes),
  };
}

function matches(match: FaultMatch | undefined, call: FaultCall): boolean {
  if (match?.method && match.method.toUpperCase() !== call.method.toUpperCase()) return false;
  return !match?.pathIncludes || call.path.includes(match.pathIncludes);
}

/** What is wrong with settings that came from outside; null = nothing. `known` = the kinds of this simulator. */
export function faultSettingsProblem(value: unknown, known: readonly FaultKind[] = faultKinds): string | null {
  if (value === null || typeof value !== "object") return "The fault plan must be an object.";
  const { rules = [], rates = {} } = value as FaultSettings;
  if (!Array.isArray(rules)) return "rules must be a list.";
  const kinds = [...rules.map((rule) => rule.kind), ...Object.keys(rates)];
  const unknown = kinds.find((kind) => !(known as readonly string[]).includes(kind));
  if (unknown !== undefined) return `There is no fault of kind ${unknown}; there are ${known.join(", ")}.`;
  return Object.values(rates).some((rate) => typeof rate !== "number" || rate < 0 || rate > 1) ? "Rates must be numbers from 0 to 1." : null;
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
