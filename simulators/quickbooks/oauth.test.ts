import { describe, expect, test } from "vitest";
import { createClock } from "../parts/clock.ts";
import { appClient, createOAuth, type OAuth, type OAuthAnswer, type OAuthSettings } from "./oauth.ts";

const authorization = `Basic ${btoa(`${appClient.clientId}:${appClient.clientSecret}`)}`;

function oauth(settings: Partial<OAuthSettings> = {}): { oauth: OAuth; clock: ReturnType<typeof createClock>; refresh: (token: string) => OAuthAnswer } {
  const clock = createClock();
  clock.set(Date.parse("2026-11-23T12:00:00Z"));
  const made = createOAuth({ codes: {}, access: {}, refresh: {} }, clock, () => ({ accessTokenSeconds: 3_600, rotatesRefreshTokens: true, refreshTokenKeptSeconds: 0, replacedTokenGraceSeconds: 0, replacedTokenKills: false, ...settings }), () => {});
  return { oauth: made, clock, refresh: (token) => made.token({ authorization, form: { grant_type: "refresh_token", refresh_token: token } }) };
}

describe("authorization codes", () => {
  const redirect = "http://localhost/callback";

  test("a code is exchanged once, for tokens of its company", () => {
    const { oauth: made } = oauth();
    const form = { grant_type: "authorization_code", code: made.issueCode("42", redirect), redirect_uri: redirect };
    const first = made.token({ authorization, form });
    expect(first).toMatchObject({ status: 200, body: { token_type: "bearer", expires_in: 3_600, x_refresh_token_expires_in: 8_726_400 } });
    expect(made.grantOf(String(first.body["access_token"]))).toMatchObject({ realmId: "42" });
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
    expect(made.grantOf(accessToken)).toMatchObject({ realmId: "42" });
    clock.advance(60_000);
    expect(made.grantOf(accessToken)).toBe("expired");
    expect(made.grantOf("AT-nobody")).toBe("unknown");
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
    expect(made.revoke(mine.refreshToken, authorization)).toBe("revoked");
    expect(made.grantOf(mine.accessToken)).toBe("unknown");
    expect(refresh(mine.refreshToken).status).toBe(400);
    expect(made.grantOf(other.accessToken)).toMatchObject({ realmId: "43" });
    expect(made.revoke("RT-nobody", authorization)).toBe("unknown");
    expect(made.revoke(mine.refreshToken, undefined)).toBe("not-the-app");
  });

  test("expiring everything ends refresh tokens, too", () => {
    const { oauth: made, refresh } = oauth();
    const { accessToken, refreshToken } = made.mint("42");
    made.expireAll();
    expect(made.grantOf(accessToken)).toBe("expired");
    expect(refresh(refreshToken).status).toBe(200);
    made.expireAll(true);
    expect(refresh(made.mint("42").refreshToken).status).toBe(200);
  });

  test("tokens survive a restart", () => {
    const first = oauth().oauth;
    const { accessToken } = first.mint("42");
    const clock = createClock();
    clock.set(Date.parse("2026-11-23T12:00:00Z"));
    const second = createOAuth(first.state(), clock, () => ({ accessTokenSeconds: 3_600, rotatesRefreshTokens: true, refreshTokenKeptSeconds: 0, replacedTokenGraceSeconds: 0, replacedTokenKills: false }), () => {});
    expect(second.grantOf(accessToken)).toMatchObject({ realmId: "42" });
  });
});

describe("a refresh token's value", () => {
  test("may stay for a day, as the vendor's does, and lasts five years at most", () => {
    const { clock, refresh, oauth: made } = oauth({ refreshTokenKeptSeconds: 86_400 });
    const { refreshToken } = made.mint("42");
    expect(refresh(refreshToken).body["refresh_token"]).toBe(refreshToken);
    clock.advance(86_400_000);
    let token = refresh(refreshToken).body["refresh_token"] as string;
    expect(token).not.toBe(refreshToken);
    for (let days = 1; days < 5 * 365; days += 90) {
      clock.advance(90 * 86_400_000);
      const next = refresh(token).body["refresh_token"];
      if (next === undefined) return expect(days).toBeGreaterThan(4.7 * 365);
      token = next as string;
    }
    clock.advance(90 * 86_400_000);
    expect(refresh(token).status).toBe(400);
  });

  test("may work a while after it was replaced, or end the new one when it is used again", () => {
    const graceful = oauth({ replacedTokenGraceSeconds: 60 });
    const first = graceful.oauth.mint("42").refreshToken;
    graceful.refresh(first);
    expect(graceful.refresh(first).status).toBe(200);
    const strict = oauth({ replacedTokenKills: true });
    const old = strict.oauth.mint("42").refreshToken;
    const next = String(strict.refresh(old).body["refresh_token"]);
    expect(strict.refresh(old).status).toBe(400);
    expect(strict.refresh(next).status).toBe(400);
  });
});

describe("apps", () => {
  test("a code and a token belong to the app they were given to", () => {
    const { oauth: made, refresh } = oauth();
    made.register({ clientId: "other", clientSecret: "s:e:c", redirectUris: [] });
    const mine = made.mint("42", "other");
    expect(refresh(mine.refreshToken)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    const theirs = `Basic ${btoa("other:s:e:c")}`;
    expect(made.token({ authorization: theirs, form: { grant_type: "refresh_token", refresh_token: mine.refreshToken } }).status).toBe(200);
    expect(made.token({ authorization: theirs, form: { grant_type: "refresh_token" } }).body).toMatchObject({ error: "invalid_request" });
    expect(made.token({ authorization: theirs, form: {} }).body).toMatchObject({ error: "invalid_request" });
    expect(made.token({ authorization: `Basic ${btoa("other:wrong")}`, form: {} })).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });
});
