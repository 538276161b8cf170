import { createServer } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { later } from "#domain/dates.ts";
import type { RequestId } from "#domain/ids.ts";
import { type ScriptedAnswer, scriptedCompany, scriptedNow, tokenReply } from "./scripted-company.ts";
import { scriptedDocument } from "./scripted-samples.ts";

const id = "enrollment-s1-0-0" as RequestId;
const posted = { json: { Invoice: { Id: "145", SyncToken: "0", DocNumber: "1042", TxnDate: "2026-11-23", CustomerRef: { value: "58" }, TotalAmt: 100.01, Balance: 100.01 }, time: "2026-11-23T02:00:00.000-08:00" } };
const expired = { status: 401, json: { fault: { error: [{ message: "message=AuthenticationFailed; errorCode=003200; statusCode=401", detail: "Token expired", code: "3200" }], type: "AUTHENTICATION" } } };
const throttled = { status: 429, json: { fault: { error: [{ message: "message=ThrottleExceeded; errorCode=003001; statusCode=429", detail: "The request limit was reached.", code: "3001" }], type: "SERVICE" } } };

describe("a write", () => {
  test("says who we are, which dialect and under which id, and keeps all but secrets", async () => {
    await using company = await scriptedCompany(() => ({ ...posted, headers: { intuit_tid: "1-trace" } }));
    const answer = await company.books.postDocument(scriptedDocument(), id);
    const [call] = company.calls;
    expect(call).toMatchObject({ method: "POST", path: "/invoice?requestid=enrollment-s1-0-0&minorversion=75" });
    expect(call?.headers).toMatchObject({ authorization: "Bearer access-1", accept: "application/json", "content-type": "application/json", "user-agent": expect.stringContaining("Ledgerline") });
    expect(answer).toMatchObject({
      outcome: "posted",
      value: { booksId: "145", number: "1042" },
      exchange: { method: "POST", path: "/invoice?requestid=enrollment-s1-0-0", request: call?.body, status: 200, answer: posted.json, traceId: "1-trace" },
    });
    expect(JSON.stringify(answer)).not.toMatch(/access-1|refresh-1|client-secret/);
  });

  test("is sent once more, under the same id, after its token was refused and renewed", async () => {
    await using company = await scriptedCompany((call) => {
      if (call.path === "/token") return tokenReply(2);
      return call.headers.authorization === "Bearer access-2" ? posted : expired;
    });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted" });
    expect(company.calls.map((call) => call.path.split("&")[0])).toEqual(["/invoice?requestid=enrollment-s1-0-0", "/token", "/invoice?requestid=enrollment-s1-0-0"]);
    expect(company.secret).toMatchObject({ accessToken: "access-2", refreshToken: "refresh-2" });
  });

  test("waits when the renewed token is refused, too, or there is none", async () => {
    await using refusing = await scriptedCompany((call) => (call.path === "/token" ? tokenReply(2) : expired));
    const later15 = { outcome: "later", failure: { code: "books-disconnected" }, retryAt: later(scriptedNow, 15_000) };
    expect(await refusing.books.postDocument(scriptedDocument(), id)).toMatchObject(later15);
    expect(refusing.calls).toHaveLength(4);
    await using ended = await scriptedCompany((call) => (call.path === "/token" ? { status: 400, json: { error: "invalid_grant" } } : expired));
    expect(await ended.books.postDocument(scriptedDocument(), id)).toMatchObject(later15);
    expect(ended.calls).toHaveLength(2);
  });

  test.for<[string, ScriptedAnswer]>([
    ["lost connection", "drop"],
    ["gateway's page", { status: 502, text: "<html>Bad Gateway</html>" }],
    ["page instead of JSON", { text: "<html>ok</html>" }],
    ["answer cut off", { text: '{"Invoice":{"Id":"1' }],
    ["answer without a document", { json: { time: "2026-11-23T02:00:00.000-08:00" } }],
    ["document that cannot be read", { json: { Invoice: { Id: "145" } } }],
  ])("is unknown after a %s, and is not sent again by itself", async ([, answer]) => {
    await using company = await scriptedCompany(() => answer);
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "unknown", failure: { code: "books-unreachable" } });
    expect(company.calls).toHaveLength(1);
  });

  test("is unknown when the answer does not come in time", async () => {
    await using company = await scriptedCompany(() => new Promise<ScriptedAnswer>(() => undefined), { requestTimeoutMs: 50 });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "unknown" });
  });

  test("was certainly not written when nobody listens", async () => {
    await using company = await scriptedCompany(() => posted, { baseUrl: `http://127.0.0.1:${await closedPort()}` });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "later", failure: { code: "books-unreachable" }, retryAt: later(scriptedNow, 5_000) });
  });

  test("was refused for good, with all the vendor's reasons", async () => {
    const Error = [{ Message: "Invalid Reference Id", Detail: "Invalid Reference Id : Items element id 7 not found", code: "2500" }, { Message: "Invalid email", code: "2210" }];
    await using company = await scriptedCompany(() => ({ status: 400, json: { Fault: { Error, type: "ValidationFault" } }, headers: { intuit_tid: "1-t" } }));
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({
      outcome: "refused",
      failures: [{ code: "books-reference-unusable", field: "product", vendor: { code: "2500", traceId: "1-t" } }, { vendor: { code: "2210" } }],
    });
  });

  test("into a closed period says until when, though we thought it open", async () => {
    const closed = { status: 400, json: { Fault: { Error: [{ Message: "Account Period Closed", Detail: "closed", code: "6200" }], type: "ValidationFault" } } };
    await using company = await scriptedCompany((call) => {
      if (call.path.startsWith("/invoice")) return closed;
      if (call.path.startsWith("/preferences")) return { json: { Preferences: { AccountingInfoPrefs: { BookCloseDate: "2026-11-30" } } } };
      return { json: { CompanyInfo: { CompanyName: "Harbor & Pine", Country: "US" } } };
    });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({
      outcome: "refused",
      failures: [{ code: "period-closed", date: "2026-11-23", closedThrough: "2026-11-30" }],
    });
  });
});

