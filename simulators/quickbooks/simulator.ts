/** What the simulator is made of: company, tokens, faults, throttles, settings, counters and the request log. */
import { createClock, type SimulatorClock } from "../parts/clock.ts";
import { createFaultPlan, type FaultPlan } from "../parts/fault-plan.ts";
import type { StateFile } from "../parts/state-file.ts";
import { Company, type CompanyState } from "./company.ts";
import { createIdempotency, type Idempotency, type KeptReply } from "./idempotency.ts";
import { type Counters, noCounters } from "./metering.ts";
import { createOAuth, type OAuth, type OAuthState } from "./oauth.ts";
import { seedCompany } from "./seed.ts";
import { type Settings, usualSettings } from "./settings.ts";
import { createThrottle, type Throttle } from "./throttle.ts";

export interface LoggedRequest {
  /** By the simulator's clock. */
  at: string;
  method: string;
  path: string;
  status: number | "dropped";
  ms: number;
  /** Counted by the vendor as a paid call. */
  metered: boolean;
  requestId: string | null;
  /** The planned fault that struck. */
  fault: string | null;
}

export interface Simulator {
  company: Company;
  oauth: OAuth;
  idempotency: Idempotency;
  throttle: Throttle;
  faults: FaultPlan;
  clock: SimulatorClock;
  settings: Settings;
  counters: Counters;
  requests: LoggedRequest[];
  /**
   * Back to the first day: a fresh seed company, no faults, zero counters, usual settings and clock. Tokens stay valid, so
   * that connections survive.
   */
  reset(): void;
  /** Remembers that something changed. */
  changed(): void;
}

interface KeptState {
  version: number;
  company: CompanyState;
  oauth: OAuthState;
  replies: KeptReply[];
  counters: Counters;
  settings: Settings;
}

/** A state of another version is not read: the simulator starts afresh. */
const stateVersion = 4;
const mostLogged = 500;

export function createSimulator(file: StateFile, seed?: number): Simulator {
  const loaded = file.load() as KeptState | undefined;
  const kept = loaded?.version === stateVersion ? loaded : undefined;
  const clock = createClock();
  const now = (): number => clock.now().getTime();
  const changed = (): void => file.save(() => stateOf(simulator));
  const simulator: Simulator = {
    company: new Company(kept?.company ?? seedCompany(), clock, changed),
    oauth: createOAuth(kept?.oauth ?? { codes: {}, access: {}, refresh: {} }, clock, () => simulator.settings, changed),
    idempotency: createIdempotency(now, kept?.replies),
    throttle: createThrottle(),
    faults: createFaultPlan(seed),
    clock,
    settings: kept?.settings ?? usualSettings(),
    counters: kept?.counters ?? noCounters(),
    requests: [],
    changed,
    reset: () => {
      simulator.company = new Company(seedCompany(), clock, changed);
      simulator.idempotency = createIdempotency(now);
      simulator.throttle = createThrottle();
      simulator.settings = usualSettings();
      simulator.counters = noCounters();
      simulator.requests = [];
      simulator.faults.clear();
      clock.set(null);
      changed();
    },
  };
  return simulator;
}

function stateOf({ company, oauth, idempotency, counters, settings }: Simulator): KeptState {
  return {
    version: stateVersion,
    company: company.state(),
    oauth: oauth.state(),
    replies: idempotency.entries(),
    counters: { ...counters, byEndpoint: { ...counters.byEndpoint } },
    settings: { ...settings, throttles: { ...settings.throttles } },
  };
}

/** Adds to the request log; the oldest go first. */
export function logRequest({ requests }: Simulator, request: LoggedRequest): void {
  requests.push(request);
  if (requests.length > mostLogged) requests.shift();
}
