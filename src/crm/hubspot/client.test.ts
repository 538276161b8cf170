import { afterEach, describe, expect, test } from "vitest";
import type { Limits } from "./pacing.ts";
import { scriptedPortal, type AskedCall, type ScriptedAnswer, type ScriptedPortal } from "./scripted-portal.ts";
import type { HubSpotOptions } from "./hubspot.ts";

const details = { portalId: 4411223, timeZone: "Europe/Berlin", companyCurrency: "EUR", uiDomain: "app.hubspot.com" };

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

async function accountAfter(answers: ScriptedAnswer[], options: Partial<HubSpotOptions> = {}) {
  portal = await scriptedPortal((_: AskedCall, index) => answers[index] ?? { json: details }, options);
  return { answer: await portal.crm.account(), calls: portal.calls };
}

describe("a call", () => {
  test("goes to the dated path with the bearer token", async () => {
    const { answer, calls } = await accountAfter([]);
    expect(answer).toEqual({ ok: true, value: { portalId: "4411223", name: "HubSpot 4411223", timeZone: "Europe/Berlin", currency: "EUR" } });
    expect(calls).toEqual([{ method: "GET", path: "/account-info/2026-09/details", authorization: "Bearer pat-na1-test", body: null }]);
  });

  test("goes to the v3 path when told so", async () => {
    const { calls } = await accountAfter([], { apiVersion: "v3" });
    expect(calls[0]?.path).toBe("/account-info/v3/details");
  });

  test.each<[string, ScriptedAnswer]>([
    ["500", { status: 500, json: { message: "internal error" } }],
    ["502 in HTML", { status: 502, text: "<html>Bad gateway</html>", contentType: "text/html" }],
    ["a dropped connection", "drop"],
  ])("is tried once more after %s", async (_, bad) => {
    const { answer, calls } = await accountAfter([bad]);
    expect(answer.ok).toBe(true);
    expect(calls).toHaveLength(2);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ["500", { status: 500, json: { message: "internal error" } }, "HubSpot answered 500: internal error"],
    ["a dropped connection", "drop", "UND_ERR_SOCKET: other side closed"],
  ])("fails after %s twice", async (_, bad, detail) => {
    const { answer, calls } = await accountAfter([bad, bad]);
    expect(answer).toEqual({ ok: false, error: { code: "crm-unreachable", detail } });
    expect(calls).toHaveLength(2);
  });

  test.each<[string, ScriptedAnswer, string]>([
    ["a page in HTML", { text: "<html>Welcome</html>", contentType: "text/html" }, "HubSpot answered 200 with text/html that is not JSON"],
    ["another shape", { json: { portalId: 1, timeZone: "UTC" } }, "HubSpot's answer is not as expected at companyCurrency: Invalid input: expected string, received undefined"],
  ])("that succeeds with %s is no usable answer", async (_, odd, detail) => {
    const { answer } = await accountAfter([odd]);
    expect(answer).toEqual({ ok: false, error: { code: "crm-unreachable", detail } });
  });

  test("is not tried again when HubSpot refuses it", async () => {
    const { answer, calls } = await accountAfter([{ status: 400, json: { message: "bad", category: "VALIDATION_ERROR" } }]);
    expect(answer).toMatchObject({ ok: false, error: { code: "crm-refused" } });
    expect(calls).toHaveLength(1);
  });

  test("that takes too long fails", async () => {
    portal = await scriptedPortal(() => ({ json: details, headers: { "content-length": "100000" } }), { requestTimeoutMs: 80 });
    expect(await portal.crm.account()).toEqual({ ok: false, error: { code: "crm-unreachable", detail: "no answer within 0.08 s" } });
  });

  test("without anybody listening fails", async () => {
    portal = await scriptedPortal(() => ({}), { baseUrl: "http://127.0.0.1:1" });
    expect(await portal.crm.account()).toMatchObject({ ok: false, error: { code: "crm-unreachable", detail: expect.stringContaining("ECONNREFUSED") } });
  });
});

describe("a refused token", () => {
  const refused: ScriptedAnswer = { status: 401, json: { message: "expired", category: "EXPIRED_AUTHENTICATION" } };

  test("means that the connection has ended", async () => {
    const { answer, calls } = await accountAfter([refused]);
    expect(answer).toEqual({ ok: false, error: { code: "crm-disconnected", crmName: "HubSpot" } });
    expect(calls).toHaveLength(1);
  });

  test("is read again, and the call repeated, when it was replaced meanwhile", async () => {
    const tokens = ["old", "new"];
    const { answer, calls } = await accountAfter([refused], { credentials: { read: async () => ({ accessToken: tokens.shift() ?? "new", clientSecret: "" }) } });
    expect(answer.ok).toBe(true);
    expect(calls.map((call) => call.authorization)).toEqual(["Bearer old", "Bearer new"]);
  });
});

describe("the pace", () => {
  const limits: Limits = { all: { requests: 3, perMs: 400 }, search: { requests: 3, perMs: 400 } };

  test("spreads calls when there is no more room", async () => {
    portal = await scriptedPortal(() => ({ json: details }), { limits });
    const { crm } = portal;
    const began = performance.now();
    await Promise.all([1, 2, 3].map(() => crm.account()));
    await crm.account();
    expect(performance.now() - began).toBeGreaterThanOrEqual(395);
  });

  test("sends callers away while HubSpot wants a long pause", async () => {
    const daily = { status: 429, json: { message: "You have reached your daily limit.", policyName: "DAILY" } };
    portal = await scriptedPortal(() => daily, { limits });
    const first = await portal.crm.account();
    const second = await portal.crm.account();
    expect(first).toEqual({ ok: false, error: { code: "crm-busy", retryAt: "2026-11-24T05:00:00.000Z" } });
    expect(second).toMatchObject({ ok: false, error: { code: "crm-busy" } });
    expect(portal.calls).toHaveLength(1);
  });
});
