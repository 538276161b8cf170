import { describe, expect, test } from "vitest";
import { createClock } from "../parts/clock.ts";
import { appClient, createOAuth, type OAuth, type OAuthAnswer, type OAuthSettings } from "./oauth.ts";

const authorization = `Basic ${btoa(`${appClient.clientId}:${appClient.clientSecret}`)}`;

function oauth(settings: Partial<OAuthSettings> = {}): { oauth: OAuth; clock: ReturnType<typeof createClock>; refresh: (token: string) => OAuthAnswer } {
  const clock = createClock();
  clock.set(Date.parse("2026-11-23T12:00:00Z"));
  const made = createOAuth({ codes: {}, access: {}, refresh: {} }, clock, () => ({ accessTokenSeconds: 3_600, rotatesRefreshTokens: true, ...settings }), () => {});
  return { oauth: made, clock, refresh: (token) => made.token({ authorization, form: { grant_type: "refresh_token", refresh_token: token } }) };
}

describe("authorization codes", () => {
  const redirect = "http://localhost/callback";

  test("a code is exchanged once, for tokens of its company", () => {
    const { oauth: made } = oauth();
    const form = { grant_type: "authorization_code", code: made.issueCode("42", redirect), redirect_uri: redirect };
    const first = made.token({ authorization, form });
    expect(first).toMatchObject({ status: 200, body: { token_type: "bearer", expires_in: 3_600, x_refresh_token_expires_in: 8_726_400 } });
    expect(made.realmOf(String(first.body["access_token"]))).toBe("42");
    expect(made.token({ authorization, form })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("the redirect address must be the same, and the code fresh", () => {
    const { oauth: made, clock } = oauth();
    const other = { grant_type: "authorization_code", code: made.issueCode("42", redirect), redirect_uri: "http://localhost/other" };
    expect(made.token({ authorization, form: other }).body).toMatchObject({ error: "invalid_grant" });
    const late = { grant_type: "authorization_code", code: made.issueCode("42", redirect), redirect_uri: redirect };
    clock.advance(10 * 60_000);
    expect(made.token({ authorization, form: late }).body).toMatchObject({ error: "invalid_grant" });
  });
});

describe("refreshing", () => {
  test("every refresh returns a new refresh token, and the old one is dead at once", () => {
    const { oauth: made, refresh } = oauth();
    const { refreshToken } = made.mint("42");
    const first = refresh(refreshToken);
    expect(first.status).toBe(200);
    expect(first.body["refresh_token"]).not.toBe(refreshToken);
    expect(refresh(refreshToken)).toEqual({ status: 400, body: { error: "invalid_grant", error_description: "Token invalid" } });
    expect(refresh(String(first.body["refresh_token"])).status).toBe(200);
  });

  test("access tokens that were given out before stay good until they expire", () => {
    const { oauth: made, clock, refresh } = oauth({ accessTokenSeconds: 60 });
    const { accessToken, refreshToken } = made.mint("42");
    refresh(refreshToken);
    expect(made.realmOf(accessToken)).toBe("42");
    clock.advance(60_000);
    expect(made.realmOf(accessToken)).toBe("expired");
    expect(made.realmOf("AT-nobody")).toBe("unknown");
  });

  test("a refresh token that nobody used for a hundred days is dead", () => {
    const { oauth: made, clock, refresh } = oauth();
    const { refreshToken } = made.mint("42");
    clock.advance(8_726_400_000);
    expect(refresh(refreshToken).body).toMatchObject({ error: "invalid_grant" });
  });

  test("without rotation the same token comes back", () => {
    const { oauth: made, refresh } = oauth({ rotatesRefreshTokens: false });
    const { refreshToken } = made.mint("42");
    expect(refresh(refreshToken).body["refresh_token"]).toBe(refreshToken);
    expect(refresh(refreshToken).status).toBe(200);
  });

  test("the five-year limit is told when asked for", () => {
    const { oauth: made } = oauth();
    const { refreshToken } = made.mint("42");
    const answer = made.token({ authorization, form: { grant_type: "refresh_token", refresh_token: refreshToken }, wantsHardExpiry: true });
    expect(answer.body["x_refresh_token_hard_expires_in"]).toBe(157_680_000);
  });
});

describe("refusals and revocation", () => {
  test("a wrong secret and an unknown grant type are refused", () => {
    const { oauth: made } = oauth();
    expect(made.token({ authorization: "Basic nonsense", form: { grant_type: "refresh_token" } })).toEqual({ status: 401, body: { error: "invalid_client" } });
    expect(made.token({ authorization, form: { grant_type: "password" } }).body).toMatchObject({ error: "unsupported_grant_type" });
  });

  test("revoking one token ends the connection, and only that one", () => {
    const { oauth: made, refresh } = oauth();
    const mine = made.mint("42");
    const other = made.mint("43");
    expect(made.revoke(mine.refreshToken)).toBe(true);
    expect(made.realmOf(mine.accessToken)).toBe("unknown");
    expect(refresh(mine.refreshToken).status).toBe(400);
    expect(made.realmOf(other.accessToken)).toBe("43");
    expect(made.revoke("RT-nobody")).toBe(false);
  });

  test("expiring everything ends refresh tokens, too", () => {
    const { oauth: made, refresh } = oauth();
    const { accessToken, refreshToken } = made.mint("42");
    made.expireAll();
    expect(made.realmOf(accessToken)).toBe("expired");
    expect(refresh(refreshToken).status).toBe(200);
    made.expireAll(true);
    expect(refresh(made.mint("42").refreshToken).status).toBe(200);
  });

  test("tokens survive a restart", () => {
    const first = oauth().oauth;
    const { accessToken } = first.mint("42");
    const clock = createClock();
    clock.set(Date.parse("2026-11-23T12:00:00Z"));
    const second = createOAuth(first.state(), clock, () => ({ accessTokenSeconds: 3_600, rotatesRefreshTokens: true }), () => {});
    expect(second.realmOf(accessToken)).toBe("42");
  });
});
