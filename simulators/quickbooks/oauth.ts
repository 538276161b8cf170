/**
 * OAuth 2: authorization codes, bearer tokens and rotating refresh tokens. Every refresh returns a new refresh token and
 * the old one stops working at once, which is the strictest reading of the vendor's policy.
 */
import { randomBytes } from "node:crypto";
import type { SimulatorClock } from "../parts/clock.ts";

export interface OAuthState {
  codes: Record<string, { realmId: string; redirectUri: string; until: number }>;
  access: Record<string, { realmId: string; until: number }>;
  refresh: Record<string, { realmId: string; until: number }>;
}

/** The one app the simulator knows. */
export const appClient = { clientId: "ledgerline-demo-client", clientSecret: "ledgerline-demo-secret" };

const codeLifeMs = 10 * 60_000;
const refreshLifeSeconds = 8_726_400;

export type OAuthAnswer = { status: number; body: Record<string, unknown> };

export interface OAuth {
  state(): OAuthState;
  issueCode(realmId: string, redirectUri: string): string;
  token(authorization: string | undefined, form: Record<string, string>): OAuthAnswer;
  revoke(token: string): boolean;
  /** The realm of a live access token; `expired` or `unknown` otherwise. */
  realmOf(accessToken: string): string | "expired" | "unknown";
  /** A ready pair, as if a user had connected the company just now. */
  mint(realmId: string): { accessToken: string; refreshToken: string; expiresInSeconds: number };
  expireAll(): void;
}

export function createOAuth(state: OAuthState, clock: SimulatorClock, accessLifeSeconds: () => number, changed: () => void): OAuth {
  const now = (): number => clock.now().getTime();
  const fresh = (prefix: string): string => `${prefix}-${randomBytes(24).toString("base64url")}`;

  function mint(realmId: string): { accessToken: string; refreshToken: string; expiresInSeconds: number } {
    const expiresInSeconds = accessLifeSeconds();
    const accessToken = fresh("AT");
    const refreshToken = fresh("RT");
    state.access[accessToken] = { realmId, until: now() + expiresInSeconds * 1000 };
    state.refresh[refreshToken] = { realmId, until: now() + refreshLifeSeconds * 1000 };
    changed();
    return { accessToken, refreshToken, expiresInSeconds };
  }

  function granted(realmId: string): OAuthAnswer {
    const { accessToken, refreshToken, expiresInSeconds } = mint(realmId);
    const body = { token_type: "bearer", access_token: accessToken, expires_in: expiresInSeconds, refresh_token: refreshToken, x_refresh_token_expires_in: refreshLifeSeconds };
    return { status: 200, body };
  }

  function exchange(form: Record<string, string>): OAuthAnswer {
    const code = state.codes[form["code"] ?? ""];
    delete state.codes[form["code"] ?? ""];
    if (!code || code.until < now() || code.redirectUri !== form["redirect_uri"]) return refusal("invalid_grant", "Invalid authorization code");
    return granted(code.realmId);
  }

  function refresh(form: Record<string, string>): OAuthAnswer {
    const given = form["refresh_token"] ?? "";
    const known = state.refresh[given];
    if (!known || known.until < now()) return refusal("invalid_grant", "Token invalid");
    delete state.refresh[given];
    return granted(known.realmId);
  }

  return {
    state: () => state,
    issueCode: (realmId, redirectUri) => {
      const code = fresh("AB");
      state.codes[code] = { realmId, redirectUri, until: now() + codeLifeMs };
      return code;
    },
    token: (authorization, form) => {
      if (!isOurApp(authorization, form)) return { status: 401, body: { error: "invalid_client" } };
      if (form["grant_type"] === "authorization_code") return exchange(form);
      if (form["grant_type"] === "refresh_token") return refresh(form);
      return refusal("unsupported_grant_type", "Unsupported grant type");
    },
    revoke: (token) => {
      const known = state.refresh[token] ?? state.access[token];
      if (!known) return false;
      for (const [key, one] of Object.entries(state.refresh)) if (one.realmId === known.realmId) delete state.refresh[key];
      for (const [key, one] of Object.entries(state.access)) if (one.realmId === known.realmId) delete state.access[key];
      changed();
      return true;
    },
    realmOf: (accessToken) => {
      const known = state.access[accessToken];
      if (!known) return "unknown";
      return known.until < now() ? "expired" : known.realmId;
    },
    mint,
    expireAll: () => {
      for (const one of Object.values(state.access)) one.until = 0;
      changed();
    },
  };
}

function refusal(error: string, description: string): OAuthAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function isOurApp(authorization: string | undefined, form: Record<string, string>): boolean {
  const basic = `Basic ${Buffer.from(`${appClient.clientId}:${appClient.clientSecret}`).toString("base64")}`;
  return authorization === basic || (form["client_id"] === appClient.clientId && form["client_secret"] === appClient.clientSecret);
}
