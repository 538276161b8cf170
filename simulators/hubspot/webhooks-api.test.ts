import { Client } from "@hubspot/api-client";
import { SubscriptionCreateRequestEventTypeEnum } from "@hubspot/api-client/lib/codegen/webhooks/models/SubscriptionCreateRequest.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "./app.ts";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;
let client: Client;
const targetUrl = "http://127.0.0.1:9/hooks";

beforeAll(async () => {
  portal = await startCaller();
  client = new Client({ basePath: portal.url, developerApiKey: app.developerApiKey });
});

afterAll(() => portal.stop());

test("HubSpot's own client sets where events go", async () => {
  const { settingsApi } = client.webhooks;
  await expect(settingsApi.getAll(app.appId)).rejects.toMatchObject({ code: 404 });
  const set = await settingsApi.configure(app.appId, { targetUrl, throttling: { maxConcurrentRequests: 20 } });
  expect([set.targetUrl, set.throttling.maxConcurrentRequests]).toEqual([targetUrl, 20]);
  expect((await settingsApi.getAll(app.appId)).targetUrl).toBe(targetUrl);
  await settingsApi.clear(app.appId);
  await expect(settingsApi.getAll(app.appId)).rejects.toMatchObject({ code: 404 });
});

test("HubSpot's own client subscribes, pauses and unsubscribes, and only active ones count", async () => {
  const { settingsApi, subscriptionsApi } = client.webhooks;
  await settingsApi.configure(app.appId, { targetUrl, throttling: { maxConcurrentRequests: 10 } });
  const made = await subscriptionsApi.create(app.appId, { eventType: SubscriptionCreateRequestEventTypeEnum.DealPropertyChange, propertyName: "dealstage", active: true });
  const paused = await subscriptionsApi.create(app.appId, { eventType: SubscriptionCreateRequestEventTypeEnum.DealPropertyChange, propertyName: "hs_is_closed" });
  expect([made.active, paused.active, made.id === paused.id]).toEqual([true, false, false]);
  await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
  await expect.poll(async () => ((await portal.call("GET", "/simulator/deliveries")).body as unknown[]).length, { timeout: 10_000 }).toBe(1);
  const sent = (await portal.call("GET", "/simulator/deliveries")).at("0.events") as { subscriptionId: number; propertyName: string }[];
  expect(sent.map((event) => [String(event.subscriptionId), event.propertyName])).toEqual([[made.id, "dealstage"]]);
  expect((await subscriptionsApi.update(Number(paused.id), app.appId, { active: true })).active).toBe(true);
  expect((await subscriptionsApi.updateBatch(app.appId, { inputs: [{ id: Number(made.id), active: false }] })).results.map((one) => one.active)).toEqual([false]);
  await subscriptionsApi.archive(Number(paused.id), app.appId);
  expect((await subscriptionsApi.getAll(app.appId)).results.map((one) => [one.id, one.active])).toEqual([[made.id, false]]);
});

test("needs the developer's key or, on dated paths, the app's token; and the right app", async () => {
  const status = async (path: string): Promise<number> => (await portal.call("GET", path)).status;
  expect(await status(`/webhooks/v3/${app.appId}/subscriptions`)).toBe(401);
  expect(await status(`/webhooks/v3/${app.appId}/subscriptions?hapikey=other`)).toBe(401);
  expect(await status(`/app-webhooks/2026-09/${app.appId}/subscriptions`)).toBe(200);
  expect(await status(`/app-webhooks/2026-09/${app.appId}/subscriptions/?hapikey=${app.developerApiKey}`)).toBe(200);
  expect(await status(`/webhooks/v3/1/subscriptions?hapikey=${app.developerApiKey}`)).toBe(404);
});

test.each([
  ["POST", "subscriptions", { eventType: "deal.renamed" }],
  ["POST", "subscriptions", { eventType: "deal.propertyChange" }],
  ["POST", "subscriptions", { eventType: "deal.propertyChange", propertyName: "hs_lastmodifieddate" }],
  ["POST", "subscriptions", { eventType: "object.creation" }],
  ["PUT", "settings", { throttling: { maxConcurrentRequests: 10 } }],
  ["PUT", "settings", { targetUrl: "https://hooks.example.com/", throttling: { maxConcurrentRequests: 10 } }],
  ["PUT", "settings", { targetUrl, throttling: { maxConcurrentRequests: 1 } }],
])("%s %s with %j is refused", async (method, what, body) => {
  const refused = await portal.call(method, `/app-webhooks/2026-09/${app.appId}/${what}`, body);
  expect([refused.status, refused.at("category")]).toEqual([400, "VALIDATION_ERROR"]);
});
