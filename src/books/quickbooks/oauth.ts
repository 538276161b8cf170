/**
 * OAuth 2 with Intuit: authorize address, code exchange, refresh, revocation. Refresh tokens rotate and two refreshes at once kill
 * each other (reference: sections 1.4 and 1.6), so a refresh runs exclusively and is stored before its token is used.
 */
import { request } from "undici";
import { z } from "zod";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { CredentialVault } from "#domain/credential-vault.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { answerText } from "./answer-text.ts";
import { lostCall } from "./lost-call.ts";
import type { Health } from "#domain/health.ts";
import type { QuickBooksApp, QuickBooksSecret } from "./secret.ts";

const intuitAuthorizeUrl = "https://appcenter.intuit.com/connect/oauth2";
const intuitTokenUrl = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";
const intuitRevokeUrl = "https://developer.api.intuit.com/v2/oauth2/tokens/revoke";
const scope = "com.intuit.quickbooks.accounting";
/** How long a token endpoint may take in all, and the largest answer that is read. */
const usualLimits = { timeoutMs: 30_000, mostAnswerBytes: 1_000_000 };
type Limits = typeof usualLimits;
/** OAuth's own words for "try again" (RFC 6749, 5.2 and 4.1.2.1). */
const passingErrors = new Set(["temporarily_unavailable", "server_error", "slow_down"]);
/** Refreshed this long before it expires, so that no call starts with a token about to die. */
const refreshEarlyMs = 5 * 60_000;
/** A refresh token that is over is not asked for again before this. */
const overPauseMs = 60_000;

const disconnected: Failure = { code: "books-disconnected", booksName: "QuickBooks" };
const notConnected: Failure = { code: "books-not-connected", booksName: "QuickBooks" };

const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1),
  x_refresh_token_expires_in: z.number(),
  x_refresh_token_hard_expires_in: z.number().optional(),
});

const oauthError = z.object({ error: z.string() });

/** What Intuit grants. Times are instants. */
type Grant = Pick<QuickBooksSecret, "accessToken" | "accessExpiresAt" | "refreshToken" | "refreshExpiresAt" | "hardExpiresAt">;

/** Why there is no grant, and Intuit's trace id. `isKeys` = it is the app that is not known. */
interface NoGrant {
  failure: Failure;
  traceId: string | null;
  isKeys: boolean;
}

interface Reply {
  status: number;
  text: string;
  traceId: string | null;
}

