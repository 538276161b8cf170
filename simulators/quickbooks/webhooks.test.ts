import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Members } from "./wire-object.ts";
import { itemLine, testServer, type TestServer } from "./test-company.ts";

interface Taken {
  signature: string;
  body: string;
}

let server: TestServer;
let taken: Taken[];
let answers: number[];
let receiver: ReturnType<typeof createServer>;
const verifierToken = "a-verifier-token";

beforeEach(async () => {
  server = await testServer();
  taken = [];
  answers = [];
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      taken.push({ signature: String(request.headers["intuit-signature"]), body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  await subscribe({});
});
afterEach(async () => {
  await server.stop();
  await new Promise((done) => receiver.close(done));
});

function subscribe(change: Members): Promise<Members> {
  return server.control("POST", "/webhooks", { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, verifierToken, delayMs: 20, ...change });
}

async function invoice(): Promise<{ Id: string; SyncToken: string }> {
  return (await server.call("POST", "/invoice", { CustomerRef: { value: "1" }, Line: [itemLine(10)] })).body["Invoice"] as { Id: string; SyncToken: string };
}

async function events(count: number): Promise<Members[]> {
  await expect.poll(() => taken.flatMap(({ body }) => JSON.parse(body) as Members[]).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  return taken.flatMap(({ body }) => JSON.parse(body) as Members[]);
}

describe("webhooks", () => {
  test("tell what was created, changed, voided and deleted, signed on the raw body", async () => {
    const { Id, SyncToken } = await invoice();
    await server.call("POST", `/invoice/${Id}/send?sendTo=a@b.example`);
    await server.call("POST", "/invoice?operation=void", { Id, SyncToken: String(Number(SyncToken) + 1) });
    await server.call("POST", "/invoice?operation=delete", { Id, SyncToken: String(Number(SyncToken) + 2) });
    const told = await events(4);
    expect(told.map((event) => event["type"])).toEqual(["qbo.invoice.created.v1", "qbo.invoice.emailed.v1", "qbo.invoice.voided.v1", "qbo.invoice.deleted.v1"]);
    expect(told[0]).toMatchObject({ specversion: "1.0", intuitentityid: Id, intuitaccountid: server.realmId, datacontenttype: "application/json" });
    for (const { signature, body } of taken) expect(signature).toBe(createHmac("sha256", verifierToken).update(body).digest("base64"));
  });

  test("have the older form behind a switch", async () => {
    await subscribe({ format: "legacy" });
    const { Id } = await invoice();
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(1);
    expect(JSON.parse(taken[0]?.body ?? "")).toMatchObject({ eventNotifications: [{ realmId: server.realmId, dataChangeEvent: { entities: [{ name: "Invoice", id: Id, operation: "Create" }] } }] });
  });

  test("come again until they are taken, and are withheld behind a failed one when asked for", async () => {
    await subscribe({ retryFactor: 0.005, withholds: true });
    answers = [500, 404];
    await invoice();
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
    await invoice();
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(4);
    const bodies = taken.map(({ body }) => body);
    expect(new Set(bodies.slice(0, 3)).size).toBe(1);
    expect(bodies[3]).not.toBe(bodies[0]);
  });

  test("may come twice, in another order, or only for some entities", async () => {
    await subscribe({ duplicateRate: 1, reorders: true, seed: 7, entities: ["customer"] });
    await invoice();
    await server.call("POST", "/customer", { DisplayName: "Hooked" });
    await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(2);
    expect(taken[0]?.body).toBe(taken[1]?.body);
    expect((JSON.parse(taken[0]?.body ?? "") as Members[]).map((event) => event["type"])).toEqual(["qbo.customer.created.v1"]);
  });

  test("do not accept settings that make no sense", async () => {
    expect(await subscribe({ url: "nowhere" })).toHaveProperty("problem");
    expect(await subscribe({ format: "xml" })).toHaveProperty("problem");
    expect(await subscribe({ colour: "red" })).toHaveProperty("problem");
  });
});
