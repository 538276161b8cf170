/** What the simulator is made of: company, tokens, faults, throttles, settings, counters and the request log. */
import { createClock, type SimulatorClock } from "../parts/clock.ts";
import { createFaultPlan, type FaultPlan } from "../parts/fault-plan.ts";
import type { StateFile } from "../parts/state-file.ts";
import { Company, type CompanyState } from "./company.ts";
import { createIdempotency, type Idempotency, type KeptReply } from "./idempotency.ts";
import { type Counters, noCounters } from "./metering.ts";
import { createIdTokens, type IdTokens } from "./id-token.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { createOAuth, type OAuth, type OAuthState } from "./oauth.ts";
import { profileCompany, type ProfileName, sampleRealmId } from "./profiles/profiles.ts";
import { type Settings, usualSettings } from "./settings.ts";
import { createWebhooks, type Webhooks, type WebhookSettings } from "./webhooks.ts";
import { createThrottles, type Throttle } from "./throttle.ts";

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
  /** By realm id, in the order of making; the first is the sample company. */
  companies: Map<string, Company>;
  /** The sample company. */
  readonly company: Company;
  oauth: OAuth;
  idempotency: Idempotency;
  throttleOf: (realmId: string) => Throttle;
  faults: FaultPlan;
  clock: SimulatorClock;
  settings: Settings;
  counters: Counters;
  requests: LoggedRequest[];
  webhooks: Webhooks;
  idTokens: IdTokens;
  mailbox: Mailbox;
  /**
   * Back to the first day: a fresh seed company, no faults, zero counters, usual settings and clock. Tokens stay valid, so
   * that connections survive.
   */
  reset(): void;
  /** Adds a company that starts from a profile. */
  addCompany(profile: ProfileName, name?: string): Company;
  /** Remembers that something changed. */
  changed(): void;
}

interface KeptState {
  version: number;
  companies: CompanyState[];
  oauth: OAuthState;
  replies: KeptReply[];
  counters: Counters;
  settings: Settings;
  webhooks: WebhookSettings;
  idTokenKey?: string;
}

/** A state of another version is not read: the simulator starts afresh. */
const stateVersion = 10;
const mostLogged = 500;

export function createSimulator(file: StateFile, seed?: number): Simulator {
  const loaded = file.load() as KeptState | undefined;
  const kept = loaded?.version === stateVersion ? loaded : undefined;
  const clock = createClock();
  const now = (): number => clock.now().getTime();
  const changed = (): void => file.save(() => stateOf(simulator));
  const keep = (state: CompanyState): Company => {
    const company = new Company(state, clock, (event) => {
      changed();
      simulator.webhooks.tell(state.realmId, event);
    });
    simulator.companies.set(state.realmId, company);
    return company;
  };
  const simulator: Simulator = {
    companies: new Map(),
    get company() {
      return sampleCompany(simulator);
    },
    oauth: createOAuth(kept?.oauth ?? { codes: {}, access: {}, refresh: {} }, clock, () => simulator.settings, changed),
    idempotency: createIdempotency(now, kept?.replies),
    throttleOf: createThrottles(),
    faults: createFaultPlan(seed),
    clock,
    settings: kept?.settings ?? usualSettings(),
    counters: kept?.counters ?? noCounters(),
    requests: [],
    mailbox: createMailbox(clock),
    idTokens: createIdTokens(() => clock.now(), kept?.idTokenKey, changed),
    webhooks: createWebhooks(clock, kept?.webhooks, changed),
    changed,
    reset: () => {
      simulator.companies.clear();
      keep(profileCompany("us", sampleRealmId));
      simulator.idempotency = createIdempotency(now);
      simulator.throttleOf = createThrottles();
      simulator.settings = usualSettings();
      simulator.counters = noCounters();
      simulator.requests = [];
      simulator.mailbox = createMailbox(clock);
      simulator.faults.clear();
      simulator.webhooks.forget();
      clock.set(null);
      changed();
    },
    addCompany: (profile, name) => {
      const company = keep(profileCompany(profile, nextRealmId(simulator), name));
      changed();
      return company;
    },
  };
  for (const state of kept?.companies ?? [profileCompany("us", sampleRealmId)]) keep(state);
  return simulator;
}

function sampleCompany({ companies }: Simulator): Company {
  const [first] = companies.values();
  if (!first) throw new Error("the simulator has no company");
  return first;
}

function nextRealmId({ companies }: Simulator): string {
  const last = [...companies.keys()].map(BigInt).reduce((most, one) => (one > most ? one : most), 0n);
  return String(last + 1n);
}

function stateOf({ companies, oauth, idempotency, counters, settings, webhooks, idTokens }: Simulator): KeptState {
  return {
    version: stateVersion,
    companies: [...companies.values()].map((company) => company.state()),
    oauth: oauth.state(),
    replies: idempotency.entries(),
    counters: { ...counters, byEndpoint: { ...counters.byEndpoint }, meteredByMonth: { ...counters.meteredByMonth } },
    settings: { ...settings, throttles: { ...settings.throttles }, metering: { ...settings.metering } },
    webhooks: { ...webhooks.settings() },
    ...(idTokens.key() === undefined ? {} : { idTokenKey: idTokens.key() ?? "" }),
  };
}

/** Adds to the request log; the oldest go first. */
export function logRequest({ requests }: Simulator, request: LoggedRequest): void {
  requests.push(request);
  if (requests.length > mostLogged) requests.shift();
}
