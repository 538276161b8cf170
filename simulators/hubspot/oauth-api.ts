/** OAuth over HTTP: the consent page, tokens of all generations, what a token is, and the end of a connection. */
import { type Context, Hono } from "hono";
import { app } from "./app.ts";
import { consentPage, refusedConsentPage } from "./consent-page.ts";
import type { SimulatorEnv } from "./gate.ts";
import { accessTokenSeconds, type Grant, type TokenAnswer } from "./oauth.ts";
import { plainText } from "./plain-text.ts";
import { jsonBody } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { notFound } from "./vendor-errors.ts";

const userId = 77_001;
const user = "robin@harborandpine.example";
const hubDomain = "harborandpine.example";

/** The routes below /oauth. */
export function oauthRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.get("/authorize", (c) => {
    const { client_id: clientId, redirect_uri: redirectUri = "", scope = "", optional_scope: optionalScope = "", state = "" } = c.req.query();
    const problem = clientId !== app.clientId ? "The client id is not known." : redirectProblem(redirectUri) ?? (scope.trim() === "" ? "The scope is missing." : null);
    if (problem !== null) return c.html(refusedConsentPage(problem), 400);
    return c.html(consentPage({ account: simulator().portal.name, redirectUri, state, scopes: scopesIn(`${scope} ${optionalScope}`) }));
  });
  routes.post("/authorize", async (c) => {
    const { redirect_uri: redirectUri = "", scope = "", state = "", answer } = await c.req.parseBody<Record<string, string>>();
    const problem = redirectProblem(redirectUri);
    if (problem !== null) return c.html(refusedConsentPage(problem), 400);
    const back = new URL(redirectUri);
    if (answer === "allow") back.searchParams.set("code", simulator().oauth.issueCode(redirectUri, scopesIn(scope)));
    else {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "The user denied the request.");
    }
    if (state !== "") back.searchParams.set("state", state);
    return c.redirect(back.toString(), 302);
  });

  // Version 1 also takes the fields in the query.
  routes.post("/v1/token", async (c) => answered(c, simulator(), { ...c.req.query(), ...(await formOf(c)) }, false));
  routes.get("/v1/access-tokens/:token", (c) => {
    const token = c.req.param("token");
    const found = simulator().oauth.accessToken(token);
    if (found === undefined) throw notFound("The access token is not valid.");
    return c.json({ token, ...owner(simulator(), found.grant), app_id: app.appId, expires_in: found.expiresIn, token_type: "access" });
  });
  routes.get("/v1/refresh-tokens/:token", (c) => {
    const token = c.req.param("token");
    const grant = simulator().oauth.grant(token);
    if (grant === undefined) throw notFound("The refresh token is not valid.");
    return c.json({ token, ...owner(simulator(), grant), client_id: app.clientId, token_type: "refresh" });
  });
  routes.delete("/v1/refresh-tokens/:token", (c) => {
    simulator().oauth.revoke(c.req.param("token"));
    simulator().changed();
    return c.body(null, 204);
  });
  routes.post("/v2/private-apps/get/access-token-info", async (c) => {
    const tokenKey = plainText((await jsonBody(c))["tokenKey"]);
    const { oauth, portal } = simulator();
    if (tokenKey !== app.accessToken || oauth.verdict(tokenKey) !== "valid") throw notFound("The token is not of a private app.");
    return c.json({ userId, hubId: portal.portalId, appId: app.appId, scopes: oauth.scopesOf(tokenKey) });
  });
  for (const version of ["v3", "2026-03", "2026-09"]) {
    routes.post(`/${version}/token`, async (c) => answered(c, simulator(), await formOf(c), true));
    routes.post(`/${version}/token/introspect`, async (c) => c.json(introspection(simulator(), await formOf(c))));
    routes.post(`/${version}/token/revoke`, async (c) => {
      simulator().oauth.revoke((await formOf(c))["token"] ?? "");
      simulator().changed();
      return c.body(null, 200);
    });
  }
  return routes;
}

/** HubSpot takes plain http only for this machine. */
function redirectProblem(redirectUri: string): string | null {
  const address = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  const isHere = address !== null && ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  const isFine = address?.protocol === "https:" || (address?.protocol === "http:" && isHere);
  return isFine ? null : "The redirect address is missing or not allowed.";
}

function scopesIn(text: string): string[] {
  return [...new Set(["oauth", ...text.split(/\s+/).filter(Boolean)])];
}

async function formOf(c: Context<SimulatorEnv>): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

function answered(c: Context<SimulatorEnv>, simulator: Simulator, form: Record<string, string>, tellsOwner: boolean): Response {
  const answer: TokenAnswer = simulator.oauth.token(form);
  if ("error" in answer) return c.json({ error: answer.error, error_description: answer.message, status: answer.status, message: answer.message }, 400);
  simulator.changed();
  const { accessToken, grant } = answer;
  const more = tellsOwner ? { hub_id: simulator.portal.portalId, user_id: userId, scopes: simulator.oauth.granted(grant.scopes), token_use: "access_token" } : {};
  return c.json({ token_type: "bearer", access_token: accessToken, refresh_token: grant.refreshToken, expires_in: accessTokenSeconds, ...more });
}

function owner({ portal, oauth }: Simulator, grant: Grant): Record<string, unknown> {
  return { user, hub_domain: hubDomain, scopes: oauth.granted(grant.scopes), hub_id: portal.portalId, user_id: userId };
}

function introspection(simulator: Simulator, form: Record<string, string>): Record<string, unknown> {
  const token = form["token"] ?? "";
  const isTrusted = form["client_id"] === app.clientId && form["client_secret"] === app.clientSecret;
  const access = isTrusted ? simulator.oauth.accessToken(token) : undefined;
  const grant = access?.grant ?? (isTrusted ? simulator.oauth.grant(token) : undefined);
  if (grant === undefined) return { active: false };
  const use = access === undefined ? { token_use: "refresh_token" } : { token_use: "access_token", expires_in: access.expiresIn };
  return { active: true, ...owner(simulator, grant), app_id: app.appId, client_id: app.clientId, is_private_distribution: true, ...use };
}
