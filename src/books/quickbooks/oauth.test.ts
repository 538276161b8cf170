import { describe, expect, test } from "vitest";
import { instantOf, later } from "#domain/dates.ts";
import type { CredentialVault } from "#domain/credential-vault.ts";
import { err, ok } from "#domain/result.ts";
import { authorizeUrl, createTokenSource, exchangeCode, revoke } from "./oauth.ts";
import { type ScriptedAnswer, scriptedCompany, scriptedNow, scriptedSecret, tokenReply } from "./scripted-company.ts";
import type { QuickBooksSecret } from "./secret.ts";

const app = { clientId: "client", clientSecret: "client-secret" };
const dead = { status: 400, json: { error: "invalid_grant", error_description: "Token invalid" } };

describe("connecting", () => {
  test("sends the user to Intuit with what it needs to come back", () => {
    const url = new URL(authorizeUrl(app, "https://ledger.example/back", "st&te"));
    expect(url.origin + url.pathname).toBe("https://appcenter.intuit.com/connect/oauth2");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "client",
      response_type: "code",
      scope: "com.intuit.quickbooks.accounting",
      redirect_uri: "https://ledger.example/back",
      state: "st&te",
    });
  });

  test("turns the code into tokens", async () => {
    await using company = await scriptedCompany(() => tokenReply(1));
    const tokenUrl = `${company.url}/token`;
    const exchanged = await exchangeCode({ ...app, tokenUrl }, "AB-1", "https://ledger.example/back", scriptedNow);
    expect(exchanged).toEqual(ok({ ...scriptedSecret(company.url), refreshExpiresAt: later(scriptedNow, 8_726_400_000), connectedAt: scriptedNow }));
    const [call] = company.calls;
    expect(call?.body).toBe("grant_type=authorization_code&code=AB-1&redirect_uri=https%3A%2F%2Fledger.example%2Fback");
    expect(call?.headers).toMatchObject({ authorization: `Basic ${btoa("client:client-secret")}`, accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
  });

  test.for<[string, ScriptedAnswer, string]>([
    ["a used code", dead, "books-consent-unusable"],
    ["wrong keys", { status: 401, json: { error: "invalid_client" } }, "books-keys-refused"],
    ["an edge that is down", { status: 503, text: "<html>" }, "books-unreachable"],
    ["an answer without tokens", { json: { token_type: "bearer" } }, "books-unreachable"],
    ["a lost answer", "drop", "books-unreachable"],
  ])("fails for %s", async ([, answer, code]) => {
    await using company = await scriptedCompany(() => answer);
    const exchanged = await exchangeCode({ ...app, tokenUrl: `${company.url}/token` }, "AB-1", "https://ledger.example/back", scriptedNow);
    expect(exchanged).toMatchObject({ ok: false, error: { code } });
  });

  test.for([[200, true], [400, true], [500, false]] as const)("ends the permission: %s", async ([status, isEnded]) => {
    await using company = await scriptedCompany(() => ({ status, text: "" }));
    expect((await revoke({ ...app, revokeUrl: `${company.url}/revoke` }, "refresh-1")).ok).toBe(isEnded);
    expect(company.calls[0]).toMatchObject({ method: "POST", path: "/revoke", body: { token: "refresh-1" } });
  });
});

describe("the access token", () => {
  test("is the stored one while it lasts, without a call", async () => {
    await using company = await scriptedCompany(() => tokenReply(2));
    expect(await createTokenSource(vaultFor(company.url), () => scriptedNow).token()).toEqual(ok("access-1"));
    expect(company.calls).toEqual([]);
  });

  test("is refreshed five minutes before it ends, once for twenty callers, and stored before it is used", async () => {
    await using company = await scriptedCompany((_, index) => tokenReply(index + 2));
    const vault = vaultFor(company.url);
    const tokens = createTokenSource(vault, () => later(scriptedNow, 56 * 60_000));
    const given = await Promise.all(Array.from({ length: 20 }, () => tokens.token()));
    expect(new Set(given.map((one) => one.ok && one.value))).toEqual(new Set(["access-2"]));
    expect(company.calls.map((call) => call.body)).toEqual(["grant_type=refresh_token&refresh_token=refresh-1"]);
    expect(vault.stored).toMatchObject({ accessToken: "access-2", refreshToken: "refresh-2", clientSecret: "client-secret" });
  });

  test("is taken from another process that refreshed while this one waited for the lock", async () => {
    await using company = await scriptedCompany((_, index) => tokenReply(index + 2));
    const vault = vaultFor(company.url);
    const now = () => later(scriptedNow, 56 * 60_000);
    const given = await Promise.all([createTokenSource(vault, now).token(), createTokenSource(vault, now).token()]);
    expect(given).toEqual([ok("access-2"), ok("access-2")]);
    expect(company.calls).toHaveLength(1);
  });

  test("that was refused is never given again", async () => {
    await using company = await scriptedCompany((_, index) => tokenReply(index + 2));
    const tokens = createTokenSource(vaultFor(company.url), () => scriptedNow);
    const [first, second] = await Promise.all([tokens.token(), tokens.token("access-1")]);
    expect([first, second]).toEqual([ok("access-1"), ok("access-2")]);
    expect(await tokens.token("access-1")).toEqual(ok("access-2"));
    expect(company.calls).toHaveLength(1);
  });

  test("is not asked for over and over once the refresh token is over, but is after reconnecting", async () => {
    await using company = await scriptedCompany((call) => (String(call.body).includes("refresh-1") ? dead : tokenReply(9)));
    const vault = vaultFor(company.url);
    let now = later(scriptedNow, 56 * 60_000);
    const tokens = createTokenSource(vault, () => now);
    const ended = err({ code: "books-disconnected", booksName: "QuickBooks" });
    expect([await tokens.token(), await tokens.token(), await tokens.token()]).toEqual([ended, ended, ended]);
    expect(company.calls).toHaveLength(1);
    now = later(now, 61_000);
    expect(await tokens.token()).toEqual(ended);
    expect(company.calls).toHaveLength(2);
    vault.stored = { ...vault.stored, refreshToken: "refresh-8" };
    expect(await tokens.token()).toEqual(ok("access-9"));
  });

  test("stays as stored when the refresh got no answer", async () => {
    await using company = await scriptedCompany(() => "drop");
    const vault = vaultFor(company.url);
    const before = vault.stored;
    const given = await createTokenSource(vault, () => instantOf(Date.parse("2026-11-24"))).token();
    expect(given).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
    expect(vault.stored).toEqual(before);
  });
});

/** A vault whose lock lets one in at a time, as the store's does over all processes. */
function vaultFor(url: string): CredentialVault<QuickBooksSecret> & { stored: QuickBooksSecret } {
  let line: Promise<unknown> = Promise.resolve();
  const vault = {
    stored: scriptedSecret(url),
    read: async () => vault.stored,
    refreshExclusively: (refresh: Parameters<CredentialVault<QuickBooksSecret>["refreshExclusively"]>[0]) => {
      const mine = line.then(async () => {
        const refreshed = await refresh(vault.stored);
        if (refreshed.ok) vault.stored = refreshed.value;
        return refreshed;
      });
      line = mine;
      return mine;
    },
  };
  return vault;
}
