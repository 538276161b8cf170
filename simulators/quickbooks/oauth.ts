/**
 * OAuth 2: authorization codes, bearer tokens and rotating refresh tokens. By default every refresh returns a new refresh
 * token and the old one stops working at once: the strictest reading of the vendor's policy.
 */
import { randomBytes } from "node:crypto";
import type { SimulatorClock } from "../parts/clock.ts";

/** What a user allowed: which app, which company, what for. Times are epoch ms. */
interface Grant {
  realmId: string;
  clientId: string;
  /** Separated by blanks. */
  scope: string;
  until: number;
  /** When the user allowed it: five years later it is over, however often it was refreshed. */
  grantedAt: number;
  /** Refresh tokens: since when this value is the current one. */
  issuedAt: number;
}

/** A registered app. Without redirect addresses any is accepted. */
export interface App {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
}

export interface OAuthState {
  codes: Record<string, Grant & { redirectUri: string }>;
  access: Record<string, Grant>;
  refresh: Record<string, Grant>;
  /** Refresh tokens that were replaced, and by which. */
  replaced?: Record<string, string>;
  apps?: App[];
}

export interface OAuthSettings {
  accessTokenSeconds: number;
  /** Off: a refresh returns the refresh token it was given. */
  rotatesRefreshTokens: boolean;
  /** A refresh token keeps its value this long, as the vendor's does for about a day; 0 = every refresh replaces it. */
  refreshTokenKeptSeconds: number;
  /** How long a replaced refresh token still works. */
  replacedTokenGraceSeconds: number;
  /** A replaced token that is used again ends the new one, too, as two refreshers at once were seen to. */
  replacedTokenKills: boolean;
}

/** The app that is always registered. */
export const appClient = { clientId: "ledgerline-demo-client", clientSecret: "ledgerline-demo-secret" };

const codeLifeMs = 10 * 60_000;
/** Reference: token lifetimes. */
const refreshLifeSeconds = 8_726_400;
const hardLifeSeconds = 157_680_000;
const mostAccessTokens = 2_000;
const usualScope = "com.intuit.quickbooks.accounting";

export type OAuthAnswer = { status: 200 | 400 | 401; body: Record<string, unknown> };

/** A token request: its Basic header, its form, and whether the five-year limit was asked for. */
interface TokenRequest {
  authorization: string | undefined;
  form: Record<string, string>;
  wantsHardExpiry?: boolean;
  /** Makes the id token of a user who also signed in. */
  idTokenFor?: (grant: { realmId: string; clientId: string }) => string;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
}

export interface OAuth {
  /** A copy whose parts do not change any more. */
  state(): OAuthState;
  /** The app of a client id; undefined = it is not registered. */
  app(clientId: string): App | undefined;
  register(app: App): void;
  issueCode(realmId: string, redirectUri: string, clientId?: string, scope?: string): string;
  token(request: TokenRequest): OAuthAnswer;
  /** Revokes everything that belongs to the token's connection. */
  revoke(token: string, authorization: string | undefined): "revoked" | "unknown" | "not-the-app";
  /** What a live access token allows, or why it does not. */
  grantOf(accessToken: string): { realmId: string; clientId: string; scope: string } | "expired" | "unknown";
  /** A ready pair, as if a user had connected the company just now. */
  mint(realmId: string, clientId?: string): Tokens;
  /** Ends every access token; `everything` ends refresh tokens, too. */
  expireAll(everything?: boolean): void;
}

