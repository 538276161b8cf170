/** Stories of a connection's life: connected, read-only, disconnected, reconnected, ended; work waits and nothing is lost. */
import { beforeAll, describe, expect, test } from "vitest";
import { ORPCError } from "@orpc/client";
import type { ConnectionRow } from "#api/connection.ts";
import { runCli } from "#cli/ledgerline.ts";
import { openQuickBooks } from "#books/quickbooks/quickbooks.ts";
import { gateOf, healthOf, vaultOf } from "#books/quickbooks/surroundings.ts";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { AllowanceLedger, Books } from "#domain/ports/books.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { type Client, clientOf, installationToken } from "./client.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let client: Client;

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(async () => {
  // One test asks beside the product, which keeps the limits only for itself.
  await world.quickbooks.control("settings", { throttles: { on: false } });
  client = await clientOf(world);
  await world.turnOn();
});

async function theBooks(): Promise<ConnectionRow> {
  const found = (await client.connections.list()).find((one) => one.role === "books");
  return found ?? Promise.reject(new Error("there are no books"));
}

/** An adapter on the product's store, as another process would have one. */
function adapterOf(id: ConnectionId, { appUrl, externalId: realmId }: ConnectionRow): Books {
  const { store } = world.product;
  const allowance: AllowanceLedger = { turn: async () => ({ goAt: nowInstant(), retryAt: null, reserved: 0 }), end: async () => undefined, renew: async () => undefined, pauseUntil: async () => undefined, count: async () => undefined };
  const surroundings = { credentials: vaultOf(store, id), gate: gateOf(store, id), health: healthOf(store, id), allowance };
  return openQuickBooks({ connectionId: id, baseUrl: appUrl, appUrl, realmId, ...surroundings, now: nowInstant, limits: "off" });
}

function nowInstant(): Instant {
  return instantOf(Date.now());
}

async function wonDeals(count: number): Promise<string[]> {
  const { ids } = await world.hubspot.control("deals", { count, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  return ids as string[];
}

async function waitsFor(dealId: string, code: string): Promise<void> {
  await expect.poll(async () => (await world.enrollmentsOf(dealId))[0]?.failures[0]?.code, patience).toBe(code);
}

async function writesAsked(): Promise<number> {
  const requests = (await world.quickbooks.control("requests")) as { method: string; path: string }[];
  return requests.filter((one) => one.method === "POST" && /\/v3\/company\/\d+\/(invoice|customer|item|batch)/.test(one.path)).length;
}

/** Says yes on the simulator's consent page, as a person's browser would, and follows the answer home. */
async function consent(consentUrl: string, realm?: string): Promise<Response> {
  const { searchParams, origin } = new URL(consentUrl);
  const form = new URLSearchParams({ redirect_uri: searchParams.get("redirect_uri")!, state: searchParams.get("state")!, answer: "allow", ...(realm === undefined ? {} : { realm }) });
  const answer = await fetch(`${origin}/connect/oauth2`, { method: "POST", body: form, redirect: "manual" });
  return asPerson(answer.headers.get("location")!);
}

async function asPerson(url: string): Promise<Response> {
  const token = await installationToken(world);
  return fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "manual" });
}

async function reconnect(id: string): Promise<Response> {
  const start = await asPerson(`${world.product.url}/connect/quickbooks/${id}`);
  return consent(start.headers.get("location")!);
}

describe("read-only mode", () => {
  test("reads and plans, writes nothing, says why, and goes on when it is switched off", async () => {
    const books = await theBooks();
    expect((await client.connections.setReadOnly({ id: books.id, isReadOnly: true })).life).toMatchObject({ isReadOnly: true });
    const before = await writesAsked();
    const ids = await wonDeals(3);
    for (const id of ids) await waitsFor(id, "books-read-only");
    const { store, workspaceId } = world.product;
    expect((await theBooks()).life?.pending.count).toBe(3);
    const plan = await client.workflows.plan({ id: world.workflow.id, recordId: ids[0]! });
    expect(plan.steps[0]).toMatchObject({ plans: [{ kind: "invoice" }], decisions: expect.arrayContaining([expect.objectContaining({ topic: "billing-again", decided: expect.stringContaining("still on its way") })]) });
    expect(await writesAsked()).toBe(before);
    // What was never claimed is still known to be never sent: nothing has to be looked for later.
    const [enrollment] = await world.enrollmentsOf(ids[0]!);
    expect((await store.latestPostings(enrollment!.id, enrollment!.stepId!))[0]).toMatchObject({ postingState: "intended", firstSentAt: null, sends: 0 });
    await client.connections.setReadOnly({ id: books.id, isReadOnly: false });
    for (const id of ids) await world.enrollmentIn(id, "completed");
    expect((await store.connections(workspaceId)).find((one) => one.id === books.id)).toMatchObject({ isReadOnly: false });
  });

  test("holds every kind of write at the wire, whoever asks", async () => {
    const { store } = world.product;
    const id = (await theBooks()).id as ConnectionId;
    await store.setReadOnly(id, true);
    const books = adapterOf(id, await theBooks());
    const before = await writesAsked();
    const customer = { use: "create" as const, name: "New Customer", firstName: "New", lastName: "Customer", email: "new@example.com", companyName: null, phone: null, address: null, parent: null, crmKey: "1" };
    const held = { outcome: "later", failure: { code: "books-read-only" } };
    expect(await books.createCustomer(customer, null, "USD", "c-1" as never)).toMatchObject(held);
    const item = { use: "create" as const, name: "Thing", sku: null, description: null, unitPrice: "1" as never, incomeAccount: { id: "79", name: "Sales" }, type: "service" as const, isTaxable: true, category: null };
    expect(await books.createItem(item, "i-1" as never)).toMatchObject(held);
    expect(await books.check()).toEqual({ ok: true, value: null });
    expect(await writesAsked()).toBe(before);
    await store.setReadOnly(id, false);
  });
});

