/**
 * Webhooks: what changed is told to one address, signed, in bundles, again and again until it is taken. As from the vendor
 * they may come late, twice or out of order; here that can be asked for.
 */
import { createHmac, randomUUID } from "node:crypto";
import type { SimulatorClock } from "../parts/clock.ts";
import { seededRandom } from "../parts/fault-plan.ts";
import type { WriteEvent } from "./company.ts";
import { kindOf } from "./entities/registry.ts";

export interface WebhookSettings {
  /** Empty = nowhere. */
  url: string;
  verifierToken: string;
  format: "cloudevents" | "legacy";
  enabled: boolean;
  /** Entity names; empty = all that have webhooks. */
  entities: string[];
  /** How long changes are collected into one delivery. */
  delayMs: number;
  /** The vendor retries after 10 s, 20 s, 30 s, 5 min ...; this shortens all of it. */
  retryFactor: number;
  /** Holds later events back until a failed delivery is taken. */
  withholds: boolean;
  /** 0 to 1: how often a delivery comes once more. */
  duplicateRate: number;
  /** Shuffles the events of a delivery. */
  reorders: boolean;
  /** 0 to 1: how often an event is never told. */
  dropRate: number;
  seed: number;
}

export function noWebhooks(): WebhookSettings {
  return { url: "", verifierToken: "", format: "cloudevents", enabled: true, entities: [], delayMs: 50, retryFactor: 1, withholds: false, duplicateRate: 0, reorders: false, dropRate: 0, seed: 1 };
}

export interface Delivery {
  id: number;
  url: string;
  state: "waiting" | "taken" | "given-up";
  attempts: { at: string; outcome: number | string; ms: number }[];
  body: string;
  /** How many changes it tells of. */
  events: number;
}

const retrySeconds = [10, 20, 30, 300, 1_200, 7_200, 14_400, 21_600];
const laterRetrySeconds = 21_600;
const mostAttempts = 20;
/** An answer must come within this time. */
const answerMs = 3_000;
const mostKept = 300;
const operationWords = { Create: "created", Update: "updated", Delete: "deleted", Merge: "merged", Void: "voided", Emailed: "emailed" } as const;

interface ToldEvent extends WriteEvent {
  realmId: string;
  at: Date;
}

export interface Webhooks {
  settings(): WebhookSettings;
  set(settings: WebhookSettings): void;
  /** Something changed in a company. */
  tell(realmId: string, event: WriteEvent): void;
  /** Sends what is collected now. */
  flush(): void;
  /** Sends the newest deliveries once more, as they were. */
  replay(last: number): number;
  /** Newest first. */
  deliveries(): Delivery[];
  /** Forgets all deliveries; the settings stay. */
  forget(): void;
  stop(): void;
}

