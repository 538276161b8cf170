import { Client } from "@hubspot/api-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app } from "./app.ts";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;
const redirectUri = "http://127.0.0.1:4400/connect/hubspot";
const secrets = { client_id: app.clientId, client_secret: app.clientSecret };

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

interface Tokens {
  access_token: string;
  refresh_token: string;
  [more: string]: unknown;
}

async function send(path: string, form: Record<string, string>): Promise<{ status: number; body: Tokens; location: URL | null }> {
  const answer = await fetch(`${portal.url}${path}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const location = answer.headers.get("location");
  const isJson = answer.headers.get("content-type")?.includes("application/json");
  return { status: answer.status, body: isJson ? ((await answer.json()) as Tokens) : ({} as Tokens), location: location === null ? null : new URL(location) };
}

async function code(): Promise<string> {
  const { location } = await send("/oauth/authorize", { redirect_uri: redirectUri, state: "s t", scope: "crm.objects.deals.read", answer: "allow" });
  expect(location?.searchParams.get("state")).toBe("s t");
  return location?.searchParams.get("code") ?? "";
}

async function statusWith(token: string): Promise<unknown> {
  const answer = await portal.call("GET", "/crm/v3/objects/deals?limit=1", undefined, { authorization: `Bearer ${token}` });
  return answer.status === 200 ? 200 : answer.at("category");
}

describe("a connection", () => {
  test("is asked for, allowed, used, and its code works once", async () => {
    const asked = await fetch(`${portal.url}/oauth/authorize?${new URLSearchParams({ client_id: app.clientId, redirect_uri: redirectUri, scope: "crm.objects.deals.read" }).toString()}`);
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining("crm.objects.deals.read")]);
    const form = { grant_type: "authorization_code", code: await code(), redirect_uri: redirectUri, ...secrets };
    const { status, body } = await send("/oauth/2026-09/token", form);
    expect([status, body]).toEqual([200, expect.objectContaining({ token_type: "bearer", expires_in: 1_800, hub_id: 44112233, scopes: ["oauth", "crm.objects.deals.read"], token_use: "access_token" })]);
    expect(body.access_token.length).toBeGreaterThanOrEqual(512);
    expect(await statusWith(body.access_token)).toBe(200);
    expect(await send("/oauth/2026-09/token", form)).toMatchObject({ status: 400, body: { error: "invalid_grant", status: "BAD_AUTH_CODE" } });
  });

  test("can be denied", async () => {
    const { location } = await send("/oauth/authorize", { redirect_uri: redirectUri, answer: "deny" });
    expect([location?.searchParams.get("error"), location?.searchParams.get("code")]).toEqual(["access_denied", null]);
  });

  test.each([
    [{ client_id: "other", redirect_uri: redirectUri, scope: "oauth" }],
    [{ client_id: app.clientId, redirect_uri: "http://elsewhere.example/", scope: "oauth" }],
    [{ client_id: app.clientId, redirect_uri: "javascript:alert(1)", scope: "oauth" }],
    [{ client_id: app.clientId, redirect_uri: redirectUri }],
  ])("is not offered for %j", async (query) => {
    expect((await fetch(`${portal.url}/oauth/authorize?${new URLSearchParams(query as Record<string, string>).toString()}`)).status).toBe(400);
  });

  test("keeps its refresh token, whose access tokens expire, until it is revoked", async () => {
    const first = await send("/oauth/v1/token", { grant_type: "authorization_code", code: await code(), redirect_uri: redirectUri, ...secrets });
    expect(Object.keys(first.body).toSorted()).toEqual(["access_token", "expires_in", "refresh_token", "token_type"]);
    const refresh = () => send("/oauth/v3/token", { grant_type: "refresh_token", refresh_token: first.body.refresh_token, ...secrets });
    const second = await refresh();
    expect(second.body.refresh_token).toBe(first.body.refresh_token);
    expect([await statusWith(first.body.access_token), await statusWith(second.body.access_token)]).toEqual([200, 200]);
    await portal.call("POST", "/simulator/clock", { advanceMs: 1_800_000 });
    expect(await statusWith(second.body.access_token)).toBe("EXPIRED_AUTHENTICATION");
    expect(await statusWith(app.accessToken)).toBe(200);
    const third = await refresh();
    await portal.call("POST", "/simulator/expire-tokens");
    expect(await statusWith(third.body.access_token)).toBe("EXPIRED_AUTHENTICATION");
    expect((await fetch(`${portal.url}/oauth/v1/refresh-tokens/${first.body.refresh_token}`, { method: "DELETE" })).status).toBe(204);
    expect((await refresh()).body).toMatchObject({ status: "BAD_REFRESH_TOKEN", error: "invalid_grant" });
    expect(await statusWith(third.body.access_token)).toBe("INVALID_AUTHENTICATION");
  });

  test.each([
    ["BAD_CLIENT_ID", { client_id: "other" }],
    ["BAD_CLIENT_SECRET", { client_secret: "other" }],
    ["BAD_GRANT_TYPE", { grant_type: "password" }],
    ["BAD_REFRESH_TOKEN", { refresh_token: "other" }],
  ])("is refused with %s", async (status, wrong) => {
    expect(await send("/oauth/v1/token", { grant_type: "refresh_token", refresh_token: app.refreshToken, ...secrets, ...wrong })).toMatchObject({ status: 400, body: { status } });
  });
});

test("tokens tell what they are", async () => {
  const { body } = await send("/oauth/v3/token", { grant_type: "refresh_token", refresh_token: app.refreshToken, ...secrets });
  const info = await portal.call("GET", `/oauth/v1/access-tokens/${body.access_token}`);
  expect(info.body).toMatchObject({ hub_id: 44112233, app_id: app.appId, token_type: "access", token: body.access_token });
  expect((await send("/oauth/v3/token/introspect", { ...secrets, token: body.access_token, token_type_hint: "access_token" })).body).toMatchObject({ active: true, token_use: "access_token" });
  expect((await send("/oauth/v3/token/introspect", { ...secrets, token: "other" })).body).toEqual({ active: false });
  const own = await portal.call("POST", "/oauth/v2/private-apps/get/access-token-info", { tokenKey: app.accessToken });
  expect(own.body).toMatchObject({ hubId: 44112233, appId: app.appId, scopes: expect.arrayContaining(["crm.objects.deals.write"]) });
});

test("HubSpot's own client refreshes", async () => {
  const client = new Client({ basePath: portal.url });
  const fresh = await client.oauth.tokensApi.create("refresh_token", undefined, undefined, app.clientId, app.clientSecret, app.refreshToken);
  client.setAccessToken(fresh.accessToken);
  expect((await client.crm.owners.ownersApi.getPage()).results.length).toBeGreaterThan(0);
});

test("chance never strikes a refresh, a rule that names its path does, and no secret is logged", async () => {
  const refresh = () => send("/oauth/v1/token", { grant_type: "refresh_token", refresh_token: app.refreshToken, ...secrets });
  await portal.call("POST", "/simulator/faults", { rates: { "500": 1 } });
  expect((await refresh()).status).toBe(200);
  await portal.call("POST", "/simulator/faults", { rules: ["503", "expired-token", "429"].map((kind) => ({ kind, match: { pathIncludes: "/oauth/" } })) });
  expect([(await refresh()).status, (await refresh()).body["status"], (await refresh()).status, (await refresh()).status]).toEqual([503, "BAD_REFRESH_TOKEN", 429, 200]);
  await fetch(`${portal.url}/oauth/v1/refresh-tokens/${app.refreshToken}?client_secret=${app.clientSecret}`);
  const logged = JSON.stringify((await portal.call("GET", "/simulator/requests")).body);
  expect(logged).toContain("/oauth/v1/refresh-tokens/{token}");
  expect([app.refreshToken, app.clientSecret].filter((secret) => logged.includes(secret))).toEqual([]);
});