describe("disconnecting", () => {
  test("tells QuickBooks, erases the tokens, lets work wait, and reconnecting the same company lets it go on", async () => {
    const { store } = world.product;
    const books = await theBooks();
    const secret = (await store.readSecret(books.id as ConnectionId)) as { refreshToken: string; accessToken: string };
    const answer = await client.connections.disconnect({ id: books.id });
    expect(answer).toMatchObject({ isVendorTold: true, connection: { connectionState: "disconnected", life: { permission: null } } });
    expect(Object.keys((await store.readSecret(books.id as ConnectionId)) as object).sort()).toEqual(["authorizeUrl", "clientId", "clientSecret", "revokeUrl", "tokenUrl", "webhookVerifierToken"]);
    const used = await fetch(`${world.quickbooks.url}/v3/company/${books.externalId}/companyinfo/${books.externalId}`, { headers: { authorization: `Bearer ${secret.accessToken}` } });
    expect(used.status).toBe(401);
    const ids = await wonDeals(2);
    for (const id of ids) await waitsFor(id, "books-not-connected");
    await expect(client.connections.check({ id: books.id })).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "books-not-connected" }] } });

    const home = await reconnect(books.id);
    expect([home.status, home.headers.get("location")]).toEqual([303, `/connections?connected=${books.id}`]);
    for (const id of ids) await world.enrollmentIn(id, "completed");
    expect((await theBooks()).connectionState).toBe("connected");
  });

  test("works when QuickBooks cannot be told, and twice", async () => {
    const books = await theBooks();
    const { store } = world.product;
    const id = books.id as ConnectionId;
    const secret = (await store.readSecret(id)) as object;
    await store.replaceSecret(id, async () => ({ ...secret, revokeUrl: "http://127.0.0.1:9/" }));
    expect(await client.connections.disconnect({ id })).toMatchObject({ isVendorTold: false, connection: { connectionState: "disconnected" } });
    expect(await client.connections.disconnect({ id })).toMatchObject({ connection: { connectionState: "disconnected" } });
    expect((await reconnect(id)).status).toBe(303);
  });
});

describe("the command line", () => {
  async function run(...argv: string[]): Promise<{ exitCode: number; said: string }> {
    const said: string[] = [];
    const note = (text: string): void => void said.push(text);
    const environment = { LEDGERLINE_DATA: world.dataDirectory, LEDGERLINE_URL: world.product.url };
    const exitCode = await runCli(argv, { environment, workingDirectory: world.dataDirectory, version: "1", out: note, err: note, start: () => Promise.reject(new Error("not here")) });
    return { exitCode, said: said.join("\n") };
  }

  test("lists, shows, checks and switches, and disconnects only when it is told --yes", async () => {
    const { name, externalId } = await theBooks();
    expect(await run("connections")).toMatchObject({ exitCode: 0, said: expect.stringContaining(name) });
    expect(await run("connection", externalId)).toMatchObject({ exitCode: 0, said: expect.stringMatching(/Ends in any case +\d{4}-/) });
    expect(await run("check", name)).toEqual({ exitCode: 0, said: `"${name}" answers and lets us in.` });
    expect(await run("read-only", name, "on")).toMatchObject({ exitCode: 0 });
    expect(await run("connections")).toMatchObject({ said: expect.stringContaining("connected, read-only") });
    expect(await run("doctor")).toMatchObject({ said: expect.stringContaining("Read-only mode is on") });
    expect(await run("read-only", name, "off")).toMatchObject({ exitCode: 0 });
    expect(await run("read-only", name, "maybe")).toMatchObject({ exitCode: 2 });
    expect(await run("disconnect", name)).toMatchObject({ exitCode: 2, said: expect.stringContaining("Add --yes") });
    expect(await run("disconnect", "Nobody", "--yes")).toMatchObject({ exitCode: 1, said: expect.stringContaining("There is no connection") });
    expect((await theBooks()).connectionState).toBe("connected");
    expect(await run("disconnect", name, "--yes")).toMatchObject({ exitCode: 0 });
    expect((await theBooks()).connectionState).toBe("disconnected");
    expect(await run("check", name)).toMatchObject({ exitCode: 1, said: expect.stringContaining("is disconnected") });
    expect((await reconnect((await theBooks()).id)).status).toBe(303);
  });
});

