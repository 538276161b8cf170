/**
 * OAuth 2: authorization codes, bearer tokens and rotating refresh tokens. By default every refresh returns a new refresh
 * token and the old one stops working at once: the strictest reading of the vendor's policy.
 */
import { randomBytes } from "node:crypto";
import type { SimulatorClock } from "../parts/clock.ts";

interface Grant {
  realmId: string;
  /** Epoch ms. */
  until: number;
}

export interface OAuthState {
  codes: Record<string, Grant & { redirectUri: string }>;
  access: Record<string, Grant>;
  refresh: Record<string, Grant>;
}

export interface OAuthSettings {
  accessTokenSeconds: number;
  /** Off: a refresh returns the refresh token it was given. */
  rotatesRefreshTokens: boolean;
}

/** The one app the simulator knows. */
export const appClient = { clientId: "ledgerline-demo-client", clientSecret: "ledgerline-demo-secret" };

const codeLifeMs = 10 * 60_000;
/** Reference: token lifetimes. */
const refreshLifeSeconds = 8_726_400;
const hardLifeSeconds = 157_680_000;
const mostAccessTokens = 2_000;

export type OAuthAnswer = { status: 200 | 400 | 401; body: Record<string, unknown> };

/** A token request: its Basic header, its form, and whether the five-year limit was asked for. */
interface TokenRequest {
  authorization: string | undefined;
  form: Record<string, string>;
  wantsHardExpiry?: boolean;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
}

export interface OAuth {
  /** A copy whose parts do not change any more. */
  state(): OAuthState;
  issueCode(realmId: string, redirectUri: string): string;
  token(request: TokenRequest): OAuthAnswer;
  /** Revokes everything that belongs to the token's connection; false = no such token. */
  revoke(token: string): boolean;
  /** The realm id of a live access token, or the word `expired` or `unknown`. */
  realmOf(accessToken: string): string;
  /** A ready pair, as if a user had connected the company just now. */
  mint(realmId: string): Tokens;
  /** Ends every access token; `everything` ends refresh tokens, too. */
  expireAll(everything?: boolean): void;
}

export function createOAuth(kept: OAuthState, clock: SimulatorClock, settings: () => OAuthSettings, changed: () => void): OAuth {
  const codes = new Map(Object.entries(kept.codes));
  const access = new Map(Object.entries(kept.access));
  const refresh = new Map(Object.entries(kept.refresh));
  const now = (): number => clock.now().getTime();

  function mint(realmId: string, refreshToken = fresh("RT")): Tokens {
    const expiresInSeconds = settings().accessTokenSeconds;
    const accessToken = fresh("AT");
    access.set(accessToken, { realmId, until: now() + expiresInSeconds * 1000 });
    refresh.set(refreshToken, { realmId, until: now() + refreshLifeSeconds * 1000 });
    forgetOldest(access);
    changed();
    return { accessToken, refreshToken, expiresInSeconds };
  }

  function granted(realmId: string, wantsHardExpiry: boolean, refreshToken?: string): OAuthAnswer {
    const tokens = mint(realmId, refreshToken);
    const body = {
      token_type: "bearer",
      access_token: tokens.accessToken,
      expires_in: tokens.expiresInSeconds,
      refresh_token: tokens.refreshToken,
      x_refresh_token_expires_in: refreshLifeSeconds,
      ...(wantsHardExpiry ? { x_refresh_token_hard_expires_in: hardLifeSeconds } : {}),
    };
    return { status: 200, body };
  }

  function exchange({ form, wantsHardExpiry = false }: TokenRequest): OAuthAnswer {
    const given = form["code"] ?? "";
    const code = codes.get(given);
    codes.delete(given);
    changed();
    if (!code || code.until <= now() || code.redirectUri !== form["redirect_uri"]) return refusal("invalid_grant", "Invalid authorization code");
    return granted(code.realmId, wantsHardExpiry);
  }

  function renew({ form, wantsHardExpiry = false }: TokenRequest): OAuthAnswer {
    const given = form["refresh_token"] ?? "";
    const known = refresh.get(given);
    if (!known || known.until <= now()) return refusal("invalid_grant", "Token invalid");
    if (!settings().rotatesRefreshTokens) return granted(known.realmId, wantsHardExpiry, given);
    refresh.delete(given);
    return granted(known.realmId, wantsHardExpiry);
  }

  return {
    state: () => ({ codes: Object.fromEntries(codes), access: Object.fromEntries(access), refresh: Object.fromEntries(refresh) }),
    issueCode: (realmId, redirectUri) => {
      const code = fresh("AB");
      codes.set(code, { realmId, redirectUri, until: now() + codeLifeMs });
      changed();
      return code;
    },
    token: (request) => {
      if (!isOurApp(request)) return { status: 401, body: { error: "invalid_client" } };
      if (request.form["grant_type"] === "authorization_code") return exchange(request);
      if (request.form["grant_type"] === "refresh_token") return renew(request);
      return refusal("unsupported_grant_type", "Unsupported grant type");
    },
    revoke: (token) => {
      const known = refresh.get(token) ?? access.get(token);
      if (!known) return false;
      for (const tokens of [access, refresh]) for (const [key, one] of tokens) if (one.realmId === known.realmId) tokens.delete(key);
      changed();
      return true;
    },
    realmOf: (accessToken) => {
      const known = access.get(accessToken);
      if (!known) return "unknown";
      return known.until <= now() ? "expired" : known.realmId;
    },
    mint: (realmId) => mint(realmId),
    expireAll: (everything = false) => {
      for (const [key, one] of access) access.set(key, { ...one, until: 0 });
      if (everything) refresh.clear();
      changed();
    },
  };
}

function fresh(prefix: string): string {
  return `${prefix}-${randomBytes(24).toString("base64url")}`;
}

/** Maps keep the order of insertion. */
function forgetOldest(tokens: Map<string, Grant>): void {
  for (const key of tokens.keys()) {
    if (tokens.size <= mostAccessTokens) return;
    tokens.delete(key);
  }
}

function refusal(error: string, description: string): OAuthAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function isOurApp({ authorization, form }: TokenRequest): boolean {
  const basic = `Basic ${Buffer.from(`${appClient.clientId}:${appClient.clientSecret}`).toString("base64")}`;
  return authorization === basic || (form["client_id"] === appClient.clientId && form["client_secret"] === appClient.clientSecret);
}
