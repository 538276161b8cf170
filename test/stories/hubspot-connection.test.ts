/** Stories of a HubSpot connection's life: scopes, the pinned portal, ended, disconnected, reconnected, and an app with OAuth. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ConnectionRow } from "#api/connection.ts";
import { runCli } from "#cli/ledgerline.ts";
import { openHubSpot } from "#crm/hubspot/hubspot.ts";
import { surroundingsOf } from "#crm/hubspot/surroundings.ts";
import { instantOf } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Crm } from "#domain/ports/crm.ts";
import { type Client, clientOf, installationToken } from "./client.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let client: Client;
let samples: { serviceKey: string; accessToken: string; clientId: string; clientSecret: string };

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(async () => {
  client = await clientOf(world);
  samples = (await client.connections.crmOptions()).samples!;
  await world.turnOn();
});

async function thePortal(): Promise<ConnectionRow> {
  const found = (await client.connections.list()).find((one) => one.externalId === "44112233");
  return found ?? Promise.reject(new Error("there is no portal"));
}

function serviceKey() {
  return { environment: "simulator" as const, kind: "service-key" as const, accessToken: samples.serviceKey, clientSecret: "" };
}

function appToken() {
  return { ...serviceKey(), kind: "project-app" as const, accessToken: samples.accessToken, clientSecret: samples.clientSecret };
}

function withhold(...withheld: string[]): Promise<unknown> {
  return world.hubspot.control("scopes", { withheld });
}

async function asPerson(url: string): Promise<Response> {
  const token = await installationToken(world);
  return fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "manual" });
}

/** Says yes on the simulator's consent page, as a person's browser would, and follows the answer home. */
async function consent(consentUrl: string, answer = "allow"): Promise<Response> {
  const { searchParams, origin } = new URL(consentUrl);
  const form = new URLSearchParams({ redirect_uri: searchParams.get("redirect_uri")!, state: searchParams.get("state")!, scope: `${searchParams.get("scope")} ${searchParams.get("optional_scope")}`, answer });
  const answered = await fetch(`${origin}/oauth/authorize`, { method: "POST", body: form, redirect: "manual" });
  return asPerson(answered.headers.get("location")!);
}

