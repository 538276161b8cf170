/**
 * OAuth 2 with HubSpot: authorize address, code exchange, refresh, revocation. A refresh may give another refresh token, so it
 * runs exclusively over all processes and is stored before its token is used.
 */
import { request } from "undici";
import { z } from "zod";
import { later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { OAuthPaths } from "./paths.ts";
import type { OAuthApp, OAuthSecret } from "./secret.ts";
import { wireId } from "./wire.ts";

const hubSpotUrl = "https://api.hubapi.com";
const hubSpotPages = "https://app.hubspot.com";
const timeoutMs = 30_000;
const mostAnswerCharacters = 1_000_000;

const tokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number(),
  hub_id: wireId.optional(),
  scopes: z.array(z.string()).optional(),
});

/** HubSpot's words for errors; older ones have only `status`. */
const oauthError = z.object({ error: z.string().optional(), status: z.string().optional() });

/** What HubSpot grants. */
export interface Grant {
  secret: OAuthSecret;
  portalId: string | null;
  scopes: string[] | null;
}

/** Where a user allows us into a portal. `state` comes back unchanged. */
export function authorizeUrl(app: OAuthApp, scopes: { needed: readonly string[]; optional: readonly string[] }, redirectUri: string, state: string): string {
  const url = new URL("/oauth/authorize", app.oauthUrl ?? hubSpotPages);
  const query = { client_id: app.clientId, redirect_uri: redirectUri, scope: scopes.needed.join(" "), optional_scope: scopes.optional.join(" "), state };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

/** Turns the code of the callback into a permission. A code works once and for minutes. */
export async function exchangeCode(app: OAuthApp, paths: OAuthPaths, code: string, redirectUri: string, now: Instant): Promise<Result<Grant, Failure>> {
  const granted = await askForTokens(app, paths, { grant_type: "authorization_code", code, redirect_uri: redirectUri }, now);
  return granted.ok ? ok({ ...granted.value, secret: { ...granted.value.secret, connectedAt: now } }) : granted;
}

/** A new access token, and maybe a new refresh token. `crm-disconnected` = the permission is over. */
export async function refreshTokens(stored: OAuthSecret, paths: OAuthPaths, now: Instant): Promise<Result<OAuthSecret, Failure>> {
  const granted = await askForTokens(stored, paths, { grant_type: "refresh_token", refresh_token: stored.refreshToken }, now);
  if (granted.ok) return ok({ ...stored, ...granted.value.secret, renewedAt: now });
  const isOver = granted.error.code === "crm-consent-unusable" || granted.error.code === "crm-keys-refused";
  return isOver ? err({ code: "crm-disconnected", crmName: "HubSpot" }) : granted;
}

/** Ends our permission. A token that HubSpot knows no longer is as good as ended. */
export async function revoke(secret: OAuthSecret, paths: OAuthPaths): Promise<Result<null, Failure>> {
  const reply = await post(secret, paths.revoke, { token: secret.refreshToken, token_type_hint: "refresh_token" });
  if (!reply.ok) return reply;
  const { status } = reply.value;
  return status < 300 || status === 400 || status === 404 ? ok(null) : err(unusable(status));
}

const introspectionReply = z.object({ active: z.boolean(), hub_id: wireId.optional(), scopes: z.array(z.string()).optional() });

/** Whose an access token is and what it may do; null = it works no longer. */
export async function introspect(secret: OAuthSecret, paths: OAuthPaths): Promise<Result<{ portalId: string; scopes: string[] } | null, Failure>> {
  const reply = await post(secret, paths.introspect, { token: secret.accessToken, token_type_hint: "access_token" });
  if (!reply.ok) return reply;
  const said = reply.value.status === 200 ? introspectionReply.safeParse(parsed(reply.value.text)) : undefined;
  if (!said?.success) return err(unusable(reply.value.status));
  const { active, hub_id: portalId, scopes } = said.data;
  return ok(active && portalId !== undefined ? { portalId, scopes: scopes ?? [] } : null);
}

async function askForTokens(app: OAuthApp, paths: OAuthPaths, form: Record<string, string>, now: Instant): Promise<Result<Grant, Failure>> {
  const reply = await post(app, paths.token, form);
  if (!reply.ok) return reply;
  const { status, text } = reply.value;
  if (status === 400 || status === 401) {
    const said = oauthError.safeParse(parsed(text)).data;
    if (said?.error === "invalid_client" || said?.status?.startsWith("BAD_CLIENT") === true) return err({ code: "crm-keys-refused" });
    if (said?.error !== undefined || said?.status !== undefined) return err({ code: "crm-consent-unusable" });
  }
  const granted = status >= 200 && status < 300 ? tokenReply.safeParse(parsed(text)) : undefined;
  if (!granted?.success) return err(unusable(status));
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, hub_id: portalId, scopes } = granted.data;
  const { kind, clientId, clientSecret, oauthUrl } = app;
  const secret = { kind, clientId, clientSecret, ...(oauthUrl === undefined ? {} : { oauthUrl }), accessToken, accessExpiresAt: later(now, seconds * 1_000), refreshToken };
  return ok({ secret, portalId: portalId ?? null, scopes: scopes ?? null });
}

async function post(app: OAuthApp, path: string, form: Record<string, string>): Promise<Result<{ status: number; text: string }, Failure>> {
  const body = new URLSearchParams({ ...form, client_id: app.clientId, client_secret: app.clientSecret }).toString();
  try {
    const answer = await request(new URL(path, app.oauthUrl ?? hubSpotUrl), {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return ok({ status: answer.statusCode, text: (await answer.body.text()).slice(0, mostAnswerCharacters) });
  } catch (cause) {
    return err({ code: "crm-unreachable", detail: `the token endpoint gave no answer: ${cause instanceof Error ? cause.message : String(cause)}` });
  }
}

function unusable(status: number): Failure {
  return { code: "crm-unreachable", detail: `the token endpoint answered ${status}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of something that stands between.
    return undefined;
  }
}