/** Where a user allows us into a company. `state` comes back unchanged. */
export function authorizeUrl(app: QuickBooksApp, redirectUri: string, state: string): string {
  const url = new URL(app.authorizeUrl ?? intuitAuthorizeUrl);
  const query = { client_id: app.clientId, response_type: "code", scope, redirect_uri: redirectUri, state };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

/** Turns the code of the callback into a permission. A code works once and for minutes. */
export async function exchangeCode(app: QuickBooksApp, code: string, redirectUri: string, now: Instant): Promise<Result<QuickBooksSecret, Failure>> {
  const granted = await askForTokens(app, { grant_type: "authorization_code", code, redirect_uri: redirectUri }, now);
  if (granted.ok) return ok({ ...app, ...granted.value, connectedAt: now });
  const { failure, isKeys } = granted.error;
  if (failure.code !== "books-disconnected") return err(failure);
  return err(isKeys ? { code: "books-keys-refused" } : { code: "books-consent-unusable" });
}

/** Ends our permission: both tokens of the company die at once. A token that Intuit knows no longer is as good as ended. */
export async function revoke(app: QuickBooksApp, refreshToken: string): Promise<Result<null, Failure>> {
  const body = JSON.stringify({ token: refreshToken });
  const reply = await post(app.revokeUrl ?? intuitRevokeUrl, app, "application/json", body);
  if (!reply.ok) return err(reply.error.failure);
  const { status } = reply.value;
  return status === 200 || status === 400 ? ok(null) : err({ code: "books-unreachable", detail: `the revocation endpoint answered ${status}` });
}

/** The access token to use now; refreshed exclusively when it is about to expire or was refused. */
export interface TokenSource {
  /** `refused` = a token that QuickBooks no longer takes: anything newer will do. */
  token(refused?: string): Promise<Result<string, Failure>>;
  /** Refreshes unless that was done since `since`: an idle permission is kept alive. */
  renew(since: Instant): Promise<Result<null, Failure>>;
}

/** Hands out access tokens of one connection. Nothing is used before it is stored. */
export function createTokenSource(vault: CredentialVault<QuickBooksSecret>, now: () => Instant, health?: Pick<Health, "failed">, limits: Limits = usualLimits): TokenSource {
  let current: QuickBooksSecret | undefined;
  let renewing: Promise<Result<QuickBooksSecret, Failure>> | undefined;
  /** A refresh token that Intuit said is over; asked again only after a while, or when another one is stored. */
  let over: { refreshToken: string; until: Instant } | undefined;
  /** A grant that the store did not take: its refresh token is the only one that works, so it is stored before anything is asked. */
  let unstored: { insteadOf: string; secret: QuickBooksSecret } | undefined;

  function isUsable(secret: QuickBooksSecret, refused: string | undefined): boolean {
    return secret.accessToken !== refused && now() < later(instantOf(Date.parse(secret.accessExpiresAt)), -refreshEarlyMs);
  }

  /** Everybody who needs a newer token meanwhile waits for the same renewal. */
  function renewed(refused: string | undefined): Promise<Result<QuickBooksSecret, Failure>> {
    renewing ??= renewedUnless((stored) => isUsable(stored, refused)).finally(() => (renewing = undefined));
    return renewing;
  }

  /** Under the lock somebody else may turn out to have refreshed already: then theirs is taken. */
  async function renewedUnless(isGood: (stored: QuickBooksSecret) => boolean): Promise<Result<QuickBooksSecret, Failure>> {
    try {
      const stored = await vault.read();
      if (stored === null) return err(notConnected);
      if (isGood(stored)) return ok(stored);
      if (over?.refreshToken === stored.refreshToken && now() < over.until) return err(disconnected);
      const kept = await vault.refreshExclusively(async (locked) => {
        if (locked === null) return err(notConnected);
        return isGood(locked) ? ok(locked) : refresh(locked);
      });
      unstored = undefined;
      return kept;
    } catch (cause) {
      return err({ code: "books-unreachable", detail: `our own database did not keep the renewed permission: ${messageOf(cause)}` });
    }
  }

  async function refresh(stored: QuickBooksSecret): Promise<Result<QuickBooksSecret, Failure>> {
    const { refreshToken } = stored;
    if (unstored?.insteadOf === refreshToken) return ok(unstored.secret);
    const granted = await askForTokens(stored, { grant_type: "refresh_token", refresh_token: refreshToken }, now(), limits);
    if (!granted.ok) return err(noted(granted.error, refreshToken));
    const previous = granted.value.refreshToken === refreshToken ? {} : { previousRefreshToken: refreshToken };
    const secret = { ...stored, ...previous, ...granted.value, renewedAt: now() };
    unstored = { insteadOf: refreshToken, secret };
    return ok(secret);
  }

  function noted({ failure, traceId }: NoGrant, refreshToken: string): Failure {
    if (failure.code === "books-disconnected") over = { refreshToken, until: later(now(), overPauseMs) };
    health?.failed(failure, traceId);
    return failure;
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
    renew: async (since) => {
      const answer = await renewedUnless((stored) => (stored.renewedAt ?? stored.connectedAt ?? "") > since);
      return answer.ok ? ok(null) : answer;
    },
  };
}

async function askForTokens(app: QuickBooksApp, form: Record<string, string>, now: Instant, limits = usualLimits): Promise<Result<Grant, NoGrant>> {
  const body = new URLSearchParams(form).toString();
  const reply = await post(app.tokenUrl ?? intuitTokenUrl, app, "application/x-www-form-urlencoded", body, limits);
  return reply.ok ? readTokens(reply.value, now) : reply;
}

async function post(url: string, app: QuickBooksApp, contentType: string, body: string, limits = usualLimits): Promise<Result<Reply, NoGrant>> {
  const authorization = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`;
  const headers = { authorization, accept: "application/json", "content-type": contentType, "x-include-refresh-token-hard-expires-in": "true" };
  try {
    const answer = await request(url, { method: "POST", headers, body, signal: AbortSignal.timeout(limits.timeoutMs) });
    return ok({ status: answer.statusCode, text: await answerText(answer.body, limits.mostAnswerBytes), traceId: [answer.headers["intuit_tid"]].flat()[0] ?? null });
  } catch (cause) {
    return err({ failure: lostCall(cause).failure, traceId: null, isKeys: false });
  }
}

/**
 * 400 and 401 are final when OAuth itself says why (the token is dead, or the app's keys are wrong); everything else may pass,
 * such as a page of something that stands between.
 */
function readTokens({ status, text, traceId }: Reply, now: Instant): Result<Grant, NoGrant> {
  const error = status === 400 || status === 401 ? oauthError.safeParse(parsed(text)).data?.error : undefined;
  if (error !== undefined && !passingErrors.has(error)) {
    return err({ failure: disconnected, traceId, isKeys: status === 401 || error === "invalid_client" });
  }
  const reply = status === 200 ? tokenReply.safeParse(parsed(text)) : undefined;
  if (!reply?.success) return err({ failure: { code: "books-unreachable", detail: `the token endpoint answered ${status}` }, traceId, isKeys: false });
  const { access_token, expires_in, refresh_token, x_refresh_token_expires_in, x_refresh_token_hard_expires_in: hardSeconds } = reply.data;
  return ok({
    accessToken: access_token,
    accessExpiresAt: later(now, expires_in * 1000),
    refreshToken: refresh_token,
    refreshExpiresAt: later(now, x_refresh_token_expires_in * 1000),
    ...(hardSeconds === undefined ? {} : { hardExpiresAt: later(now, hardSeconds * 1000) }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
