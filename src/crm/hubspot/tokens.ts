/** The access token to use now. A static one is what is stored; an app's is refreshed exclusively when it is about to expire or was refused. */
import type { CredentialVault } from "#domain/credential-vault.ts";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { refreshTokens } from "./oauth.ts";
import type { OAuthPaths } from "./paths.ts";
import { type HubSpotSecret, isOAuth, type OAuthSecret } from "./secret.ts";

/** Refreshed this long before it expires, so that no call starts with a token about to die. */
const refreshEarlyMs = 3 * 60_000;
/** What was read is trusted this long: then another process, or a person who gave another token, is heard. */
const rereadMs = 5_000;
/** A permission that is over is not asked for again before this. */
const overPauseMs = 60_000;

const notConnected: Failure = { code: "crm-not-connected", crmName: "HubSpot" };
const disconnected: Failure = { code: "crm-disconnected", crmName: "HubSpot" };

export interface TokenSource {
  token(): Promise<Result<string, Failure>>;
  /** Another token than the one that was refused; the same one when there is none. `isExpired` = HubSpot said so, or may have meant it. */
  another(refused: string, isExpired: boolean): Promise<Result<string, Failure>>;
}

/** Hands out the tokens of one connection. Nothing is used before it is stored. */
export function createTokenSource(vault: CredentialVault<HubSpotSecret>, paths: OAuthPaths, now: () => Instant): TokenSource {
  let current: { secret: HubSpotSecret; until: Instant } | undefined;
  let renewing: Promise<Result<HubSpotSecret, Failure>> | undefined;
  /** A refresh token that HubSpot said is over; asked again only after a while, or when another one is stored. */
  let over: { refreshToken: string; until: Instant } | undefined;
  /** A grant that the store did not take: its refresh token may be the only one that works, so it is stored before anything is asked. */
  let unstored: { insteadOf: string; secret: OAuthSecret } | undefined;

  function isUsable(secret: HubSpotSecret, refused: string | undefined): boolean {
    if (secret.accessToken === refused) return false;
    return !isOAuth(secret) || now() < later(instantOf(Date.parse(secret.accessExpiresAt)), -refreshEarlyMs);
  }

  /** Everybody who needs a newer token meanwhile waits for the same renewal. */
  function renewed(refused: string | undefined): Promise<Result<HubSpotSecret, Failure>> {
    renewing ??= renewedUnlessUsable(refused).finally(() => (renewing = undefined));
    return renewing;
  }

  /** Under the lock somebody else may turn out to have refreshed already: then theirs is taken. */
  async function renewedUnlessUsable(refused: string | undefined): Promise<Result<HubSpotSecret, Failure>> {
    try {
      const stored = await vault.read();
      if (stored === null) return err(notConnected);
      if (isUsable(stored, refused) || !isOAuth(stored)) return ok(stored);
      if (over?.refreshToken === stored.refreshToken && now() < over.until) return err(disconnected);
      const kept = await vault.refreshExclusively(async (locked) => {
        if (locked === null) return err(notConnected);
        return isUsable(locked, refused) || !isOAuth(locked) ? ok(locked) : refresh(locked);
      });
      unstored = undefined;
      return kept;
    } catch (cause) {
      return err({ code: "crm-unreachable", detail: `our own database did not keep the renewed permission: ${cause instanceof Error ? cause.message : String(cause)}` });
    }
  }

  async function refresh(stored: OAuthSecret): Promise<Result<HubSpotSecret, Failure>> {
    if (unstored?.insteadOf === stored.refreshToken) return ok(unstored.secret);
    const granted = await refreshTokens(stored, paths, now());
    if (granted.ok) unstored = { insteadOf: stored.refreshToken, secret: granted.value };
    if (!granted.ok && granted.error.code === "crm-disconnected") over = { refreshToken: stored.refreshToken, until: later(now(), overPauseMs) };
    return granted;
  }

  async function tokenOf(answer: Result<HubSpotSecret, Failure>): Promise<Result<string, Failure>> {
    if (!answer.ok) {
      current = undefined;
      return answer;
    }
    current = { secret: answer.value, until: later(now(), rereadMs) };
    return ok(answer.value.accessToken);
  }

  return {
    token: async () => (current !== undefined && now() < current.until && isUsable(current.secret, undefined) ? ok(current.secret.accessToken) : tokenOf(await renewed(undefined))),
    another: async (refused, isExpired) => {
      if (isExpired) return tokenOf(await renewed(refused));
      const stored = await vault.read();
      return tokenOf(stored === null ? err(notConnected) : ok(stored));
    },
  };
}
