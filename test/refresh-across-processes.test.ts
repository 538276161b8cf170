/** One refresher over all processes, on a real database and the simulator, whose refresh tokens die with their first use. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openQuickBooks } from "#books/quickbooks/quickbooks.ts";
import { gateOf, healthOf, vaultOf } from "#books/quickbooks/surroundings.ts";
import { createTokenSource } from "#books/quickbooks/oauth.ts";
import type { QuickBooksSecret } from "#books/quickbooks/secret.ts";
import type { BooksConnection } from "#domain/connection.ts";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { AllowanceLedger, Books } from "#domain/ports/books.ts";
import type { Store } from "#domain/ports/store.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import { newId } from "#store/ids.ts";
import { startQuickBooksSimulator } from "../simulators/quickbooks/server.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { someBooks } from "./store-samples.ts";

let database: TestDatabase;
let simulator: Awaited<ReturnType<typeof startQuickBooksSimulator>>;
/** Two processes: each has pools of its own. */
let stores: [Store, Store];
let connection: BooksConnection;

beforeAll(async () => {
  [database, simulator] = await Promise.all([testDatabase(), startQuickBooksSimulator({ port: 0 })]);
  stores = [(await database.open()).store, (await database.open()).store];
  await control("settings", { throttles: { on: false } });
});
beforeEach(async () => {
  const workspaceId = newId() as WorkspaceId;
  const { realmId, accessToken, refreshToken, clientId, clientSecret } = (await control("token")) as Record<string, string> & { realmId: string };
  connection = { ...someBooks(workspaceId), externalId: realmId, baseUrl: simulator.url, appUrl: simulator.url };
  await stores[0].createWorkspace({ id: workspaceId, name: "Acme", now: now() });
  const times = { accessExpiresAt: later(now(), 3_600_000), refreshExpiresAt: later(now(), 100 * 86_400_000), connectedAt: now() };
  await stores[0].saveConnection(connection, { clientId, clientSecret, accessToken, refreshToken, ...times, tokenUrl: `${simulator.url}/oauth2/v1/tokens/bearer` });
});
afterAll(async () => {
  await simulator?.stop();
  await database?.drop();
});

async function control(path: string, body?: unknown): Promise<unknown> {
  return (await fetch(`${simulator.url}/simulator/${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })).json();
}

function now(): Instant {
  return instantOf(Date.now());
}

function processOn(store: Store): Books {
  const { id: connectionId, baseUrl, appUrl, externalId: realmId } = connection;
  const allowance: AllowanceLedger = {
    turn: async () => ({ goAt: now(), retryAt: null, reserved: 0 }),
    end: async () => undefined,
    renew: async () => undefined,
    pauseUntil: async () => undefined,
    count: async () => undefined,
  };
  const surroundings = { credentials: vaultOf(store, connectionId), gate: gateOf(store, connectionId), health: healthOf(store, connectionId), allowance };
  return openQuickBooks({ connectionId, baseUrl, appUrl, realmId, ...surroundings, now, limits: "off" });
}

async function secret(): Promise<QuickBooksSecret> {
  return (await stores[0].readSecret(connection.id)) as QuickBooksSecret;
}

test("many calls of two processes whose token has died refresh it once, round after round, and never lose the permission", async () => {
  const processes = stores.map(processOn);
  for (let round = 0; round < 4; round++) {
    const before = await secret();
    await control("expire-tokens", {});
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => processes[n % 2]!.check()));
    expect(answers.filter((one) => !one.ok)).toEqual([]);
    const after = await secret();
    // Had there been two refreshes, the token before would not be the one this round began with.
    expect(after.previousRefreshToken).toBe(before.refreshToken);
    expect(after.refreshToken).not.toBe(before.refreshToken);
  }
  expect(await stores[0].connection(connection.id)).toMatchObject({ connectionState: "connected" });
});

test("the daily renewal is done by one of two processes, and keeps what Intuit says of the five years", async () => {
  const before = await secret();
  const tomorrow = later(now(), 86_400_000);
  const sources = stores.map((store) => createTokenSource(vaultOf(store, connection.id), () => tomorrow));
  const renewed = await Promise.all(sources.map((source) => source.renew(now())));
  expect(renewed).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
  const after = await secret();
  expect(after).toMatchObject({ previousRefreshToken: before.refreshToken, renewedAt: tomorrow, connectedAt: before.connectedAt });
  // Whole seconds from when the user said yes, which was a little before this test began.
  const late = Date.parse(later(tomorrow, 157_680_000_000)) - Date.parse(after.hardExpiresAt!);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(600_000);
  expect(await sources[0]!.renew(now())).toEqual({ ok: true, value: null });
  expect(await secret()).toEqual(after);
});

test("a grant the database did not take is stored by the next try instead of asking with a token that is used up", async () => {
  const before = await secret();
  let breaks = true;
  const broken: Pick<Store, "readSecret" | "replaceSecret"> = {
    readSecret: (id) => stores[0].readSecret(id),
    replaceSecret: (id, replace) =>
      stores[0].replaceSecret(id, async (current) => {
        const replaced = await replace(current);
        if (breaks) throw new Error("the disk is full");
        return replaced;
      }),
  };
  const source = createTokenSource(vaultOf(broken, connection.id), now);
  const failed = await source.token(before.accessToken);
  expect(failed).toMatchObject({ ok: false, error: { code: "books-unreachable", detail: expect.stringContaining("the disk is full") } });
  expect(await secret()).toEqual(before);
  breaks = false;
  const given = await source.token(before.accessToken);
  const after = await secret();
  expect(given).toEqual({ ok: true, value: after.accessToken });
  expect(after.previousRefreshToken).toBe(before.refreshToken);
});

test("a process that dies between Intuit's answer and the store leaves a permission that has to be given again, and it is said so", async () => {
  // Another process asked and never came back: its refresh token is used up.
  const { refreshToken, clientId, clientSecret } = await secret();
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  await fetch(`${simulator.url}/oauth2/v1/tokens/bearer`, { method: "POST", headers: { authorization }, body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken }) });
  await control("expire-tokens", {});
  expect(await processOn(stores[1]).check()).toMatchObject({ ok: false, error: { code: "books-disconnected" } });
  await expect.poll(async () => (await stores[0].connection(connection.id))?.connectionState, { timeout: 20_000 }).toBe("ended");
  expect(await stores[0].connectionHealth(connection.id)).toMatchObject({ failure: { code: "books-disconnected" }, traceId: expect.any(String) });
});
