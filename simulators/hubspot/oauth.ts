/** OAuth: codes, refresh tokens that stay the same, and access tokens that expire. */
import { randomBytes } from "node:crypto";
import type { SimulatorClock } from "../parts/clock.ts";
import { app } from "./app.ts";
import { allScopes } from "./scopes.ts";

/** A connection that somebody allowed. */
export interface Grant {
  refreshToken: string;
  scopes: string[];
}

interface AccessToken {
  token: string;
  grant: Grant;
  expiresAt: number;
}

interface Code {
  code: string;
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
}

export interface OAuthState {
  grants: Grant[];
  tokens: AccessToken[];
}

/** The answer of a token endpoint; an error has the odd double form of HubSpot's. */
export type TokenAnswer = { accessToken: string; grant: Grant } | { error: string; status: string; message: string };

export const accessTokenSeconds = 1_800;
const codeSeconds = 300;
/** Long, as HubSpot's are: what cannot keep such a token should fail here first. */
const accessTokenBytes = 384;
const mostTokens = 1_000;

export class OAuth {
  readonly #grants = new Map<string, Grant>();
  readonly #tokens = new Map<string, AccessToken>();
  readonly #codes = new Map<string, Code>();
  readonly #clock: SimulatorClock;
  #withheld: ReadonlySet<string> = new Set();
  #revoked: ReadonlySet<string> = new Set();

  constructor(kept: OAuthState | undefined, clock: SimulatorClock) {
    this.#clock = clock;
    const grants = kept?.grants ?? [{ refreshToken: app.refreshToken, scopes: [...allScopes] }];
    for (const grant of grants) this.#grants.set(grant.refreshToken, grant);
    for (const token of kept?.tokens ?? []) this.#tokens.set(token.token, token);
  }

  state(): OAuthState {
    return { grants: [...this.#grants.values()], tokens: [...this.#tokens.values()] };
  }

  /** A code for the address that the browser goes back to. */
  issueCode(redirectUri: string, scopes: string[]): string {
    const code = `na1-${randomBytes(18).toString("hex")}`;
    this.#codes.set(code, { code, redirectUri, scopes, expiresAt: this.#now() + codeSeconds * 1_000 });
    return code;
  }

  /** What a token endpoint answers to a form. */
  token(form: Record<string, string>): TokenAnswer {
    if (form["client_id"] !== app.clientId) return refusal("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
    if (form["client_secret"] !== app.clientSecret) return refusal("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret");
    switch (form["grant_type"]) {
      case "authorization_code":
        return this.#redeem(form["code"] ?? "", form["redirect_uri"] ?? "");
      case "refresh_token":
        return this.#refresh(form["refresh_token"] ?? "");
      default:
        return refusal("unsupported_grant_type", "BAD_GRANT_TYPE", "missing or unknown grant type");
    }
  }

  /** Whether a call with this token is let through. */
  verdict(token: string): "valid" | "expired" | "unknown" {
    if (isStatic(token)) return this.#revoked.has(token) ? "unknown" : "valid";
    const found = this.#tokens.get(token);
    if (found === undefined || !this.#grants.has(found.grant.refreshToken)) return "unknown";
    return found.expiresAt > this.#now() ? "valid" : "expired";
  }

  /** What is known of an access token that still works, with the seconds it has left. */
  accessToken(token: string): { grant: Grant; expiresIn: number } | undefined {
    const found = this.verdict(token) === "valid" ? this.#tokens.get(token) : undefined;
    return found && { grant: found.grant, expiresIn: Math.floor((found.expiresAt - this.#now()) / 1_000) };
  }

  /** What a token may do: what it was given, less what this portal withholds. */
  scopesOf(token: string): string[] {
    const given = isStatic(token) ? allScopes : (this.#tokens.get(token)?.grant.scopes ?? []);
    return this.granted(given);
  }

  /** Those of the scopes that this portal does not withhold. */
  granted(scopes: readonly string[]): string[] {
    return scopes.filter((scope) => !this.#withheld.has(scope));
  }

  /** No token has these scopes any more; [] = none are withheld. */
  withhold(scopes: readonly string[]): void {
    this.#withheld = new Set(scopes);
  }

  /** A person deletes the static tokens, or makes them anew. */
  revokeStatic(isRevoked: boolean): void {
    this.#revoked = new Set(isRevoked ? [app.accessToken, app.serviceKey] : []);
  }

  grant(refreshToken: string): Grant | undefined {
    return this.#grants.get(refreshToken);
  }

  /** Ends a connection, with all its access tokens. */
  revoke(refreshToken: string): void {
    this.#grants.delete(refreshToken);
  }

  /** Every access token that was issued has expired; the static one never does. */
  expireAll(): void {
    for (const token of this.#tokens.values()) token.expiresAt = 0;
  }

  /** A code works once, and with the address it was issued for. */
  #redeem(code: string, redirectUri: string): TokenAnswer {
    const found = this.#codes.get(code);
    if (found === undefined || found.expiresAt <= this.#now()) return refusal("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code");
    if (found.redirectUri !== redirectUri) return refusal("invalid_grant", "BAD_REDIRECT_URI", "missing or invalid redirect uri");
    this.#codes.delete(code);
    const grant = { refreshToken: `na1-${randomBytes(20).toString("hex")}`, scopes: found.scopes };
    this.#grants.set(grant.refreshToken, grant);
    return this.#mint(grant);
  }

  #refresh(refreshToken: string): TokenAnswer {
    const grant = this.#grants.get(refreshToken);
    return grant === undefined ? refusal("invalid_grant", "BAD_REFRESH_TOKEN", "refresh token is invalid, expired or revoked") : this.#mint(grant);
  }

  /** Earlier access tokens of the connection go on working until they expire. */
  #mint(grant: Grant): TokenAnswer {
    const token = `C${randomBytes(accessTokenBytes).toString("base64url")}`;
    this.#tokens.set(token, { token, grant, expiresAt: this.#now() + accessTokenSeconds * 1_000 });
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > mostTokens && oldest !== undefined) this.#tokens.delete(oldest);
    return { accessToken: token, grant };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

export function isStatic(token: string): boolean {
  return token === app.accessToken || token === app.serviceKey;
}

function refusal(error: string, status: string, message: string): TokenAnswer {
  return { error, status, message };
}