describe("a throttle answer", () => {
  test.for([
    { said: "nothing", headers: {}, options: {}, atLeastMs: 60_000 },
    { said: "seconds", headers: { "retry-after": "7" }, options: {}, atLeastMs: 7_000 },
    { said: "a date", headers: { "retry-after": "Mon, 23 Nov 2026 10:02:00 GMT" }, options: {}, atLeastMs: 120_000 },
  ])("pauses the whole company: the vendor says $said", async ({ headers, options, atLeastMs }) => {
    await using company = await scriptedCompany(() => ({ ...throttled, headers }), options);
    const first = await company.books.postDocument(scriptedDocument(), id);
    if (first.outcome !== "later") throw new Error(first.outcome);
    expect(first.failure.code).toBe("books-busy");
    expect(Date.parse(first.retryAt) - Date.parse(scriptedNow)).toBeGreaterThanOrEqual(atLeastMs);
    expect(Date.parse(first.retryAt) - Date.parse(scriptedNow)).toBeLessThanOrEqual(atLeastMs + 5_000);
    expect(company.ledger.pauses).toEqual([first.retryAt]);
    expect(await company.books.nameHolders("Ada")).toMatchObject({ ok: false, error: { code: "books-busy", retryAt: first.retryAt } });
    expect(company.calls).toHaveLength(1);
  });

  test("pauses as long as it is told to in a test", async () => {
    await using company = await scriptedCompany(() => throttled, { throttlePauseMs: 20 });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "later", retryAt: later(scriptedNow, 20) });
  });

  test("stays what it is when the ledger cannot be told", async () => {
    await using company = await scriptedCompany(() => throttled);
    company.ledger.pauseUntil = async () => Promise.reject(new Error("the database is away"));
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "later", failure: { code: "books-busy" } });
  });
});

