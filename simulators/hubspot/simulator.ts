/** What the simulator is made of: the portal, webhooks, faults, limits, settings, counters and the request log. */
import { createClock, type SimulatorClock } from "../parts/clock.ts";
import { createFaultPlan, type FaultPlan } from "../parts/fault-plan.ts";
import type { StateFile } from "../parts/state-file.ts";
import { type Sender, senderOf } from "./action-calls.ts";
import { Actions, type ActionsState } from "./actions.ts";
import { Portal, type PortalState } from "./portal.ts";
import { OAuth, type OAuthState } from "./oauth.ts";
import { seedPortal } from "./seed.ts";
import { Webhooks, type WebhookState } from "./webhooks.ts";
import { type RunnerState, WorkflowRunner } from "./workflow-runner.ts";

export interface Settings {
  latencyMs: number;
  /** Whether the vendor's rate limits apply. */
  throttles: boolean;
  /** How long a write takes to reach the search index. */
  searchIndexDelayMs: number;
}

interface Counters {
  calls: number;
  searches: number;
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
  fault: string | null;
}

export interface Simulator {
  portal: Portal;
  webhooks: Webhooks;
  oauth: OAuth;
  /** The app's custom workflow actions, and the workflows that use them. */
  actions: Actions;
  runner: WorkflowRunner;
  /** Calls the app as HubSpot does. */
  callApp: Sender;
  faults: FaultPlan;
  clock: SimulatorClock;
  settings: Settings;
  counters: Counters;
  requests: LoggedRequest[];
  /** When recent calls were let in (epoch ms), for the limits. */
  recent: { calls: number[]; searches: number[]; today: { day: string; calls: number } };
  /** Back to the seed portal; the token, and who gets webhooks, stay. */
  reset(): void;
  /** Remembers that something changed. */
  changed(): void;
}

interface KeptState {
  portal: PortalState;
  webhooks: WebhookState;
  oauth: OAuthState;
  actions: ActionsState;
  runner: RunnerState;
}

const mostLogged = 500;

export function createSimulator(file: StateFile, options: { seed: number; throttles: boolean }): Simulator {
  const kept = file.load() as Partial<KeptState> | undefined;
  const clock = createClock();
  const settings: Settings = { latencyMs: 0, throttles: options.throttles, searchIndexDelayMs: 0 };
  const changed = (): void => file.save(() => ({ portal: simulator.portal.state(), webhooks: simulator.webhooks.state(), oauth: simulator.oauth.state(), actions: simulator.actions.state(), runner: simulator.runner.state() }));
  const open = (state: PortalState): Portal =>
    new Portal(state, clock, (event) => {
      simulator.webhooks.tell(event);
      changed();
    });
  const callApp = senderOf(clock);
  const simulator: Simulator = {
    actions: new Actions(kept?.actions),
    runner: new WorkflowRunner(kept?.runner, { portal: () => simulator.portal, actions: () => simulator.actions, send: callApp, clock, changed }),
    callApp,
    portal: open(kept?.portal ?? seedPortal(options.seed)),
    webhooks: new Webhooks(kept?.webhooks, clock),
    oauth: new OAuth(kept?.oauth, clock),
    faults: createFaultPlan(),
    clock,
    settings,
    counters: noCounters(),
    requests: [],
    recent: noCalls(),
    changed,
    reset: () => {
      simulator.portal = open(seedPortal(options.seed));
      simulator.portal.keepsVersions = simulator.settings.searchIndexDelayMs > 0;
      simulator.webhooks.forget();
      simulator.runner.forget();
      simulator.faults.clear();
      simulator.counters = noCounters();
      simulator.requests = [];
      simulator.recent = noCalls();
      changed();
    },
  };
  return simulator;
}

function noCalls(): Simulator["recent"] {
  return { calls: [], searches: [], today: { day: "", calls: 0 } };
}

function noCounters(): Counters {
  return { calls: 0, searches: 0, throttled: 0, faults: 0, byEndpoint: {} };
}

/** Adds to the request log; the oldest go first. */
export function logRequest(simulator: Simulator, request: LoggedRequest): void {
  simulator.requests.push(request);
  if (simulator.requests.length > mostLogged) simulator.requests.shift();
}
