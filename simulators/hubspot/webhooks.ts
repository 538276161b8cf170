/**
 * Webhooks: events that somebody subscribed to, signed and delivered in batches, again and again until they are taken.
 * As from HubSpot they may come late, twice, out of order or not at all; here that can be asked for.
 */
import type { SimulatorClock } from "../parts/clock.ts";
import { seededRandom } from "../parts/fault-plan.ts";
import { app } from "./app.ts";
import { objectTypes } from "./object-types.ts";
import type { PortalEvent } from "./portal.ts";
import { completed, type Subscription, usualMode, type WebhookSettings } from "./webhook-settings.ts";
import { signatureV1, signatureV3 } from "./webhook-signature.ts";

interface Attempt {
  at: string;
  /** The answer's status, or why there was none. */
  outcome: number | string;
  ms: number;
}

export interface Delivery {
  id: number;
  targetUrl: string;
  state: "waiting" | "delivered" | "failed";
  attempts: Attempt[];
  events: Record<string, unknown>[];
}

export interface WebhookState {
  settings: WebhookSettings | null;
  nextEventId: number;
}

const windowMs = 5;
const mostEvents = 100;
const mostAttempts = 10;
const timeoutMs = 5_000;
const longestRetryMs = 10_000;
const mostKept = 500;

export class Webhooks {
  settings: WebhookSettings | null;
  #deliveries: Delivery[] = [];
  #nextEventId: number;
  #nextDelivery = 1;
  #pending: Record<string, unknown>[] = [];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #isWindowOpen = false;
  readonly #queue: Delivery[] = [];
  #underWay = 0;
  #stopped = false;
  #random = seededRandom(1);
  readonly #clock: SimulatorClock;
  readonly #stopping = new AbortController();

  constructor(kept: WebhookState | undefined, clock: SimulatorClock) {
    this.settings = completed(kept?.settings);
    this.#nextEventId = kept?.nextEventId ?? 3_044_611_201;
    this.#random = seededRandom(this.settings?.mode.seed ?? 1);
    this.#clock = clock;
  }

  state(): WebhookState {
    return { settings: this.settings, nextEventId: this.#nextEventId };
  }

  /** The newest first. */
  deliveries(): Delivery[] {
    return this.#deliveries.toReversed();
  }

  /** Sets where events go, which ones, and how. */
  set(settings: WebhookSettings): void {
    this.settings = settings;
    this.#random = seededRandom(settings.mode.seed);
  }

  /** Forgets what was delivered and what is still to be; the settings stay, without mischief. */
  forget(): void {
    this.#clearTimers();
    this.#pending = [];
    this.#queue.length = 0;
    this.#deliveries = [];
    if (this.settings) this.set({ ...this.settings, mode: usualMode });
  }

  stop(): void {
    this.#stopped = true;
    this.#clearTimers();
    this.#stopping.abort();
  }

  /** Something happened; it is delivered soon if somebody subscribed to it. */
  tell(event: PortalEvent): void {
    const { settings } = this;
    if (!settings?.on || settings.targetUrl === "" || this.#stopped) return;
    for (const subscription of settings.subscriptions) {
      if (!subscription.active || !isWanted(subscription, event)) continue;
      const wire = this.#wire(event, subscription);
      if (settings.mode.dropRate > 0 && this.#random() < settings.mode.dropRate) continue;
      this.#pending.push(wire);
    }
    if (this.#pending.length === 0 || this.#isWindowOpen) return;
    this.#isWindowOpen = true;
    this.#later(windowMs, () => this.#cut());
  }

  /** Sends the last deliveries once more, as they were. */
  replay(last: number): number {
    const again = this.#deliveries.slice(-last);
    for (const { events } of again) this.#enqueue(events);
    return again.length;
  }

  /** Makes batches of what is pending. */
  #cut(): void {
    this.#isWindowOpen = false;
    const mode = this.settings?.mode ?? usualMode;
    const events = mode.reorder ? this.#shuffled(this.#pending) : this.#pending;
    this.#pending = [];
    for (let at = 0; at < events.length; at += mostEvents) {
      const batch = events.slice(at, at + mostEvents);
      for (let copy = 0; copy < (mode.duplicate ? 2 : 1); copy += 1) {
        if (mode.delayMs > 0) this.#later(mode.delayMs, () => this.#enqueue(batch));
        else this.#enqueue(batch);
      }
    }
  }

  #enqueue(events: Record<string, unknown>[]): void {
    if (!this.settings) return;
    const delivery: Delivery = { id: this.#nextDelivery++, targetUrl: this.settings.targetUrl, state: "waiting", attempts: [], events };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > mostKept) this.#deliveries.shift();
    this.#queue.push(delivery);
    this.#next();
  }

  #next(): void {
    while (this.#underWay < (this.settings?.maxConcurrentRequests ?? 0) && !this.#stopped) {
      const delivery = this.#queue.shift();
      if (delivery === undefined) return;
      this.#underWay += 1;
      void this.#attempt(delivery).finally(() => {
        this.#underWay -= 1;
        this.#next();
      });
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const outcome = await this.#send(delivery);
    if (this.#stopped) return;
    if (typeof outcome === "number" && outcome >= 200 && outcome < 300) delivery.state = "delivered";
    else if (delivery.attempts.length >= mostAttempts) delivery.state = "failed";
    else {
      const wait = Math.min(longestRetryMs, (this.settings?.mode ?? usualMode).retryMs * 2 ** (delivery.attempts.length - 1));
      this.#later(wait, () => {
        this.#queue.push(delivery);
        this.#next();
      });
    }
  }

