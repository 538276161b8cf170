/** Custom actions as HubSpot runs them, against an app that answers as told. */
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "./app.ts";
import { type Caller, startCaller } from "./caller.ts";

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}
type Told = { status: number; body?: unknown; headers?: Record<string, string> };

let portal: Caller;
let actionUrl: string;
let workflow: number;
const heard: Heard[] = [];
let answers: Told[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part: Buffer) => (body += part.toString())).on("end", () => {
    heard.push({ headers: request.headers, body });
    const told = answers.shift() ?? { status: 200, body: { outputFields: { hs_execution_state: "SUCCESS" } } };
    response.writeHead(told.status, { "content-type": "application/json", ...told.headers }).end(told.body === undefined ? "" : JSON.stringify(told.body));
  });
});

beforeAll(async () => {
  portal = await startCaller();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  actionUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions/stamp?kind=a%20b`;
  const typed = (name: string) => ({ typeDefinition: { name, type: "string", fieldType: "text" }, supportedValueTypes: ["STATIC_VALUE", "OBJECT_PROPERTY"], isRequired: false });
  await define({
    actionUrl, published: true, objectTypes: ["DEAL"], objectRequestOptions: { properties: ["dealname", "description"] }, inputFields: [typed("text"), typed("name"), typed("empty")],
    executionRules: [{ labelName: "bad", conditions: { errorCode: ["NO_CONTACT", "NO_EMAIL"] } }, { labelName: "good", conditions: { hs_execution_state: "SUCCESS" } }],
    labels: { en: { actionName: "Stamp", executionRules: { bad: "No customer: {{ errorDetail }}", good: "Stamped {{ stamp }}" } } },
  });
  const made = await control("workflows", { action: "Stamp", objectType: "0-3", fields: { text: "Seen", name: { property: "dealname" }, empty: { property: "description" } } });
  workflow = made.id;
  await control("workflows/mode", { retryMs: 10 });
});
afterAll(async () => {
  server.close();
  await portal.stop();
});

async function define(definition: unknown): Promise<any> {
  return (await portal.call("POST", `/automation/v4/actions/${app.appId}?hapikey=${app.developerApiKey}`, definition)).body;
}

async function control(path: string, body?: unknown): Promise<any> {
  return (await portal.call(body === undefined ? "GET" : "POST", `/simulator/${path}`, body)).body;
}

async function run(told: Told[], state: string): Promise<any> {
  answers = told;
  heard.length = 0;
  const { callbackId } = await control(`workflows/${workflow}/run`, { record: "9001" });
  await expect.poll(async () => (await control(`runs/${callbackId}`)).state, { timeout: 20_000 }).toBe(state);
  return control(`runs/${callbackId}`);
}

test("calls with the field's values, the asked properties and both signatures", async () => {
  const done = await run([{ status: 200, body: { outputFields: { stamp: "A-1", hs_execution_state: "SUCCESS" } } }], "succeeded");
  expect(done).toMatchObject({ said: "Stamped A-1", outputFields: { stamp: "A-1" }, attempts: [{ outcome: 200 }] });
  const [{ headers, body }] = heard as [Heard];
  const call = JSON.parse(body);
  const deal = (await portal.call("GET", "/crm/v3/objects/deals/9001?properties=dealname")).at("properties.dealname");
  expect(call).toMatchObject({
    callbackId: done.callbackId, origin: { portalId: 44112233, actionDefinitionVersion: 1 }, context: { source: "WORKFLOWS", workflowId: workflow }, object: { objectId: 9001, objectType: "DEAL", properties: { dealname: deal, description: null } },
  });
  expect(call.inputFields).toEqual({ text: "Seen", name: deal });
  expect(headers["x-hubspot-signature"]).toBe(createHash("sha256").update(`${app.clientSecret}POST${actionUrl}${body}`).digest("hex"));
  const stamp = String(headers["x-hubspot-request-timestamp"]);
  expect(headers["x-hubspot-signature-v3"]).toBe(createHmac("sha256", app.clientSecret).update(`POST${actionUrl}${body}${stamp}`).digest("base64"));
});

test("calls again with the same callback while the app is busy, and takes a refusal at its word", async () => {
  const done = await run([{ status: 503 }, { status: 429, headers: { "retry-after": "1" } }, { status: 200, body: { outputFields: {} } }], "succeeded");
  expect(done.attempts.map((one: { outcome: number }) => one.outcome)).toEqual([503, 429, 200]);
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  expect(await run([{ status: 422 }], "failed")).toMatchObject({ attempts: [{ outcome: 422 }], said: "The app answered 422." });
});

test("goes on after a failure, with the words of the first rule that fits", async () => {
  const failed = await run([{ status: 200, body: { outputFields: { errorCode: "NO_EMAIL", errorDetail: "Ada has none", hs_execution_state: "FAIL_CONTINUE" } } }], "failed");
  expect(failed.said).toBe("No customer: Ada has none");
});

test("keeps a record blocked until it is completed, or until its time is over by the simulator's clock", async () => {
  const block = { status: 200, body: { outputFields: { hs_execution_state: "BLOCK", hs_expiration_duration: "P1DT2H" } } };
  const blocked = await run([block], "blocked");
  expect((await portal.call("POST", `/automation/v4/actions/callbacks/${blocked.callbackId}/complete`, { outputFields: { stamp: "B-2", hs_execution_state: "SUCCESS" } })).status).toBe(204);
  expect(await control(`runs/${blocked.callbackId}`)).toMatchObject({ state: "succeeded", said: "Stamped B-2" });
  expect((await portal.call("POST", `/automation/v4/actions/callbacks/${blocked.callbackId}/complete`, { outputFields: {} })).status).toBe(404);
  const late = await run([block], "blocked");
  await control("clock", { advanceMs: 25 * 3_600_000 });
  expect((await control(`runs/${late.callbackId}`)).state).toBe("blocked");
  await control("clock", { advanceMs: 2 * 3_600_000 });
  await expect.poll(async () => (await control(`runs/${late.callbackId}`)).state, { timeout: 20_000 }).toBe("expired");
  expect((await portal.call("POST", `/automation/actions/callbacks/2026-09/${late.callbackId}/complete`, { outputFields: {}, typedOutputs: {} })).status).toBe(404);
});

test("newer paths want typed outputs, and all want texts", async () => {
  expect((await portal.call("POST", "/automation/actions/callbacks/2026-09/x/complete", { outputFields: {} })).status).toBe(400);
  expect((await portal.call("POST", "/automation/v4/actions/callbacks/x/complete", { outputFields: { total: 1 } })).status).toBe(400);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["an address that is not https", { actionUrl: "http://flow.example/a" }, /https/],
  ["a choice without options", { inputFields: [{ typeDefinition: { name: "a", type: "enumeration", fieldType: "select" }, supportedValueTypes: ["STATIC_VALUE"] }] }, /needs options/],
  ["a label for a field that is not there", { labels: { en: { actionName: "A", inputFieldLabels: { ghost: "Boo" } } } }, /no input field ghost/],
  ["a rule without words", { executionRules: [{ labelName: "ok", conditions: {} }] }, /has no label/],
  ["no English labels", { labels: { de: { actionName: "A" } } }, /English/],
  ["records that HubSpot does not have", { objectTypes: ["SPACESHIP"] }, /Unknown object type/],
])("refuses a definition with %s", async (_, change, reason) => {
  const sound = { actionUrl: "https://flow.example/a", published: false, objectTypes: ["DEAL"], inputFields: [], labels: { en: { actionName: "A" } }, functions: [] };
  const refused = await portal.call("POST", `/automation/v4/actions/${app.appId}?hapikey=${app.developerApiKey}`, { ...sound, ...change });
  expect(refused.status).toBe(400);
  expect(refused.at("message")).toMatch(reason);
});

test("definitions are nobody's business without the developer's key", async () => {
  expect((await portal.call("GET", `/automation/v4/actions/${app.appId}`)).status).toBe(401);
  expect((await portal.call("GET", `/automation/actions/2026-09/${app.appId}`)).status).toBe(200);
});

test("merged, erased and restored records are told to who subscribed", async () => {
  const hooks: any[] = [];
  const hook = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString())).on("end", () => {
      hooks.push(...JSON.parse(body));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => hook.listen(0, "127.0.0.1", done));
  const subscriptions = [{ subscriptionType: "deal.merge" }, { subscriptionType: "deal.restore" }, { subscriptionType: "contact.privacyDeletion" }];
  await control("webhooks", { targetUrl: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, subscriptions });
  const merged = await portal.call("POST", "/crm/v3/objects/deals/merge", { primaryObjectId: "9003", objectIdToMerge: "9004" });
  await portal.call("DELETE", "/crm/v3/objects/deals/9005");
  const contacts = (await portal.call("GET", "/crm/v4/objects/deals/9006/associations/contacts")).body;
  await portal.call("DELETE", "/crm/v3/objects/deals/9006");
  await control("restore", { type: "deals", id: "9006" });
  await portal.call("POST", "/crm/v3/objects/contacts/gdpr-delete", { objectId: "520" });
  await expect.poll(() => new Set(hooks.map((one) => one.subscriptionType)), { timeout: 20_000 }).toEqual(new Set(["contact.privacyDeletion", "deal.merge", "deal.restore"]));
  expect(hooks.find((one) => one.subscriptionType === "deal.merge")).toMatchObject({ primaryObjectId: 9003, mergedObjectIds: [9004], newObjectId: Number(merged.at("id")) });
  expect((await portal.call("GET", "/crm/v4/objects/deals/9006/associations/contacts")).body).toEqual(contacts);
  hook.close();
});
