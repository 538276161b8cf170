import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { app } from "./app.ts";
import { type Caller, startCaller } from "./caller.ts";
import { signatureV1, signatureV3 } from "./webhook-signature.ts";

interface Event {
  eventId: number;
  subscriptionType: string;
  attemptNumber: number;
  objectId: number;
  propertyName?: string;
  propertyValue?: string;
}

interface Received {
  body: string;
  events: Event[];
  header(name: string): string;
}

let portal: Caller;
let receiver: Server;
let targetUrl: string;
let received: Received[];
let answers: number[];

beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      received.push({ body, events: JSON.parse(body) as Event[], header: (name) => String(request.headers[name]) });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  targetUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/hubspot`;
  portal = await startCaller();
});

afterEach(async () => {
  await portal.stop();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

async function subscribe(mode: object = {}, subscriptions: object[] = [{ subscriptionType: "deal.propertyChange", propertyName: "dealstage" }]): Promise<void> {
  await portal.call("POST", "/simulator/webhooks", { targetUrl, subscriptions, on: true, mode: { retryMs: 5, ...mode } });
}

async function addDeals(count: number): Promise<string[]> {
  return ((await portal.call("POST", "/simulator/deals", { count })).body as { ids: string[] }).ids;
}

async function events(count: number): Promise<Event[]> {
  await vi.waitFor(() => expect(received.flatMap((one) => one.events).length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 5 });
  return received.flatMap((one) => one.events);
}

describe("signatures", () => {
  const secret = "11111111-2222-3333-4444-555555555555";
  const body =
    '[{"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":1760000000000,"subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":5,"propertyName":"dealstage","propertyValue":"closedwon","changeSource":"CRM_UI"}]';

  test("are those of known examples", () => {
    expect(signatureV3(secret, "POST", "https://hooks.example.test/hubspot/webhooks", body, 1760000000500)).toBe("BcWvR6jYCD0SXHftkSOpVpAGf6hVCWiJt8gPo8iWVmU=");
    expect(signatureV3(secret, "GET", "https://hooks.example.test/actions/options?portal=3&q=a%20b", "", 1760000000500)).toBe("SRg4s+5dUJoyIKy/hwg6Kbe8+Cskgsrugxr9PNfy4PY=");
    expect(signatureV1(secret, body)).toBe("726d9806357a825905d18abe506edde8aca98a236057b734ac2eff0567cfdf5d");
  });

  test("are on what is delivered", async () => {
    await subscribe();
    await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
    const [event] = await events(1);
    expect(event).toMatchObject({ subscriptionType: "deal.propertyChange", objectId: 9020, propertyName: "dealstage", propertyValue: "closedwon", attemptNumber: 0, portalId: 44112233, changeSource: "CRM_UI" });
    const [delivery] = received;
    const timestamp = Number(delivery?.header("x-hubspot-request-timestamp"));
    expect(delivery?.header("x-hubspot-signature-v3")).toBe(signatureV3(app.clientSecret, "POST", targetUrl, delivery?.body ?? "", timestamp));
  });
});

describe("deliveries", () => {
  test("hold at most a hundred events", async () => {
    await subscribe();
    await addDeals(250);
    expect(new Set((await events(250)).map((event) => event.objectId)).size).toBe(250);
    expect(Math.max(...received.map((one) => one.events.length))).toBe(100);
  });

  test("are only what was subscribed to", async () => {
    await subscribe({}, [{ subscriptionType: "deal.creation" }, { subscriptionType: "object.propertyChange", objectTypeId: "0-14", propertyName: "hs_sign_status" }]);
    await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
    expect((await portal.call("POST", "/simulator/quotes/sign", { id: "7002" })).body).toEqual({ status: "ESIGN_COMPLETED" });
    const [id] = await addDeals(1);
    const seen = (await events(2)).map((event) => `${event.subscriptionType} ${event.objectId}`);
    expect(new Set(seen)).toEqual(new Set([`deal.creation ${id}`, "object.propertyChange 7002"]));
    expect(seen).toHaveLength(2);
  });

  test("are tried again until they are taken", async () => {
    answers = [500, 429, 302];
    await subscribe();
    await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
    expect((await events(4)).map((event) => event.attemptNumber)).toEqual([0, 1, 2, 3]);
    await vi.waitFor(async () => expect((await portal.call("GET", "/simulator/deliveries")).at("0.state")).toBe("delivered"), { timeout: 10_000 });
    expect((await portal.call("GET", "/simulator/deliveries")).at("0.attempts.length")).toBe(4);
  });

  test("are given up after ten attempts", async () => {
    answers = Array.from({ length: 20 }, () => 503);
    await subscribe({ retryMs: 0 });
    await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
    await vi.waitFor(async () => expect((await portal.call("GET", "/simulator/deliveries")).at("0.state")).toBe("failed"), { timeout: 10_000 });
    expect(received).toHaveLength(10);
  });

  test("come twice, out of order or not at all when asked to", async () => {
    await subscribe({ duplicate: true, reorder: true, seed: 7 });
    const ids = (await addDeals(60)).map(Number);
    const all = await events(120);
    const first = all.slice(0, 60).map((event) => event.objectId);
    expect(first).not.toEqual(ids);
    expect(first.toSorted((a, b) => a - b)).toEqual(ids);
    expect(new Set(all.map((event) => event.eventId)).size).toBe(60);

    received.length = 0;
    await subscribe({ dropRate: 0.5, seed: 3, duplicate: false, reorder: false });
    await addDeals(60);
    const kept = new Set((await events(1)).map((event) => event.objectId)).size;
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(50);
  });

  test("can be replayed", async () => {
    await subscribe();
    await portal.call("POST", "/simulator/deals/stage", { ids: ["9020"], stage: "closedwon" });
    const [event] = await events(1);
    await portal.call("POST", "/simulator/webhooks/replay", { last: 1 });
    expect((await events(2))[1]).toEqual(event);
  });
});
