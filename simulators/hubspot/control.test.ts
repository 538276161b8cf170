import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app } from "./app.ts";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

test("gives what an app needs to connect", async () => {
  expect((await portal.call("GET", "/simulator/token")).body).toEqual({ portalId: 44112233, ...app });
});

describe("wrong input", () => {
  test.each<[string, unknown]>([
    ["settings", { latencyMs: "10" }],
    ["settings", { latencyMs: -1 }],
    ["settings", { latency: 10 }],
    ["settings", []],
    ["faults", { rules: [{ kind: "418" }] }],
    ["faults", { rates: { "500": 2 } }],
    ["clock", { set: "tomorrow" }],
    ["clock", { advanceMs: "1" }],
    ["webhooks", { targetUrl: "https://hooks.example.com/" }],
    ["webhooks", { targetUrl: "http://127.0.0.1.example.com/" }],
    ["webhooks", { targetUrl: "/hooks" }],
    ["webhooks", { targetUrl: "file:///etc/passwd" }],
    ["webhooks", { subscriptions: [{ subscriptionType: "deal.renamed" }] }],
    ["webhooks", { subscriptions: [null] }],
    ["webhooks", { mode: { dropRate: 2 } }],
    ["webhooks", { mode: { twice: true } }],
    ["webhooks", { url: "x" }],
    ["webhooks/replay", { last: "all" }],
    ["deals", {}],
    ["deals", { count: 0 }],
    ["deals", { count: 1, stage: "nowhere" }],
    ["deals", { count: 1, lineItems: [{ quantity: "many" }] }],
    ["deals", { count: 1, lineitems: [] }],
    ["payments", { amount: "10", method: "barter" }],
    ["payments", { amount: "-1" }],
    ["payments", {}],
    ["payments", { amount: "10", deal: "1" }],
    ["payments", { amount: "10", order: "1" }],
    ["payments", { lineItems: [{ sku: "DSN-100", quantity: "1", taxRate: "7" }] }],
    ["payments/outcome", { id: "6001", outcome: "succeed" }],
    ["payments/outcome", { id: "6001", outcome: "refund", amount: "1500.01" }],
    ["payments/outcome", { id: "1", outcome: "refund" }],
    ["payments/outcome", { id: "6003", outcome: "vanish" }],
    ["quotes/sign", { id: "7001" }],
    ["deals/stage", { ids: "9001", stage: "closedwon" }],
    ["deals/stage", { ids: ["9001"], stage: "nowhere" }],
  ])("to %s, %j, is refused in words", async (path, body) => {
    const refused = await portal.call("POST", `/simulator/${path}`, body);
    expect([refused.status, refused.at("problem")]).toEqual([400, expect.stringMatching(/\w+ .+\.$/)]);
  });

  test("changes nothing", async () => {
    expect((await portal.call("GET", "/simulator/settings")).body).toEqual({ latencyMs: 0, throttles: false, searchIndexDelayMs: 0 });
    expect((await portal.call("GET", "/simulator/webhooks")).body).toBe("null");
    expect((await portal.call("GET", "/crm/v3/objects/deals?limit=100")).at("results.length")).toBe(51);
  });
});

test("makes deals for one contact, with the line items asked for, and moves them", async () => {
  const { body } = await portal.call("POST", "/simulator/deals", { count: 3, stage: "qualifiedtobuy", contact: "walkin@new.example", lineItems: [{ sku: "PMH-300", quantity: 0.333 }, { name: "Odd job", quantity: "2", price: "19.995" }] });
  const { ids } = body as { ids: string[] };
  const deal = await portal.call("GET", `/crm/v3/objects/deals/${ids[2]}?properties=amount,dealstage&associations=contacts,line_items`);
  expect(deal.at("properties")).toMatchObject({ amount: "68.295", dealstage: "qualifiedtobuy" });
  expect(deal.at("associations.line items.results.length")).toBe(2);
  const contactId = deal.at("associations.contacts.results.0.id") as string;
  expect((await portal.call("GET", `/crm/v3/objects/contacts/${contactId}`)).at("properties.email")).toBe("walkin@new.example");
  expect((await portal.call("POST", "/simulator/deals/stage", { ids, stage: "closedwon" })).body).toEqual({ changed: 3 });
});

test("adds latency to the API only, and counts calls", async () => {
  const slow = await startCaller();
  await slow.call("POST", "/simulator/settings", { latencyMs: 40 });
  const started = performance.now();
  await slow.call("GET", "/crm/v3/owners");
  expect(performance.now() - started).toBeGreaterThan(35);
  await slow.call("POST", "/crm/v3/objects/deals/search", {});
  expect((await slow.call("GET", "/simulator/counters")).body).toMatchObject({ calls: 2, searches: 1, byEndpoint: { "GET /crm/v3/owners": 1 } });
  expect((await slow.call("GET", "/simulator/requests")).at("0")).toMatchObject({ method: "GET", path: "/crm/v3/owners", status: 200 });
  await slow.stop();
});

test("starts on what an earlier version kept, which had neither fees nor all properties", async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "hubspot-simulator-"));
  const first = await startCaller({ dataDirectory });
  await first.call("POST", "/simulator/deals", { count: 1 });
  await first.stop();
  const path = join(dataDirectory, "hubspot.json");
  const kept = JSON.parse(await readFile(path, "utf8")) as { portal: Record<string, Record<string, unknown>> };
  for (const part of ["records", "nextIds", "definitions", "groups"]) delete kept.portal[part]?.["fees"];
  const definitions = kept.portal["definitions"] as Record<string, { name: string }[]>;
  definitions["companies"] = definitions["companies"]?.filter(({ name }) => name !== "address2") ?? [];
  await writeFile(path, JSON.stringify(kept));
  const second = await startCaller({ dataDirectory });
  const fee = await second.call("POST", "/crm/v3/objects/fees", { properties: { hs_type: "FIXED", hs_value: "5" } });
  expect([fee.status, fee.at("id")]).toEqual([201, "6301"]);
  expect((await second.call("GET", "/crm/v3/properties/companies/address2")).status).toBe(200);
  expect((await second.call("GET", "/crm/v3/objects/companies/301")).status).toBe(200);
  await second.stop();
  await rm(dataDirectory, { recursive: true });
});

test("starts on what an earlier version kept, whose subscriptions had no ids", async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "hubspot-simulator-"));
  const first = await startCaller({ dataDirectory });
  await first.call("POST", "/simulator/deals", { count: 1 });
  await first.stop();
  const path = join(dataDirectory, "hubspot.json");
  const { portal: kept } = JSON.parse(await readFile(path, "utf8")) as { portal: unknown };
  const settings = { targetUrl: "http://127.0.0.1:9/", clientSecret: "s", on: true, mode: {}, subscriptions: [{ subscriptionType: "deal.creation" }] };
  await writeFile(path, JSON.stringify({ portal: kept, webhooks: { settings, nextEventId: 5 } }));
  const second = await startCaller({ dataDirectory });
  await second.call("POST", "/simulator/deals", { count: 1 });
  await expect.poll(async () => (await second.call("GET", "/simulator/deliveries")).at("0.events.0"), { timeout: 10_000 }).toMatchObject({ eventId: 5, subscriptionType: "deal.creation", subscriptionId: 90_112 });
  await second.stop();
  await rm(dataDirectory, { recursive: true });
});