describe("what may pass in a moment", () => {
  const stale = { status: 400, json: { Fault: { Error: [{ Message: "Stale Object Error", Detail: "Stale Object Error : You and Jane Doe were working on this at the same time.", code: "5010", element: "" }], type: "ValidationFault" } } };

  test.for<[string, ScriptedAnswer]>([
    ["a linked object that somebody saved meanwhile", stale],
    ["servers that do not have the company", { status: 400, json: { Fault: { Error: [{ Message: "Wrong cluster", code: "130" }], type: "SystemFault" } } }],
    ["a create that failed without a reason", { status: 400, json: { Fault: { Error: [{ Message: "Create failed", code: "1010" }], type: "ValidationFault" } } }],
  ])("is asked once more under the same id: %s", async ([, answer]) => {
    await using company = await scriptedCompany((_, index) => (index === 0 ? answer : posted));
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted" });
    expect(company.calls.map(({ path }) => path)).toEqual(Array.from({ length: 2 }, () => "/invoice?requestid=enrollment-s1-0-0&minorversion=75"));
  });

  test("is believed the second time", async () => {
    await using company = await scriptedCompany(() => stale);
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "refused", failures: [{ code: "books-object-stale" }] });
    expect(company.calls).toHaveLength(2);
  });
});

describe("what concerns the whole company", () => {
  const said = (code: string, Detail: string): ScriptedAnswer => ({ status: 400, json: { Fault: { Error: [{ Message: Detail, Detail, code, element: "" }], type: "ValidationFault" } } });
  const nothing = { json: { QueryResponse: {}, time: "2026-11-23T02:00:00.000-08:00" } };

  test.for([
    ["6190", "books-subscription-ended", 1, true],
    ["120", "books-access-lost", 1, true],
    ["140", "books-locked", 2, false],
    ["150", "books-locked", 2, false],
  ] as const)("holds calls back for minutes instead of asking again: %s", async ([code, failure, minutes, mayRead]) => {
    let now = scriptedNow;
    await using company = await scriptedCompany((call) => (call.path.startsWith("/invoice") ? said(code, "no") : nothing), { now: () => now });
    const first = await company.books.postDocument(scriptedDocument(), id);
    const retryAt = later(scriptedNow, minutes * 60_000);
    expect(first).toMatchObject({ outcome: "later", failure: { code: failure }, retryAt });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "later", failure: { code: failure }, retryAt, exchange: null });
    expect(company.calls).toHaveLength(1);
    expect((await company.books.nameHolders("Ada")).ok).toBe(mayRead);
    now = later(retryAt, 1);
    await company.books.postDocument(scriptedDocument(), id);
    expect(company.calls.filter(({ path }) => path.startsWith("/invoice"))).toHaveLength(2);
    expect(company.notes).toContainEqual(expect.objectContaining({ failure: expect.objectContaining({ code: failure }) }));
  });

  test("a read that the user may not do holds no writes back", async () => {
    await using company = await scriptedCompany((call) => (call.path.startsWith("/invoice") ? posted : { ...(said("120", "-11014") as object), status: 403 }));
    expect(await company.books.nameHolders("Ada")).toMatchObject({ ok: false, error: { code: "books-access-lost" } });
    expect(await company.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted" });
  });
});

describe("a read", () => {
  test("is asked once more when its answer is lost", async () => {
    await using company = await scriptedCompany((_, index) => (index === 0 ? "drop" : { json: { QueryResponse: {}, time: "2026-11-23T02:00:00.000-08:00" } }));
    expect(await company.books.nameHolders("Ada")).toEqual({ ok: true, value: [] });
    expect(company.calls).toHaveLength(4);
  });

  test("goes by POST when the statement is long", async () => {
    await using company = await scriptedCompany(() => ({ json: { QueryResponse: {}, time: "2026-11-23T02:00:00.000-08:00" } }));
    await company.books.nameHolders("x".repeat(5_000));
    expect(company.calls[0]).toMatchObject({ method: "POST", path: "/query?minorversion=75", headers: { "content-type": "application/text" }, body: expect.stringContaining("SELECT * FROM Customer") });
  });
});

describe("the meter", () => {
  test("counts what succeeded: reads as metered, single writes as free", async () => {
    await using company = await scriptedCompany((call, index) => {
      if (call.path.startsWith("/query")) return { json: { QueryResponse: {}, time: "2026-11-23T02:00:00.000-08:00" } };
      return index === 0 ? posted : "drop";
    });
    await company.books.postDocument(scriptedDocument(), id);
    await company.books.postDocument(scriptedDocument(), id);
    await company.books.nameHolders("Ada");
    await vi.waitFor(() => expect(company.ledger.counted).toEqual({ metered: 3, free: 1 }), { timeout: 20_000 });
  });
});

/** A port where nobody listens: it was just given back. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
