/** OAuth over HTTP: the consent page, tokens, revocation and discovery, on the vendor's paths. */
import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { memberText } from "./member-text.ts";
import { type App, appClient } from "./oauth.ts";
import { consentPage, refusedConsentPage } from "./pages/consent.ts";
import type { Simulator } from "./simulator.ts";

type OAuthContext = Context<{ Bindings: HttpBindings }>;

const tokenPath = "/oauth2/v1/tokens/bearer";
const revokePath = "/v2/oauth2/tokens/revoke";
const userInfoPath = "/v1/openid_connect/userinfo";
const jwksPath = "/op/v1/jwks";
/** Asking for anything else is refused, as it is without an entitled workspace. */
const scopes = new Set(["com.intuit.quickbooks.accounting", "com.intuit.quickbooks.payment", "openid", "profile", "email", "phone", "address"]);

/** The OAuth routes. */
export function oauthRoutes(simulator: Simulator): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get("/connect/oauth2", (c) => {
    const { client_id: clientId = "", redirect_uri: redirectUri = "", state = "", response_type: type, scope = "com.intuit.quickbooks.accounting" } = c.req.query();
    const problem = consentProblem(simulator.oauth.app(clientId), redirectUri, type, scope);
    if (problem !== null) return c.html(refusedConsentPage(problem), 400);
    const companies = [...simulator.companies.values()].map((one) => ({ realmId: one.realmId, name: String(one.single("CompanyInfo")["CompanyName"]) }));
    return c.html(consentPage(companies, { clientId, redirectUri, state, scope }));
  });

  routes.post("/connect/oauth2", async (c) => {
    const form = await c.req.parseBody<Partial<Record<"redirect_uri" | "state" | "answer" | "realm" | "client_id" | "scope", string>>>();
    const target = httpAddress(form.redirect_uri ?? "");
    if (!target || !isRegistered(simulator.oauth.app(form.client_id ?? appClient.clientId), form.redirect_uri ?? "")) return c.html(refusedConsentPage("The redirect address is not valid."), 400);
    if (form.answer === "allow") {
      const { realmId } = simulator.companies.get(form.realm ?? "") ?? simulator.company;
      target.searchParams.set("code", simulator.oauth.issueCode(realmId, form.redirect_uri ?? "", form.client_id, form.scope));
      target.searchParams.set("realmId", realmId);
    } else {
      target.searchParams.set("error", "access_denied");
    }
    target.searchParams.set("state", form.state ?? "");
    return c.redirect(target.toString(), 302);
  });

  routes.post(tokenPath, async (c) => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const struck = await struckByFault(simulator, c);
    if (struck === "before") return new Response(null, { status: 500 });
    if (struck instanceof Response) return struck;
    const answer = simulator.oauth.token({
      authorization: c.req.header("authorization"),
      form,
      wantsHardExpiry: c.req.header("x-include-refresh-token-hard-expires-in") === "true",
      idTokenFor: (grant) => simulator.idTokens.idToken(grant),
    });
    if (struck === "after") c.env.incoming.socket.destroy();
    return answered(c, answer.status, answer.body);
  });

  routes.post(revokePath, async (c) => {
    const text = await c.req.text();
    const outcome = simulator.oauth.revoke(tokenIn(text), c.req.header("authorization"));
    if (outcome === "not-the-app") return answered(c, 401, { error: "invalid_client" });
    if (outcome === "unknown") return answered(c, 400, { error: "invalid_request" });
    c.header("intuit_tid", `1-${randomUUID()}`);
    return c.body(null, 200);
  });

  routes.get(userInfoPath, (c) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    const grant = simulator.oauth.grantOf(bearer);
    if (typeof grant === "string") return answered(c, 401, { error: "invalid_token" });
    if (!grant.scope.split(" ").includes("openid")) return answered(c, 403, { error: "insufficient_scope" });
    return answered(c, 200, simulator.idTokens.userInfo(grant.scope));
  });
  routes.get(jwksPath, (c) => c.json(simulator.idTokens.jwks()));
  for (const path of ["/.well-known/openid_configuration", "/.well-known/openid_sandbox_configuration"]) {
    routes.get(path, (c) => c.json(discovery(originOf(c))));
    routes.get(`${path}/`, (c) => c.json(discovery(originOf(c))));
  }
  return routes;
}

/** The address the caller used, also behind a proxy. */
function originOf(c: OAuthContext): string {
  const { protocol, host } = new URL(c.req.url);
  return `${c.req.header("x-forwarded-proto") ?? protocol.replace(":", "")}://${c.req.header("x-forwarded-host") ?? c.req.header("host") ?? host}`;
}

/** Production apps name their addresses; an app without any may return anywhere. */
function isRegistered(app: App | undefined, redirectUri: string): boolean {
  return app !== undefined && (app.redirectUris.length === 0 || app.redirectUris.includes(redirectUri));
}

function consentProblem(app: App | undefined, redirectUri: string, type: string | undefined, scope: string): string | null {
  if (!app) return "This simulator does not know the app: the client id is not valid.";
  if (!httpAddress(redirectUri)) return "The redirect address is missing or not valid.";
  if (!isRegistered(app, redirectUri)) return "The redirect_uri query parameter value is invalid: it is not registered for this app.";
  if (type !== "code") return "The response type must be code.";
  const unknown = scope.split(" ").find((one) => one !== "" && !scopes.has(one));
  return unknown === undefined ? null : `invalid_scope: the app may not ask for ${unknown}.`;
}

function httpAddress(text: string): URL | null {
  const address = URL.canParse(text) ? new URL(text) : null;
  return address && ["http:", "https:"].includes(address.protocol) ? address : null;
}

function answered(c: OAuthContext, status: 200 | 400 | 401 | 403, body: Record<string, unknown>): Response {
  c.header("intuit_tid", `1-${randomUUID()}`);
  c.header("cache-control", "no-cache, no-store");
  return c.json(body, status);
}

/** Only rules that name the token path strike here: probabilities are about the Accounting API. */
async function struckByFault(simulator: Simulator, c: OAuthContext): Promise<Response | "before" | "after" | null> {
  const fault = simulator.faults.byRule({ method: "POST", path: tokenPath });
  if (!fault) return null;
  simulator.counters.faults += 1;
  switch (fault.kind) {
    case "slow":
      await new Promise((done) => setTimeout(done, fault.ms));
      return null;
    case "drop-before-commit":
      c.env.incoming.socket.destroy();
      return "before";
    case "drop-after-commit":
      return "after";
    case "expired-token":
      return answered(c, 400, { error: "invalid_grant", error_description: "Token invalid" });
    default:
      return new Response("<html><body><h1>Service unavailable</h1></body></html>", { status: Number(fault.kind), headers: { "content-type": "text/html" } });
  }
}

/** The token to revoke: JSON as documented, or a form as some clients send it. */
function tokenIn(text: string): string {
  try {
    return memberText((JSON.parse(text) as { token?: unknown }).token);
  } catch {
    return new URLSearchParams(text).get("token") ?? "";
  }
}

function discovery(origin: string): Record<string, unknown> {
  return {
    issuer: "https://oauth.platform.intuit.com/op/v1",
    authorization_endpoint: `${origin}/connect/oauth2`,
    token_endpoint: `${origin}${tokenPath}`,
    userinfo_endpoint: `${origin}${userInfoPath}`,
    revocation_endpoint: `${origin}${revokePath}`,
    jwks_uri: `${origin}${jwksPath}`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "email", "profile", "address", "phone"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    claims_supported: ["aud", "exp", "iat", "iss", "realmid", "sub"],
  };
}