test("a permission that QuickBooks ended is marked and shown, and reconnecting heals it", async () => {
  const books = await theBooks();
  await world.quickbooks.control("expire-tokens", { everything: true });
  const ids = await wonDeals(2);
  await waitsFor(ids[0]!, "books-disconnected");
  await expect.poll(async () => (await theBooks()).connectionState, patience).toBe("ended");
  const { life } = await theBooks();
  expect(life?.health.lastFailure).toMatchObject({ isOver: false, failure: { code: "books-disconnected", happened: expect.stringContaining(books.name) }, traceId: expect.any(String) });
  const checks = await client.doctor();
  expect(checks.find((one) => one.check === `${books.name}: last failure`)).toMatchObject({ ok: false, said: expect.stringContaining("trace id") });
  expect((await reconnect(books.id)).status).toBe(303);
  for (const id of ids) await world.enrollmentIn(id, "completed");
  await client.connections.check({ id: books.id });
  expect((await theBooks()).life?.health).toMatchObject({ lastSuccessAt: expect.any(String), lastFailure: { isOver: true } });
});

describe("connecting", () => {
  const keys = { environment: "simulator" as const, clientId: "ledgerline-demo-client", clientSecret: "ledgerline-demo-secret" };

  test("a second company goes through QuickBooks' page, is read at once, and nothing of the first one changes", async () => {
    const { realmId } = (await world.quickbooks.control("companies", { profile: "nl", name: "Kade 12 BV" })) as { realmId: string };
    const { consentUrl } = await client.connections.connect({ ...keys, webhookVerifierToken: "verify-me" });
    const home = await consent(consentUrl, realmId);
    expect(home.status).toBe(303);
    const second = (await client.connections.list()).find((one) => one.externalId === realmId)!;
    expect(home.headers.get("location")).toBe(`/connections?connected=${second.id}`);
    expect(second).toMatchObject({ name: "Kade 12 BV", connectionState: "connected", life: { environment: "simulator", isReadOnly: false } });
    expect(await world.product.store.readSecret(second.id as ConnectionId)).toMatchObject({ webhookVerifierToken: "verify-me" });
    await expect.poll(async () => (await client.connections.get({ id: second.id })).mirrorRefreshedAt, patience).not.toBeNull();
  });

  test("the same company is not connected twice, and an answer counts once", async () => {
    const { consentUrl } = await client.connections.connect(keys);
    const twice = await consent(consentUrl);
    expect([twice.status, await twice.text()]).toEqual([400, expect.stringContaining("connected in this workspace already")]);
    const again = await consent(consentUrl);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("does not belong to a connection you started")]);
  });

  test("wrong keys are said so, and nothing is kept", async () => {
    const before = await client.connections.list();
    const { consentUrl } = await client.connections.connect({ ...keys, clientSecret: "wrong" });
    const refused = await consent(consentUrl, before.find((one) => one.name === "Kade 12 BV")?.externalId);
    // The company that is there is found out before the keys are used.
    expect(refused.status).toBe(400);
    const { realmId } = (await world.quickbooks.control("companies", { profile: "us", name: "Third Co" })) as { realmId: string };
    const more = await client.connections.connect({ ...keys, clientSecret: "wrong" });
    const third = await consent(more.consentUrl, realmId);
    expect([third.status, await third.text()]).toEqual([400, expect.stringContaining("does not know the app")]);
    expect(await client.connections.list()).toHaveLength(before.length);
  });

  test("tells what Intuit needs of our address", async () => {
    const options = await client.connections.options();
    expect(options.redirectUri).toBe(`${world.product.url}/connect/quickbooks/callback`);
    expect(options.environments.map((one) => [one.id, one.redirectProblem === null])).toEqual([["simulator", true], ["production", false], ["sandbox", false]]);
    await expect(client.connections.connect({ ...keys, clientId: " " })).rejects.toBeInstanceOf(ORPCError);
  });
});
