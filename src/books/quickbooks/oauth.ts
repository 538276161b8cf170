/**
 * OAuth 2 with Intuit: authorize address, code exchange, refresh. Refresh tokens rotate and two refreshes at once kill
 * each other (reference: sections 1.4 and 1.6), so a refresh runs exclusively and is stored before its token is used.
 */
import { request } from "undici";
import { z } from "zod";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { CredentialVault } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksSecret } from "./secret.ts";

const intuitAuthorizeUrl = "https://appcenter.intuit.com/connect/oauth2";
const intuitTokenUrl = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";
const scope = "com.intuit.quickbooks.accounting";
const tokenTimeoutMs = 30_000;
/** Refreshed this long before it expires, so that no call starts with a token about to die. */
const refreshEarlyMs = 5 * 60_000;

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

/** The access token to use now; refreshed exclusively when it is about to expire or was refused. */
export interface TokenSource {
  /** `refused` = a token that QuickBooks no longer takes: anything newer will do. */
  token(refused?: string): Promise<Result<string, Failure>>;
}

/** Hands out access tokens of one connection. */
export function createTokenSource(vault: CredentialVault<QuickBooksSecret>, now: () => Instant): TokenSource {
  let current: QuickBooksSecret | undefined;
  let refreshing: Promise<Result<QuickBooksSecret, Failure>> | undefined;

  function isUsable(secret: QuickBooksSecret, refused: string | undefined): boolean {
    return secret.accessToken !== refused && now() < later(instantOf(Date.parse(secret.accessExpiresAt)), -refreshEarlyMs);
  }

  /** Under the lock somebody else may turn out to have refreshed already: then theirs is taken. */
  async function refresh(refused: string | undefined): Promise<Result<QuickBooksSecret, Failure>> {
    return vault.refreshExclusively(async (stored) => {
      if (isUsable(stored, refused)) return ok(stored);
      const { clientId, clientSecret, tokenUrl } = stored;
      const app = { clientId, clientSecret, ...(tokenUrl === undefined ? {} : { tokenUrl }) };
      return askForTokens(app, { grant_type: "refresh_token", refresh_token: stored.refreshToken }, now());
    });
  }

  return {
    token: async (refused) => {
      if (current && isUsable(current, refused)) return ok(current.accessToken);
      refreshing ??= refresh(refused).finally(() => (refreshing = undefined));
      const refreshed = await refreshing;
      if (!refreshed.ok) return refreshed;
      current = refreshed.value;
      return ok(current.accessToken);
    },
  };
}

async function askForTokens(app: IntuitApp, form: Record<string, string>, now: Instant): Promise<Result<QuickBooksSecret, Failure>> {
  try {
    const answer = await request(app.tokenUrl ?? intuitTokenUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`,
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(form).toString(),
      headersTimeout: tokenTimeoutMs,
      bodyTimeout: tokenTimeoutMs,
    });
    return readTokens(app, answer.statusCode, await answer.body.text(), now);
  } catch (cause) {
    return err({ code: "books-unreachable", detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** 400 and 401 are final (the token is dead, or the app's keys are wrong); everything else may pass. */
function readTokens(app: IntuitApp, status: number, text: string, now: Instant): Result<QuickBooksSecret, Failure> {
  if (status === 400 || status === 401) return err({ code: "books-disconnected", booksName: "QuickBooks" });
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