export function createWebhooks(clock: SimulatorClock, kept: WebhookSettings | undefined, changed: () => void): Webhooks {
  let settings = kept ?? noWebhooks();
  let random = seededRandom(settings.seed);
  let pending: ToldEvent[] = [];
  let cutting: NodeJS.Timeout | undefined;
  let deliveries: Delivery[] = [];
  let held: Delivery[] = [];
  let nextId = 1;
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer.unref());
    return timer;
  }

  function tell(realmId: string, event: WriteEvent): void {
    if (!settings.enabled || settings.url === "" || !isWanted(event)) return;
    if (settings.dropRate > 0 && random() < settings.dropRate) return;
    pending.push({ ...event, realmId, at: clock.now() });
    cutting ??= later(settings.delayMs, flush);
  }

  function isWanted({ name }: WriteEvent): boolean {
    const hasWebhook = name === "Preferences" || (name !== "CompanyInfo" && kindOf(name)?.hasWebhook === true);
    return hasWebhook && (settings.entities.length === 0 || settings.entities.some((one) => one.toLowerCase() === name.toLowerCase()));
  }

  function flush(): void {
    if (cutting) clearTimeout(cutting);
    cutting = undefined;
    if (pending.length === 0) return;
    const events = settings.reorders ? shuffled(pending) : pending;
    pending = [];
    const body = JSON.stringify(settings.format === "legacy" ? legacyBody(events) : events.map(cloudEvent));
    enqueue(body, events.length);
    if (random() < settings.duplicateRate) enqueue(body, events.length);
  }

  function shuffled(events: ToldEvent[]): ToldEvent[] {
    return events.map((event) => ({ event, key: random() })).sort((a, b) => a.key - b.key).map(({ event }) => event);
  }

  function enqueue(body: string, events: number): void {
    const delivery: Delivery = { id: nextId++, url: settings.url, state: "waiting", attempts: [], body, events };
    deliveries.push(delivery);
    if (deliveries.length > mostKept) deliveries.shift();
    const isBehind = settings.withholds && deliveries.some((one) => one !== delivery && one.state === "waiting" && one.attempts.length > 0);
    if (isBehind) held.push(delivery);
    else void attempt(delivery);
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const started = performance.now();
    const outcome = await post(delivery);
    delivery.attempts.push({ at: clock.now().toISOString(), outcome, ms: Math.round(performance.now() - started) });
    if (typeof outcome === "number" && outcome >= 200 && outcome < 300) {
      delivery.state = "taken";
      for (const one of held.splice(0)) void attempt(one);
      return;
    }
    if (delivery.attempts.length >= mostAttempts) delivery.state = "given-up";
    else later((retrySeconds[delivery.attempts.length - 1] ?? laterRetrySeconds) * 1_000 * settings.retryFactor, () => void attempt(delivery));
  }

  async function post({ url, body }: Delivery): Promise<number | string> {
    const signature = createHmac("sha256", settings.verifierToken).update(body).digest("base64");
    try {
      const reply = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(answerMs), redirect: "manual", headers: { "content-type": "application/json", "intuit-signature": signature, "user-agent": "intuit_notification_server/1.0" } });
      await reply.body?.cancel();
      return reply.status;
    } catch (error) {
      return error instanceof Error && error.name === "TimeoutError" ? `no answer within ${answerMs / 1_000} seconds` : "no connection";
    }
  }

  function forget(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    cutting = undefined;
    pending = [];
    held = [];
    deliveries = [];
  }

  return {
    settings: () => settings,
    set: (next) => {
      settings = next;
      random = seededRandom(next.seed);
      changed();
    },
    tell,
    flush,
    replay: (last) => {
      const again = deliveries.slice(-last);
      for (const { body, events } of again) enqueue(body, events);
      return again.length;
    },
    deliveries: () => deliveries.toReversed(),
    forget,
    stop: forget,
  };
}

/** An event as the vendor sends it since 2026. */
function cloudEvent({ realmId, name, id, operation, at, deletedId }: ToldEvent): Record<string, unknown> {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "intuit.c2ltdWxhdG9yLW9mLXF1aWNrYm9va3Mtb25saW5l",
    type: `qbo.${name.toLowerCase()}.${operationWords[operation]}.v1`,
    datacontenttype: "application/json",
    time: at.toISOString(),
    intuitentityid: id,
    intuitaccountid: realmId,
    data: deletedId === undefined ? {} : { deletedId },
  };
}

/** All events as the vendor sent them before. */
function legacyBody(events: ToldEvent[]): Record<string, unknown> {
  const realms = [...new Set(events.map(({ realmId }) => realmId))];
  return {
    eventNotifications: realms.map((realmId) => ({
      realmId,
      dataChangeEvent: {
        entities: events
          .filter((event) => event.realmId === realmId)
          .map(({ name, id, operation, at, deletedId }) => ({ name, id, operation, lastUpdated: at.toISOString(), ...(deletedId === undefined ? {} : { deletedId }) })),
      },
    })),
  };
}

/** The settings with some of them changed, or the words for what is wrong with the change. */
export function changedWebhooks(settings: WebhookSettings, change: unknown): { settings: WebhookSettings } | { problem: string } {
  const known = new Map<string, unknown>(Object.entries(settings));
  for (const [name, value] of Object.entries((change ?? {}) as object)) {
    if (!known.has(name)) return { problem: `There is no webhook setting ${name}.` };
    if (typeof value !== typeof known.get(name) || Array.isArray(value) !== Array.isArray(known.get(name))) return { problem: `${name} must be like ${JSON.stringify(known.get(name))}.` };
  }
  const next = { ...settings, ...(change as Partial<WebhookSettings>) };
  if (next.url !== "" && !URL.canParse(next.url)) return { problem: "url must be a whole address." };
  if (!["cloudevents", "legacy"].includes(next.format)) return { problem: "format must be cloudevents or legacy." };
  return { settings: next };
}
