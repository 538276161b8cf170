/** What the simulator is made of: company, tokens, faults, throttles, settings, counters and the request log. */
import { createClock, type SimulatorClock } from "../parts/clock.ts";
import { createFaultPlan, type FaultPlan } from "../parts/fault-plan.ts";
import type { StateFile } from "../parts/state-file.ts";
import { Company, type CompanyState } from "./company.ts";
import { createIdempotency, type Idempotency } from "./idempotency.ts";
import { createOAuth, type OAuth, type OAuthState } from "./oauth.ts";
import { seedCompany } from "./seed.ts";
import { createThrottle, type Throttle, type ThrottleSettings, usualThrottles } from "./throttle.ts";

export interface Settings {
  latencyMs: number;
  throttles: ThrottleSettings;
  accessTokenSeconds: number;
  requestIdRetentionSeconds: number;
}

export interface Counters {
  metered: number;
  free: number;
  throttled: number;
  faults: number;
  byEndpoint: Record<string, number>;
}

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  status: number | "dropped";
  ms: number;
  metered: boolean;
  requestId: string | null;
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
  /** Back to the first day, with a fresh seed company. Tokens stay valid, so that connections survive. */
  reset(): void;
  /** Remembers that something changed. */
  changed(): void;
}

interface KeptState {
  company: CompanyState;
  oauth: OAuthState;
  replies: { id: string; at: number; reply: { status: number; body: string } }[];
  counters: Counters;
}

const mostLogged = 500;

export function createSimulator(file: StateFile): Simulator {
  const kept = file.load() as KeptState | undefined;
  const clock = createClock();
  const changed = (): void => file.save(() => stateOf(simulator));
  const settings: Settings = { latencyMs: 0, throttles: { ...usualThrottles }, accessTokenSeconds: 3600, requestIdRetentionSeconds: 86_400 };
  const simulator: Simulator = {
    company: new Company(kept?.company ?? seedCompany(), clock, changed),
    oauth: createOAuth(kept?.oauth ?? { codes: {}, access: {}, refresh: {} }, clock, () => settings.accessTokenSeconds, changed),
    idempotency: createIdempotency(() => clock.now().getTime(), kept?.replies),
    throttle: createThrottle(),
    faults: createFaultPlan(),
    clock,
    settings,
    counters: kept?.counters ?? noCounters(),
    requests: [],
    changed,
    reset: () => {
      simulator.company = new Company(seedCompany(), clock, changed);
      simulator.idempotency = createIdempotency(() => clock.now().getTime());
      simulator.throttle = createThrottle();
      simulator.counters = noCounters();
      simulator.faults.clear();
      simulator.requests = [];
      changed();
    },
  };
  return simulator;
}

function stateOf(simulator: Simulator): KeptState {
  return { company: simulator.company.state(), oauth: simulator.oauth.state(), replies: simulator.idempotency.entries(), counters: simulator.counters };
}

function noCounters(): Counters {
  return { metered: 0, free: 0, throttled: 0, faults: 0, byEndpoint: {} };
}

/** Adds to the request log; the oldest go first. */
export function logRequest(simulator: Simulator, request: LoggedRequest): void {
  simulator.requests.push(request);
  if (simulator.requests.length > mostLogged) simulator.requests.shift();
}
