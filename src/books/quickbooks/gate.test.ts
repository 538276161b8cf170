/** What the gate before the wire lets through, and what the calls tell of the connection. */
import { describe, expect, test } from "vitest";
import type { Failure } from "#domain/failure.ts";
import type { RequestId } from "#domain/ids.ts";
import { scriptedDocument, usCompany } from "./scripted-samples.ts";
import { scriptedCompany, scriptedNow, tokenReply } from "./scripted-company.ts";

const readOnly: Failure = { code: "books-read-only", booksName: "Acme" };
const expired = { status: 401, json: { fault: { error: [{ message: "AuthenticationFailed", code: "3200" }], type: "AUTHENTICATION" } }, headers: { intuit_tid: "1-tid" } };

describe("the gate", () => {
  test("holds writes back before they reach the wire, and lets reads through, long ones by POST, too", async () => {
    const gate = async (wish: "read" | "write"): Promise<Failure | null> => (wish === "write" ? readOnly : null);
    await using company = await scriptedCompany(() => ({ json: { QueryResponse: {}, time: "2026-11-23T02:00:00.000-08:00" } }), { gate });
    expect(await company.books.postDocument(scriptedDocument(), "r-1" as RequestId)).toMatchObject({ outcome: "later", failure: readOnly });
    const batch = await company.books.postDocuments([scriptedDocument()], "b-1" as RequestId, scriptedNow);
    expect(batch).toMatchObject([{ outcome: "later", failure: readOnly }]);
    expect(company.calls).toEqual([]);
    const name = "x".repeat(4_000);
    expect((await company.books.nameHolders(name)).ok).toBe(true);
    expect(company.calls.every((call) => call.method === "GET" || call.path.startsWith("/query"))).toBe(true);
    expect(company.calls.some((call) => call.method === "POST")).toBe(true);
    // What we hold back ourselves is no trouble of the connection.
    expect(company.notes.filter((note) => "failure" in note)).toEqual([]);
  });

  test("is asked before every call, so that a switch works at once", async () => {
    let held: Failure | null = null;
    await using company = await scriptedCompany(() => ({ json: { CompanyInfo: { CompanyName: usCompany.name } } }), { gate: async () => held });
    expect((await company.books.check()).ok).toBe(true);
    held = { code: "books-not-connected", booksName: "Acme" };
    expect(await company.books.check()).toEqual({ ok: false, error: held });
    expect(company.calls).toHaveLength(1);
  });
});

describe("health", () => {
  test("hears of what goes through, of trouble with its trace id, and of nothing twice in a row", async () => {
    let answer: object = { json: { CompanyInfo: {} } };
    await using company = await scriptedCompany((call) => (call.path === "/token" ? { status: 400, json: { error: "invalid_grant" }, headers: { intuit_tid: "1-oauth" } } : answer));
    await company.books.check();
    await company.books.check();
    answer = expired;
    await company.books.check();
    await company.books.check();
    await expect.poll(() => company.notes.length).toBe(2);
    expect(company.notes).toMatchObject([{ succeededAt: expect.any(String) }, { failure: { code: "books-disconnected" }, traceId: "1-oauth" }]);
  });

  test("is not troubled by a fresh token that becomes known a little later", async () => {
    let refusals = 2;
    await using company = await scriptedCompany((call) => (call.path === "/token" ? tokenReply(2) : refusals-- > 0 ? expired : { json: { CompanyInfo: {} } }));
    expect((await company.books.check()).ok).toBe(true);
    expect(company.calls.map((call) => (call.path === "/token" ? "token" : "call"))).toEqual(["call", "token", "call", "call"]);
    await expect.poll(() => company.notes).toMatchObject([{ succeededAt: expect.any(String) }]);
  });
});