  async #send(delivery: Delivery): Promise<number | string> {
    const started = performance.now();
    const body = JSON.stringify(delivery.events.map((event) => ({ ...event, attemptNumber: delivery.attempts.length })));
    const outcome = await this.#post(delivery.targetUrl, body);
    delivery.attempts.push({ at: this.#clock.now().toISOString(), outcome, ms: Math.round(performance.now() - started) });
    return outcome;
  }

  async #post(targetUrl: string, body: string): Promise<number | string> {
    const secret = this.settings?.clientSecret ?? app.clientSecret;
    // Receivers compare with their own clock, so this is the real time even when the simulator's clock was moved.
    const timestamp = Date.now();
    try {
      const response = await fetch(targetUrl, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "user-agent": "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nodes) - WebhooksExecutorDaemon-executor",
          "x-hubspot-signature": signatureV1(secret, body),
          "x-hubspot-signature-version": "v1",
          "x-hubspot-signature-v3": signatureV3(secret, "POST", targetUrl, body, timestamp),
          "x-hubspot-request-timestamp": String(timestamp),
        },
        body,
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stopping.signal]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch (cause) {
      return cause instanceof Error ? reasonOf(cause) : String(cause);
    }
  }

  #wire(event: PortalEvent, subscription: Subscription): Record<string, unknown> {
    const { type, what, property, association } = event;
    const isGeneric = subscription.subscriptionType.startsWith("object.");
    return {
      eventId: this.#nextEventId++,
      subscriptionId: subscription.id,
      portalId: 44112233,
      appId: app.appId,
      occurredAt: event.occurredAt,
      subscriptionType: subscription.subscriptionType,
      attemptNumber: 0,
      changeSource: event.changeSource,
      sourceId: event.sourceId,
      ...(isGeneric ? { objectTypeId: objectTypes[type].typeId } : {}),
      ...(association ? associationFields(event, association) : { objectId: Number(event.objectId), changeFlag: changeFlags[what] }),
      ...(event.merge ? mergeFields(event.merge) : {}),
      ...(property ? { propertyName: property.name, propertyValue: property.value, isSensitive: false } : {}),
    };
  }

  #shuffled<T>(all: readonly T[]): T[] {
    return all.map((one) => ({ one, rank: this.#random() })).sort((a, b) => a.rank - b.rank).map(({ one }) => one);
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#stopped) work();
    }, ms);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#isWindowOpen = false;
  }
}

const changeFlags: Record<PortalEvent["what"], string> = { creation: "NEW", propertyChange: "UPDATED", deletion: "DELETED", associationChange: "UPDATED", merge: "UPDATED", restore: "UPDATED", privacyDeletion: "DELETED" };

/** The winner may be a record that is new. */
function mergeFields({ winner, primary, merged, moved }: NonNullable<PortalEvent["merge"]>): Record<string, unknown> {
  return { primaryObjectId: Number(primary), mergedObjectIds: merged.map(Number), newObjectId: Number(winner), numberOfPropertiesMoved: moved };
}

function associationFields(event: PortalEvent, association: NonNullable<PortalEvent["association"]>): Record<string, unknown> {
  const [from, to] = [objectTypes[event.type], objectTypes[association.to]];
  return {
    associationType: `${from.singular.toUpperCase()}_TO_${to.singular.toUpperCase()}`,
    associationTypeId: association.typeId,
    associationCategory: "HUBSPOT_DEFINED",
    fromObjectId: Number(event.objectId),
    toObjectId: Number(association.toId),
    fromObjectTypeId: from.typeId,
    toObjectTypeId: to.typeId,
    associationRemoved: association.removed,
    isPrimaryAssociation: false,
  };
}

/** Nobody can subscribe to the time of change, which every write sets. */
function isWanted(subscription: Subscription, event: PortalEvent): boolean {
  const [family = "", what = ""] = subscription.subscriptionType.split(".");
  const { singular, typeId } = objectTypes[event.type];
  if (what !== event.what) return false;
  if (family === "object" ? subscription.objectTypeId !== typeId : family !== singular) return false;
  return event.what !== "propertyChange" || subscription.propertyName === event.property?.name;
}

function reasonOf(error: Error): string {
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1_000} s`;
  const { cause } = error;
  return cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : cause.name) : error.message;
}