async function wonDeals(count: number): Promise<string[]> {
  const { ids } = await world.hubspot.control("deals", { count, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  return ids as string[];
}

describe("scopes", () => {
  test("are asked without anybody's asking, once a day", async () => {
    await expect.poll(async () => (await thePortal()).crm?.permissionsCheckedAt ?? null, patience).not.toBeNull();
    expect((await thePortal()).crm?.permissions.every(({ state }) => state === "granted")).toBe(true);
  });

  test("of a token are read before anything is kept, each missing one with what it costs", async () => {
    await withhold("crm.objects.quotes.read", "crm.schemas.deals.write");
    const looked = await client.connections.tryToken(appToken());
    expect(looked).toMatchObject({ portalId: "44112233", timeZone: "America/Los_Angeles", currency: "USD" });
    const missing = looked.permissions.filter(({ state }) => state === "missing");
    expect(missing.map(({ name }) => name)).toEqual(["crm.objects.quotes.read", "crm.schemas.deals.write"]);
    expect(missing[0]).toMatchObject({ objectType: "quote", isNeeded: false, without: "Quotes cannot start workflows." });
    await withhold();
  });

  test("of a service key, which does not tell them, are found out by reading, and nothing is written", async () => {
    await withhold("crm.objects.commercepayments.read", "crm.schemas.quotes.read");
    const before = ((await world.hubspot.control("counters")) as { byEndpoint: Record<string, number> }).byEndpoint;
    const { permissions } = await client.connections.tryToken(serviceKey());
    const stateOf = (name: string) => permissions.find((one) => one.name === name)?.state;
    expect(["crm.objects.deals.read", "crm.objects.commercepayments.read", "crm.schemas.quotes.read", "crm.objects.owners.read", "crm.objects.deals.write"].map(stateOf)).toEqual(["granted", "missing", "missing", "granted", "unknown"]);
    const after = ((await world.hubspot.control("counters")) as { byEndpoint: Record<string, number> }).byEndpoint;
    const writes = Object.keys(after).filter((endpoint) => !endpoint.startsWith("GET") && !/search$|batch\/read$/.test(endpoint) && after[endpoint] !== before[endpoint]);
    expect(writes).toEqual([]);
    await withhold();
  });

  test("are checked anew on request; what cannot be read is named, and the rest goes on", async () => {
    await withhold("crm.objects.quotes.read");
    const portal = await client.connections.check({ id: (await thePortal()).id });
    expect(portal.crm?.permissions.find(({ name }) => name === "crm.objects.quotes.read")?.state).toBe("missing");
    await expect.poll(async () => (await thePortal()).crm?.watched.find(({ objectType }) => objectType === "quote")?.failure, patience).toMatchObject({ code: "crm-permission-missing", happened: expect.stringContaining("crm.objects.quotes.read") });
    const [id = ""] = await wonDeals(1);
    await world.enrollmentIn(id, "completed");
    const checks = await client.doctor();
    expect(checks.find(({ check }) => check.endsWith(": scopes"))).toMatchObject({ ok: true, said: "Without crm.objects.quotes.read: Quotes cannot start workflows." });
    await withhold();
    await client.connections.check({ id: portal.id });
    await expect.poll(async () => (await thePortal()).crm?.watched.find(({ objectType }) => objectType === "quote")?.failure, patience).toBeNull();
  });

  test("that let no workflow start are refused with the scopes that would", async () => {
    await withhold("crm.objects.deals.read", "crm.objects.quotes.read", "crm.objects.commercepayments.read");
    await expect(client.connections.tryToken(serviceKey())).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "crm-nothing-readable", doThis: expect.stringContaining("crm.objects.deals.read") }] } });
    await withhold();
    // What was asked meanwhile was refused, and is asked for again only when somebody says that more is allowed.
    await client.connections.check({ id: (await thePortal()).id });
  });
});