export function createOAuth(kept: OAuthState, clock: SimulatorClock, settings: () => OAuthSettings, changed: () => void): OAuth {
  const codes = new Map(Object.entries(kept.codes));
  const access = new Map(Object.entries(kept.access));
  const refresh = new Map(Object.entries(kept.refresh));
  const replaced = new Map(Object.entries(kept.replaced ?? {}));
  const apps = new Map([{ ...appClient, redirectUris: [] }, ...(kept.apps ?? [])].map((app) => [app.clientId, app]));
  const now = (): number => clock.now().getTime();

  type Allowed = Pick<Grant, "realmId" | "clientId" | "scope" | "grantedAt">;

  /** A new access token, with the refresh token it is given or a new one. */
  function give({ realmId, clientId, scope, grantedAt }: Allowed, refreshToken = fresh("RT")): Tokens {
    const expiresInSeconds = settings().accessTokenSeconds;
    const accessToken = fresh("AT");
    const allowed = { realmId, clientId, scope, grantedAt };
    access.set(accessToken, { ...allowed, issuedAt: now(), until: now() + expiresInSeconds * 1_000 });
    const issuedAt = refresh.get(refreshToken)?.issuedAt ?? now();
    refresh.set(refreshToken, { ...allowed, issuedAt, until: Math.min(now() + refreshLifeSeconds * 1_000, grantedAt + hardLifeSeconds * 1_000) });
    forgetOldest(access);
    forgetOldest(replaced);
    changed();
    return { accessToken, refreshToken, expiresInSeconds };
  }

  function granted(allowed: Allowed, { wantsHardExpiry = false, idTokenFor }: TokenRequest, refreshToken?: string): OAuthAnswer {
    const tokens = give(allowed, refreshToken);
    const until = refresh.get(tokens.refreshToken)?.until ?? now();
    const body = {
      token_type: "bearer",
      access_token: tokens.accessToken,
      expires_in: tokens.expiresInSeconds,
      refresh_token: tokens.refreshToken,
      x_refresh_token_expires_in: Math.floor((until - now()) / 1_000),
      ...(wantsHardExpiry ? { x_refresh_token_hard_expires_in: Math.floor((allowed.grantedAt + hardLifeSeconds * 1_000 - now()) / 1_000) } : {}),
      ...(idTokenFor && allowed.scope.split(" ").includes("openid") ? { id_token: idTokenFor(allowed) } : {}),
    };
    return { status: 200, body };
  }

  function exchange(request: TokenRequest, app: App): OAuthAnswer {
    const given = request.form["code"] ?? "";
    const code = codes.get(given);
    codes.delete(given);
    changed();
    if (given === "") return refusal("invalid_request", "The code is missing");
    const isGood = code && code.until > now() && code.clientId === app.clientId && code.redirectUri === request.form["redirect_uri"];
    return isGood ? granted({ ...code, grantedAt: now() }, request) : refusal("invalid_grant", "Invalid authorization code");
  }

  function renew(request: TokenRequest, app: App): OAuthAnswer {
    const given = request.form["refresh_token"] ?? "";
    if (given === "") return refusal("invalid_request", "The refresh token is missing");
    const known = refresh.get(given);
    if (!known || known.until <= now() || known.clientId !== app.clientId) return again(given);
    const { rotatesRefreshTokens, refreshTokenKeptSeconds, replacedTokenGraceSeconds } = settings();
    const isKept = !rotatesRefreshTokens || now() < known.issuedAt + refreshTokenKeptSeconds * 1_000;
    if (isKept) return granted(known, request, given);
    const next = fresh("RT");
    replaced.set(given, next);
    if (replacedTokenGraceSeconds > 0) refresh.set(given, { ...known, until: Math.min(known.until, now() + replacedTokenGraceSeconds * 1_000) });
    else refresh.delete(given);
    return granted(known, request, next);
  }

  /** A token that was replaced before; two refreshers at once look like this. */
  function again(token: string): OAuthAnswer {
    const next = replaced.get(token);
    if (next !== undefined && settings().replacedTokenKills) refresh.delete(next);
    return refusal("invalid_grant", "Token invalid");
  }

  function appOf({ authorization, form }: Pick<TokenRequest, "authorization" | "form">): App | undefined {
    const [clientId, clientSecret] = basicOf(authorization) ?? [form["client_id"] ?? "", form["client_secret"] ?? ""];
    const app = apps.get(clientId);
    return app?.clientSecret === clientSecret ? app : undefined;
  }

  return {
    state: () => ({
      codes: Object.fromEntries(codes),
      access: Object.fromEntries(access),
      refresh: Object.fromEntries(refresh),
      replaced: Object.fromEntries(replaced),
      apps: [...apps.values()].filter(({ clientId }) => clientId !== appClient.clientId),
    }),
    app: (clientId) => apps.get(clientId),
    register: (app) => {
      apps.set(app.clientId, app);
      changed();
    },
    issueCode: (realmId, redirectUri, clientId = appClient.clientId, scope = usualScope) => {
      const code = fresh("AB");
      codes.set(code, { realmId, redirectUri, clientId, scope, grantedAt: now(), issuedAt: now(), until: now() + codeLifeMs });
      changed();
      return code;
    },
    token: (request) => {
      const app = appOf(request);
      if (!app) return { status: 401, body: { error: "invalid_client" } };
      if (request.form["grant_type"] === "authorization_code") return exchange(request, app);
      if (request.form["grant_type"] === "refresh_token") return renew(request, app);
      return request.form["grant_type"] === undefined ? refusal("invalid_request", "The grant type is missing") : refusal("unsupported_grant_type", "Unsupported grant type");
    },
    revoke: (token, authorization) => {
      const app = appOf({ authorization, form: {} });
      if (!app) return "not-the-app";
      const known = refresh.get(token) ?? access.get(token);
      if (!known || known.clientId !== app.clientId) return "unknown";
      for (const tokens of [access, refresh]) for (const [key, one] of tokens) if (one.realmId === known.realmId && one.clientId === known.clientId) tokens.delete(key);
      changed();
      return "revoked";
    },
    grantOf: (accessToken) => {
      const known = access.get(accessToken);
      if (!known) return "unknown";
      return known.until <= now() ? "expired" : known;
    },
    mint: (realmId, clientId = appClient.clientId) => give({ realmId, clientId, scope: usualScope, grantedAt: now() }),
    expireAll: (everything = false) => {
      for (const [key, one] of access) access.set(key, { ...one, until: 0 });
      if (everything) refresh.clear();
      changed();
    },
  };
}

/** Client id and secret of a Basic header. */
function basicOf(authorization: string | undefined): [string, string] | undefined {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return [id, secret.join(":")];
}

function fresh(prefix: string): string {
  return `${prefix}-${randomBytes(24).toString("base64url")}`;
}

/** Maps keep the order of insertion. */
function forgetOldest(tokens: Map<string, unknown>): void {
  for (const key of tokens.keys()) {
    if (tokens.size <= mostAccessTokens) return;
    tokens.delete(key);
  }
}

function refusal(error: string, description: string): OAuthAnswer {
  return { status: 400, body: { error, error_description: description } };
}
