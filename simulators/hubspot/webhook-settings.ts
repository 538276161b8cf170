/** Where webhooks go, which events, and how badly they are delivered. */
import { app } from "./app.ts";
import { changedBy, type Input, listIn, objectIn, textIn, WrongInput } from "./control-input.ts";

export interface Subscription {
  id: number;
  /** `deal.propertyChange`, or `object.propertyChange` with an objectTypeId. */
  subscriptionType: string;
  propertyName?: string;
  objectTypeId?: string;
  active: boolean;
  createdAt: string;
  updatedAt: string;
}

/** How badly events are delivered. */
interface DeliveryMode {
  /** Each batch is sent twice. */
  duplicate: boolean;
  /** Events are shuffled before they are cut into batches. */
  reorder: boolean;
  delayMs: number;
  /** The part of the events (0 to 1) that is never sent. */
  dropRate: number;
  seed: number;
  /** Before the second attempt; doubled before each further one. */
  retryMs: number;
}

export interface WebhookSettings {
  /** "" = nobody is told. */
  targetUrl: string;
  clientSecret: string;
  subscriptions: Subscription[];
  on: boolean;
  mode: DeliveryMode;
  maxConcurrentRequests: number;
  createdAt: string;
  updatedAt: string;
}

export const usualMode: DeliveryMode = { duplicate: false, reorder: false, delayMs: 0, dropRate: 0, seed: 1, retryMs: 250 };
const firstSubscriptionId = 90_112;
const families = ["contact", "company", "deal", "line_item", "product", "object"];
const changes = ["creation", "deletion", "propertyChange", "associationChange", "merge", "restore"];

/** Nobody is told of anything. */
export function noWebhooks(now: string): WebhookSettings {
  return { targetUrl: "", clientSecret: app.clientSecret, subscriptions: [], on: true, mode: usualMode, maxConcurrentRequests: 10, createdAt: now, updatedAt: now };
}

/** The settings as changed by a control call; the mode and the subscriptions are replaced as a whole, and on again unless told otherwise. */
export function changedWebhooks(before: WebhookSettings, change: Input, now: string): WebhookSettings {
  const { targetUrl, clientSecret, subscriptions, mode, on = true, ...rest } = change;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new WrongInput(`There is no setting ${unknown} of webhooks.`);
  if (typeof on !== "boolean") throw new WrongInput("on must be true or false.");
  const problem = targetUrl === undefined ? null : targetProblem(targetUrl);
  if (problem !== null) throw new WrongInput(problem);
  return {
    ...before,
    on,
    updatedAt: now,
    ...(targetUrl === undefined ? {} : { targetUrl: textIn(targetUrl, "targetUrl") }),
    ...(clientSecret === undefined ? {} : { clientSecret: textIn(clientSecret, "clientSecret") }),
    ...(subscriptions === undefined ? {} : { subscriptions: subscriptionsIn(subscriptions, now) }),
    ...(mode === undefined ? {} : { mode: modeIn(mode) }),
  };
}

function subscriptionsIn(given: unknown, now: string): Subscription[] {
  return listIn(given, "subscriptions").map((one, index) => {
    const { subscriptionType, propertyName, objectTypeId } = objectIn(one, "Each subscription");
    const problem = subscriptionProblem(subscriptionType, propertyName, objectTypeId);
    if (problem !== null) throw new WrongInput(problem);
    return subscription(firstSubscriptionId + index, textIn(subscriptionType, "subscriptionType"), propertyName, objectTypeId, true, now);
  });
}

/** A subscription; property and type are absent where they mean nothing. */
export function subscription(id: number, subscriptionType: string, propertyName: unknown, objectTypeId: unknown, active: boolean, now: string): Subscription {
  return {
    id,
    subscriptionType,
    ...(typeof propertyName === "string" ? { propertyName } : {}),
    ...(typeof objectTypeId === "string" ? { objectTypeId } : {}),
    active,
    createdAt: now,
    updatedAt: now,
  };
}

export function nextSubscriptionId(all: readonly Subscription[]): number {
  return Math.max(firstSubscriptionId - 1, ...all.map((one) => one.id)) + 1;
}

function modeIn(given: unknown): DeliveryMode {
  const mode = changedBy(usualMode, objectIn(given, "mode"));
  if (mode.dropRate > 1) throw new WrongInput("dropRate must be from 0 to 1.");
  return mode;
}

/** Why events cannot be sent there; null = they can. Nothing is ever sent off this machine. */
export function targetProblem(targetUrl: unknown): string | null {
  if (targetUrl === "") return null;
  const address = typeof targetUrl === "string" && URL.canParse(targetUrl) ? new URL(targetUrl) : null;
  if (address === null || !["http:", "https:"].includes(address.protocol)) return "targetUrl must be an absolute http address.";
  const isHere = address.hostname === "localhost" || address.hostname === "[::1]" || /^127(\.\d+){3}$/.test(address.hostname);
  return isHere ? null : "targetUrl must be on this machine (127.0.0.1, ::1 or localhost): the simulator sends nothing elsewhere.";
}

/** Why nobody can subscribe to that; null = one can. */
export function subscriptionProblem(subscriptionType: unknown, propertyName: unknown, objectTypeId: unknown): string | null {
  const [family = "", what = "", ...more] = typeof subscriptionType === "string" ? subscriptionType.split(".") : [];
  const isKnown = more.length === 0 && families.includes(family) && changes.includes(what);
  if (!isKnown && subscriptionType !== "contact.privacyDeletion") return `There are no events of the type ${String(subscriptionType)}.`;
  if (family === "object" && typeof objectTypeId !== "string") return `${String(subscriptionType)} needs an objectTypeId.`;
  if (what === "propertyChange" && typeof propertyName !== "string") return `${String(subscriptionType)} needs a propertyName.`;
  return propertyName === "hs_lastmodifieddate" ? "Nobody can subscribe to hs_lastmodifieddate." : null;
}

/** Settings that an earlier version kept may lack what came later. */
export function completed(kept: Partial<WebhookSettings> | null | undefined): WebhookSettings | null {
  if (!kept) return null;
  const start = noWebhooks(new Date(0).toISOString());
  const subscriptions = (kept.subscriptions ?? []).map((one, index) => ({ ...subscription(firstSubscriptionId + index, "", undefined, undefined, true, start.createdAt), ...one }));
  return { ...start, ...kept, subscriptions, mode: { ...usualMode, ...kept.mode } };
}