describe("connecting", () => {
  test("a token that HubSpot does not know is said so, and one with a line end is not even tried", async () => {
    await expect(client.connections.connectToken({ ...serviceKey(), accessToken: "pat-na1-nobody" })).rejects.toMatchObject({ data: { failures: [{ code: "crm-token-refused" }] } });
    await expect(client.connections.connectToken({ ...serviceKey(), accessToken: "two words" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(client.connections.connectToken({ ...serviceKey(), environment: "hubspot", accessToken: "a\nb" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("the same portal is not connected twice, and a connection takes no other portal", async () => {
    await expect(client.connections.connectToken(serviceKey())).rejects.toMatchObject({ data: { failures: [{ code: "crm-connected-already" }] } });
    const { store, workspaceId } = world.product;
    const other = { ...(await store.connections(workspaceId)).find((one) => one.role === "crm")!, id: "another-portal" as ConnectionId, externalId: "999", name: "Another" };
    expect(await store.saveConnection(other, { accessToken: "x", clientSecret: "" })).toBe(true);
    await expect(client.connections.connectToken({ ...serviceKey(), id: other.id })).rejects.toMatchObject({ data: { failures: [{ code: "crm-other-account", happened: "This is another account than Another." }] } });
    expect(await store.readSecret(other.id)).toEqual({ accessToken: "x", clientSecret: "" });
    await client.connections.disconnect({ id: other.id });
  });
});

describe("a token that HubSpot no longer accepts", () => {
  test("ends the connection and nothing else: work waits, another token of the same portal lets it go on", async () => {
    await world.hubspot.control("revoke-token", {});
    await expect.poll(async () => (await thePortal()).connectionState, patience).toBe("ended");
    const [id = ""] = await wonDeals(1);
    const portal = await thePortal();
    expect(portal.crm?.health.lastFailure).toMatchObject({ isOver: false, failure: { code: "crm-disconnected", happened: `The connection to ${portal.name} has ended.` } });
    expect((await client.doctor()).find(({ check }) => check === `${portal.name}: token`)).toMatchObject({ ok: false });
    await expect(client.connections.connectToken({ ...appToken(), id: portal.id })).rejects.toMatchObject({ data: { failures: [{ code: "crm-token-refused" }] } });
    await world.hubspot.control("revoke-token", { revoked: false });
    expect(await client.connections.connectToken({ ...appToken(), id: portal.id })).toMatchObject({ connectionState: "connected" });
    await world.enrollmentIn(id, "completed");
    expect(await world.enrollmentsOf(id)).toHaveLength(1);
  });
});

describe("disconnecting", () => {
  test("erases the token, asks nothing more, refuses webhooks, and reconnecting goes on where it stood", async () => {
    const { id } = await thePortal();
    const answer = await client.connections.disconnect({ id });
    expect(answer).toMatchObject({ isVendorTold: false, mustBeRemovedThere: true, connection: { connectionState: "disconnected", crm: { hearsWebhooks: false } } });
    expect(await world.product.store.readSecret(id as ConnectionId)).toEqual({ kind: "project-app" });
    const calls = async (): Promise<number> => ((await world.hubspot.control("counters")) as { calls: number }).calls;
    // A call that was under way when the person disconnected may still end.
    let before = -1;
    const isQuiet = async (): Promise<boolean> => before === (before = await calls());
    await expect.poll(isQuiet, { ...patience, interval: 400 }).toBe(true);
    const [deal = ""] = await wonDeals(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await calls()).toBe(before);
    await expect(client.connections.check({ id })).rejects.toMatchObject({ data: { failures: [{ code: "crm-not-connected" }] } });
    expect(await client.connections.connectToken({ ...appToken(), id })).toMatchObject({ id, connectionState: "connected" });
    await world.enrollmentIn(deal, "completed");
  });
});

describe("an app with OAuth", () => {
  test("goes over HubSpot's page, gives the same connection its tokens, and is told when a person disconnects", async () => {
    const { id } = await thePortal();
    const { consentUrl } = await client.connections.connectApp({ environment: "simulator", clientId: samples.clientId, clientSecret: samples.clientSecret, id });
    expect(new URL(consentUrl).searchParams.get("scope")).toContain("crm.objects.deals.read");
    const home = await consent(consentUrl);
    expect([home.status, home.headers.get("location")]).toEqual([303, `/connections?connected=${id}`]);
    expect((await consent(consentUrl)).status).toBe(400);
    const portal = await thePortal();
    expect(portal).toMatchObject({ id, connectionState: "connected", crm: { credential: "oauth", hearsWebhooks: true } });
    expect(portal.crm?.permissions.filter(({ state }) => state !== "granted")).toEqual([]);

    expect(await client.connections.disconnect({ id })).toMatchObject({ isVendorTold: true, mustBeRemovedThere: false });
    expect(Object.keys((await world.product.store.readSecret(id as ConnectionId)) as object).sort()).toEqual(["clientId", "clientSecret", "kind", "oauthUrl"]);
    const again = await asPerson(`${world.product.url}/connect/hubspot/${id}`);
    expect((await consent(again.headers.get("location")!)).status).toBe(303);
    expect((await thePortal()).connectionState).toBe("connected");
  });

  test("refreshes an expired token once, however many ask in however many processes", async () => {
    const { id, appUrl: url, externalId: portalId } = await thePortal();
    await world.hubspot.control("expire-tokens", {});
    await world.product.store.replaceSecret(id as ConnectionId, async (secret) => ({ ...(secret as object), accessExpiresAt: "2020-01-01T00:00:00.000Z" }));
    const opened = (): Crm => openHubSpot({ connectionId: id as ConnectionId, baseUrl: url, appUrl: url, portalId, ...surroundingsOf(world.product.store, id as ConnectionId), now: () => instantOf(Date.now()), limits: "off" });
    const tokenCalls = async (): Promise<number> => ((await world.hubspot.control("requests")) as { path: string }[]).filter(({ path }) => /\/oauth\/[^/]+\/token$/.test(path)).length;
    const before = await tokenCalls();
    const answers = await Promise.all([opened(), opened(), opened()].flatMap((crm) => [crm.account(), crm.account(), crm.account()]));
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    expect((await tokenCalls()) - before).toBe(1);
  });

  test("whose permission was taken away ends the connection", async () => {
    const { id } = await thePortal();
    const { refreshToken } = (await world.product.store.readSecret(id as ConnectionId)) as { refreshToken: string };
    await fetch(`${world.hubspot.url}/oauth/v1/refresh-tokens/${refreshToken}`, { method: "DELETE" });
    await expect.poll(async () => (await thePortal()).connectionState, patience).toBe("ended");
    expect(await client.connections.connectToken({ ...appToken(), id })).toMatchObject({ connectionState: "connected", crm: { credential: "project-app" } });
  });

  test("says so when the person declines, and when the keys are wrong", async () => {
    const { id } = await thePortal();
    const keys = { environment: "simulator" as const, clientId: samples.clientId, clientSecret: "wrong", id };
    const declined = await consent((await client.connections.connectApp(keys)).consentUrl, "deny");
    expect([declined.status, await declined.text()]).toEqual([400, expect.stringContaining("was not given permission")]);
    const wrong = await consent((await client.connections.connectApp(keys)).consentUrl);
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("does not know the app by these keys")]);
    expect((await thePortal()).connectionState).toBe("connected");
  });
});

test("the command line shows a portal's credential, scopes and changes, and disconnects only when told --yes", async () => {
  const said: string[] = [];
  const note = (text: string): void => void said.push(text);
  const environment = { LEDGERLINE_DATA: world.dataDirectory, LEDGERLINE_URL: world.product.url };
  const run = (...argv: string[]): Promise<number> => runCli(argv, { environment, workingDirectory: world.dataDirectory, version: "1", out: note, err: note, start: () => Promise.reject(new Error("not here")) });
  // The look for changes that met the ended connection is only forgotten at the next one.
  const shown = async (): Promise<string> => {
    said.length = 0;
    return (await run("connection", "44112233")) === 0 ? said.join("\n") : Promise.reject(new Error(said.join("\n")));
  };
  await expect.poll(shown, patience).toMatch(/Changes of deals +asked 20/);
  expect(said.join("\n")).toMatch(/Credential +project-app/);
  expect(said.join("\n")).toMatch(/Scopes +\d+ of \d+ granted/);
  expect(await run("disconnect", "44112233")).toBe(2);
  expect(said.at(-1)).toContain("Add --yes");
});

test("a connection may speak another version of HubSpot's API, and one we do not speak is refused", async () => {
  const { id } = await thePortal();
  await expect(client.connections.saveCrmSettings({ id, apiVersion: "2024-09" })).rejects.toMatchObject({ code: "INVALID_SETTINGS", data: { problems: [{ field: "apiVersion", problem: expect.stringContaining("2026-03") }] } });
  expect((await client.connections.saveCrmSettings({ id, apiVersion: "v3" })).crm?.settings).toEqual({ apiVersion: "v3", notesOnRecords: false });
  const paths = async (): Promise<string[]> => ((await world.hubspot.control("requests")) as { path: string }[]).map(({ path }) => path);
  await expect.poll(async () => (await paths()).some((path) => path.startsWith("/crm/v3/objects/deals/search")), patience).toBe(true);
  const [deal = ""] = await wonDeals(1);
  await world.enrollmentIn(deal, "completed");
  await client.connections.saveCrmSettings({ id, apiVersion: null });
});
