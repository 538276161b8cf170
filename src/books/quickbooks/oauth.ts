/**
 * OAuth 2 with Intuit: authorize address, code exchange, refresh, revocation. Refresh tokens rotate and two refreshes at once kill
 * each other (reference: sections 1.4 and 1.6), so a refresh runs exclusively and is stored before its token is used.
 */
import { request } from "undici";
import { z } from "zod";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { CredentialVault } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { lostCall } from "./lost-call.ts";
import type { QuickBooksSecret } from "./secret.ts";

const intuitAuthorizeUrl = "https://appcenter.intuit.com/connect/oauth2";
const intuitTokenUrl = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";
const intuitRevokeUrl = "https://developer.api.intuit.com/v2/oauth2/tokens/revoke";
const scope = "com.intuit.quickbooks.accounting";
const tokenTimeoutMs = 30_000;
/** Refreshed this long before it expires, so that no call starts with a token about to die. */
const refreshEarlyMs = 5 * 60_000;
/** A refresh token that is over is not asked for again before this. */
const overPauseMs = 60_000;

const disconnected: Failure = { code: "books-disconnected", booksName: "QuickBooks" };

const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1),
  x_refresh_token_expires_in: z.number(),
});

/** An app registered with Intuit. */
export interface IntuitApp {
  clientId: string;
  clientSecret: string;
  authorizeUrl?: string;
  tokenUrl?: string;
  revokeUrl?: string;
}

/** Where a user allows us into a company. `state` comes back unchanged. */
export function authorizeUrl(app: IntuitApp, redirectUri: string, state: string): string {
  const url = new URL(app.authorizeUrl ?? intuitAuthorizeUrl);
  const query = { client_id: app.clientId, response_type: "code", scope, redirect_uri: redirectUri, state };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

/** Turns the code of the callback into a pair of tokens. A code works once and for minutes. */
export function exchangeCode(app: IntuitApp, code: string, redirectUri: string, now: Instant): Promise<Result<QuickBooksSecret, Failure>> {
  const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
  return askForTokens(app, form, now);
}

/** Ends our permission: both tokens of the company die at once. A token that Intuit knows no longer is as good as ended. */
export async function revoke(app: IntuitApp, refreshToken: string): Promise<Result<null, Failure>> {
  const body = JSON.stringify({ token: refreshToken });
  const reply = await post(app.revokeUrl ?? intuitRevokeUrl, app, "application/json", body);
  if (!reply.ok) return reply;
  const { status } = reply.value;
  return status === 200 || status === 400 ? ok(null) : err({ code: "books-unreachable", detail: `the revocation endpoint answered ${status}` });
}

/** The access token to use now; refreshed exclusively when it is about to expire or was refused. */
export interface TokenSource {
  /** `refused` = a token that QuickBooks no longer takes: anything newer will do. */
  token(refused?: string): Promise<Result<string, Failure>>;
}

/** Hands out access tokens of one connection. */
export function createTokenSource(vault: CredentialVault<QuickBooksSecret>, now: () => Instant): TokenSource {
  let current: QuickBooksSecret | undefined;
  let renewing: Promise<Result<QuickBooksSecret, Failure>> | undefined;
  /** A refresh token that Intuit said is over; asked again only after a while, or when another one is stored. */
  let over: { refreshToken: string; until: Instant } | undefined;

  function isUsable(secret: QuickBooksSecret, refused: string | undefined): boolean {
    return secret.accessToken !== refused && now() < later(instantOf(Date.parse(secret.accessExpiresAt)), -refreshEarlyMs);
  }

  /** Everybody who needs a newer token meanwhile waits for the same renewal. */
  function renewed(refused: string | undefined): Promise<Result<QuickBooksSecret, Failure>> {
    renewing ??= renew(refused).finally(() => (renewing = undefined));
    return renewing;
  }

  async function renew(refused: string | undefined): Promise<Result<QuickBooksSecret, Failure>> {
    const stored = await vault.read();
    if (isUsable(stored, refused)) return ok(stored);
    if (over?.refreshToken === stored.refreshToken && now() < over.until) return err(disconnected);
    return vault.refreshExclusively((locked) => refresh(locked, refused));
  }

  /** Under the lock somebody else may turn out to have refreshed already: then theirs is taken. */
  async function refresh(stored: QuickBooksSecret, refused: string | undefined): Promise<Result<QuickBooksSecret, Failure>> {
    if (isUsable(stored, refused)) return ok(stored);
    const { clientId, clientSecret, tokenUrl, refreshToken } = stored;
    const app = { clientId, clientSecret, ...(tokenUrl === undefined ? {} : { tokenUrl }) };
    const tokens = await askForTokens(app, { grant_type: "refresh_token", refresh_token: refreshToken }, now());
    if (!tokens.ok && tokens.error.code === "books-disconnected") over = { refreshToken, until: later(now(), overPauseMs) };
    return tokens;
  }

  return {
    token: async (refused) => {
      if (current && isUsable(current, refused)) return ok(current.accessToken);
      const first = await renewed(refused);
      // A renewal that was under way before the refusal may have found the very token that was refused.
      const answer = first.ok && first.value.accessToken === refused ? await renewed(refused) : first;
      if (!answer.ok) return answer;
      current = answer.value;
      return ok(current.accessToken);
    },
  };
}

async function askForTokens(app: IntuitApp, form: Record<string, string>, now: Instant): Promise<Result<QuickBooksSecret, Failure>> {
  const body = new URLSearchParams(form).toString();
  const reply = await post(app.tokenUrl ?? intuitTokenUrl, app, "application/x-www-form-urlencoded", body);
  return reply.ok ? readTokens(app, reply.value.status, reply.value.text, now) : reply;
}

async function post(url: string, app: IntuitApp, contentType: string, body: string): Promise<Result<{ status: number; text: string }, Failure>> {
  const authorization = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`;
  const headers = { authorization, accept: "application/json", "content-type": contentType };
  try {
    const answer = await request(url, { method: "POST", headers, body, headersTimeout: tokenTimeoutMs, bodyTimeout: tokenTimeoutMs });
    return ok({ status: answer.statusCode, text: await answer.body.text() });
  } catch (cause) {
    return err(lostCall(cause).failure);
  }
}

/** 400 and 401 are final (the token is dead, or the app's keys are wrong); everything else may pass. */
function readTokens(app: IntuitApp, status: number, text: string, now: Instant): Result<QuickBooksSecret, Failure> {
  if (status === 400 || status === 401) return err(disconnected);
  const reply = status === 200 ? tokenReply.safeParse(parsed(text)) : undefined;
  if (!reply?.success) return err({ code: "books-unreachable", detail: `the token endpoint answered ${status}` });
  const { access_token, expires_in, refresh_token, x_refresh_token_expires_in } = reply.data;
  return ok({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    accessToken: access_token,
    accessExpiresAt: later(now, expires_in * 1000),
    refreshToken: refresh_token,
    refreshExpiresAt: later(now, x_refresh_token_expires_in * 1000),
    ...(app.tokenUrl === undefined ? {} : { tokenUrl: app.tokenUrl }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
