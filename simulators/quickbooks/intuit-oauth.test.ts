/** The vendor's own OAuth client for Node must work against the simulator unchanged, every one of its calls. */
import intuitOAuth from "intuit-oauth";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "./test-company.ts";
import type { Members } from "./wire-object.ts";

interface Token {
  access_token: string;
  refresh_token: string;
  realmId: string;
  id_token?: string;
}
interface OAuthClient {
  setAuthorizeURLs(urls: Record<string, string>): void;
  authorizeUri(options: { scope: string[]; state: string }): string;
  createToken(url: string): Promise<{ getToken(): Token }>;
  refresh(): Promise<{ getToken(): Token }>;
  refreshUsingToken(token: string): Promise<{ getToken(): Token }>;
  revoke(options?: { token: string }): Promise<{ status?: number }>;
  getUserInfo(): Promise<{ json: Members }>;
  validateIdToken(): Promise<boolean>;
  isAccessTokenValid(): boolean;
  makeApiCall(options: { url: string; method?: string; headers?: Record<string, string>; body?: string }): Promise<{ json: Members; body: string }>;
}
const IntuitOAuth = intuitOAuth as unknown as { new (settings: Record<string, unknown>): OAuthClient; jwks_uri: string; scopes: Record<string, string> };
const { Accounting = "", OpenId = "", Profile = "", Email = "", Phone = "", Address = "" } = IntuitOAuth.scopes;

let server: TestServer;
let oauth: OAuthClient;
const redirectUri = "http://localhost:9/callback";

beforeEach(async () => {
  server = await testServer();
  const found = (await (await fetch(`${server.url}/.well-known/openid_sandbox_configuration/`)).json()) as Record<string, string>;
  IntuitOAuth.jwks_uri = found["jwks_uri"] ?? "";
  oauth = new IntuitOAuth({ clientId: "ledgerline-demo-client", clientSecret: "ledgerline-demo-secret", environment: "sandbox", redirectUri });
  oauth.setAuthorizeURLs({
    authorizeEndpoint: found["authorization_endpoint"] ?? "",
    tokenEndpoint: found["token_endpoint"] ?? "",
    revokeEndpoint: found["revocation_endpoint"] ?? "",
    userInfoEndpoint: found["userinfo_endpoint"] ?? "",
  });
});
afterEach(() => server.stop());

/** As the user's browser does it: the page's form is sent as it is. */
async function consent(address: string, answer: "allow" | "deny"): Promise<string> {
  const page = await (await fetch(address)).text();
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]);
  const body = new URLSearchParams([...fields, ["answer", answer]] as [string, string][]);
  const reply = await fetch(`${server.url}/connect/oauth2`, { method: "POST", redirect: "manual", body });
  return reply.headers.get("location") ?? "";
}

async function connect(...scope: string[]): Promise<Token> {
  const address = oauth.authorizeUri({ scope, state: "s & 1" });
  return (await oauth.createToken(await consent(address, "allow"))).getToken();
}

describe("intuit-oauth", () => {
  test("signs a user in and checks who it is", async () => {
    const token = await connect(Accounting, OpenId, Profile, Email, Phone, Address);
    expect(token.realmId).toBe(server.realmId);
    expect(await oauth.validateIdToken()).toBe(true);
    expect((await oauth.getUserInfo()).json).toMatchObject({ givenName: "Robin", email: "robin@harborpine.example", emailVerified: true, phoneNumber: expect.any(String), address: { locality: "Oakland" } });
    expect(oauth.isAccessTokenValid()).toBe(true);
  });

  test("is told no more than it asked for", async () => {
    expect((await connect(Accounting)).id_token).toBeFalsy();
    await expect(oauth.getUserInfo()).rejects.toBeTruthy();
    await connect(OpenId);
    expect(Object.keys((await oauth.getUserInfo()).json)).toEqual(["sub"]);
  });

  test("calls the API in JSON and in XML, refreshes, and is out after revoking", async () => {
    await connect(Accounting);
    const base = `${server.url}/v3/company/${server.realmId}`;
    expect((await oauth.makeApiCall({ url: `${base}/companyinfo/${server.realmId}?minorversion=75` })).json).toHaveProperty("CompanyInfo.CompanyName");
    const made = await oauth.makeApiCall({ url: `${base}/customer`, method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ DisplayName: "By intuit-oauth" }) });
    expect(made.json).toMatchObject({ Customer: { DisplayName: "By intuit-oauth" } });
    const xml = await oauth.makeApiCall({ url: `${base}/preferences`, headers: { Accept: "application/xml" } });
    expect(xml.body).toContain("<Preferences");
    const renewed = (await oauth.refresh()).getToken();
    await oauth.revoke({ token: renewed.access_token });
    await expect(oauth.makeApiCall({ url: `${base}/preferences` })).rejects.toBeTruthy();
    await expect(oauth.refreshUsingToken(renewed.refresh_token)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("hears that the user said no", async () => {
    const back = new URL(await consent(oauth.authorizeUri({ scope: [Accounting], state: "s & 1" }), "deny"));
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: "access_denied", state: "s & 1" });
  });
});

describe("what the authorize page refuses", () => {
  const page = (parameters: Record<string, string>): Promise<Response> =>
    fetch(`${server.url}/connect/oauth2?${String(new URLSearchParams({ client_id: "ledgerline-demo-client", response_type: "code", redirect_uri: redirectUri, scope: "openid", state: "1", ...parameters }))}`);

  test.each([
    ["an app that is not registered", { client_id: "nobody" }],
    ["another response type", { response_type: "token" }],
    ["a scope of another product", { scope: "com.intuit.quickbooks.accounting project-management.project" }],
    ["an address that is none", { redirect_uri: "nowhere" }],
  ])("%s", async (_, parameters) => {
    expect((await page(parameters)).status).toBe(400);
  });

  test("an address that the app did not register", async () => {
    await server.control("POST", "/apps", { clientId: "strict", clientSecret: "s", redirectUris: ["https://app.example/back"] });
    expect((await page({ client_id: "strict" })).status).toBe(400);
    expect((await page({ client_id: "strict", redirect_uri: "https://app.example/back" })).status).toBe(200);
  });
});

test("two apps of one company share its minute, each has its own second", async () => {
  await server.control("POST", "/apps", { clientId: "other", clientSecret: "s", redirectUris: [] });
  const { accessToken } = await server.control("GET", "/token?app=other");
  await server.control("POST", "/settings", { throttles: { on: true, perSecond: 3, perMinute: 5 } });
  const statuses = async (token?: string): Promise<number[]> => Promise.all([1, 2, 3, 4].map(async () => (await server.call("GET", "/preferences", undefined, token)).status));
  expect((await statuses()).filter((status) => status === 200)).toHaveLength(3);
  expect((await statuses(String(accessToken))).filter((status) => status === 200)).toHaveLength(2);
});
