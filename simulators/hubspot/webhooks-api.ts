/** An app's webhook settings and subscriptions: below `/webhooks/v3/{appId}` and `/app-webhooks/{version}/{appId}`. */
import { type Context, Hono } from "hono";
import { app } from "./app.ts";
import type { SimulatorEnv } from "./gate.ts";
import { envelope } from "./objects-batch-api.ts";
import { plainText } from "./plain-text.ts";
import { inputsOf, jsonBody, objectOf } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound, unauthorized } from "./vendor-errors.ts";
import { nextSubscriptionId, noWebhooks, type Subscription, subscription, subscriptionProblem, targetProblem, type WebhookSettings } from "./webhook-settings.ts";

const mostSubscriptions = 1_000;
const concurrencyRange = [5, 100] as const;

/** The routes; callers need the developer's key, and on dated paths the app's own token will do. */
export function webhookRoutes(simulator: () => Simulator, takesBearer: boolean): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.use("/:appId/*", async (c, next) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (c.req.query("hapikey") !== app.developerApiKey && !(takesBearer && bearer === app.accessToken)) throw unauthorized("invalid");
    if (c.req.param("appId") !== String(app.appId)) throw notFound();
    await next();
  });

  routes.get("/:appId/settings", (c) => c.json(settingsJson(configured(simulator()))));
  routes.put("/:appId/settings", async (c) => {
    const body = await jsonBody(c);
    const one = simulator();
    const now = one.clock.now().toISOString();
    const targetUrl = plainText(body["targetUrl"]);
    const problem = targetUrl === "" ? "targetUrl is required" : targetProblem(targetUrl);
    if (problem !== null) throw badInput(problem);
    const before = one.webhooks.settings ?? noWebhooks(now);
    save(one, { ...before, targetUrl, on: true, updatedAt: now, maxConcurrentRequests: concurrencyOf(body["throttling"], before.maxConcurrentRequests) });
    return c.json(settingsJson(configured(one)));
  });
  routes.delete("/:appId/settings", (c) => {
    const { settings } = simulator().webhooks;
    if (settings !== null) save(simulator(), { ...settings, targetUrl: "" });
    return c.body(null, 204);
  });

  routes.get("/:appId/subscriptions", (c) => c.json({ results: subscriptionsOf(simulator()).map(subscriptionJson) }));
  routes.post("/:appId/subscriptions", async (c) => {
    const added = addSubscription(simulator(), await jsonBody(c));
    return c.json(subscriptionJson(added), 201);
  });
  routes.post("/:appId/subscriptions/batch/update", async (c) => {
    const startedAt = new Date().toISOString();
    const inputs = inputsOf(await jsonBody(c), 100);
    const all = inputs.map((input) => ({ found: named(simulator(), plainText(input["id"])), active: input["active"] === true }));
    return c.json(envelope(all.map(({ found, active }) => subscriptionJson(activate(simulator(), found, active))), [], startedAt));
  });
  routes.get("/:appId/subscriptions/:id", (c) => c.json(subscriptionJson(named(simulator(), c.req.param("id")))));
  routes.patch("/:appId/subscriptions/:id", async (c) => {
    const { active } = await jsonBody(c);
    if (typeof active !== "boolean") throw badInput("Only active can be changed, to true or false");
    return c.json(subscriptionJson(activate(simulator(), named(simulator(), c.req.param("id")), active)));
  });
  routes.delete("/:appId/subscriptions/:id", (c: Context<SimulatorEnv, "/:appId/subscriptions/:id">) => {
    const found = named(simulator(), c.req.param("id"));
    replaceAll(simulator(), subscriptionsOf(simulator()).filter((one) => one !== found));
    return c.body(null, 204);
  });
  return routes;
}

function configured({ webhooks }: Simulator): WebhookSettings {
  if (webhooks.settings === null || webhooks.settings.targetUrl === "") throw notFound("No settings found for this app");
  return webhooks.settings;
}

function settingsJson({ targetUrl, maxConcurrentRequests, createdAt, updatedAt }: WebhookSettings): Record<string, unknown> {
  return { targetUrl, throttling: { maxConcurrentRequests }, createdAt, updatedAt };
}

function concurrencyOf(throttling: unknown, before: number): number {
  if (throttling === undefined) return before;
  const most = Number(plainText(objectOf(throttling, "throttling")["maxConcurrentRequests"]));
  const [low, high] = concurrencyRange;
  if (!Number.isInteger(most) || most < low || most > high) throw badInput(`maxConcurrentRequests must be from ${low} to ${high}`);
  return most;
}

function subscriptionsOf({ webhooks }: Simulator): Subscription[] {
  return webhooks.settings?.subscriptions ?? [];
}

function named(simulator: Simulator, id: string): Subscription {
  const found = subscriptionsOf(simulator).find((one) => String(one.id) === id);
  if (found === undefined) throw notFound(`No subscription with id ${id} found`);
  return found;
}

function addSubscription(simulator: Simulator, { eventType, propertyName, objectTypeId, active }: Record<string, unknown>): Subscription {
  const problem = subscriptionProblem(eventType, propertyName, objectTypeId);
  if (problem !== null) throw badInput(problem);
  const all = subscriptionsOf(simulator);
  if (all.length >= mostSubscriptions) throw badInput(`An app can have at most ${mostSubscriptions} subscriptions`);
  const added = subscription(nextSubscriptionId(all), plainText(eventType), propertyName, objectTypeId, active === true, simulator.clock.now().toISOString());
  replaceAll(simulator, [...all, added]);
  return added;
}

function activate(simulator: Simulator, found: Subscription, active: boolean): Subscription {
  const changed = { ...found, active, updatedAt: simulator.clock.now().toISOString() };
  replaceAll(simulator, subscriptionsOf(simulator).map((one) => (one.id === found.id ? changed : one)));
  return changed;
}

function replaceAll(simulator: Simulator, subscriptions: Subscription[]): void {
  save(simulator, { ...(simulator.webhooks.settings ?? noWebhooks(simulator.clock.now().toISOString())), subscriptions });
}

function save(simulator: Simulator, settings: WebhookSettings): void {
  simulator.webhooks.set(settings);
  simulator.changed();
}

function subscriptionJson({ id, subscriptionType, propertyName, objectTypeId, active, createdAt, updatedAt }: Subscription): Record<string, unknown> {
  return { id: String(id), eventType: subscriptionType, ...(propertyName === undefined ? {} : { propertyName }), ...(objectTypeId === undefined ? {} : { objectTypeId }), active, createdAt, updatedAt };
}
