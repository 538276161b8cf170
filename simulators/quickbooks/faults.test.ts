import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentedError } from "./error-catalogue.ts";
import type { Members } from "./wire-object.ts";
import { codeOf, invoiceBody, testServer, type TestServer } from "./test-company.ts";

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.stop());

const strike = (fault: Members): Promise<Members> => server.control("POST", "/faults", { rules: [{ match: { pathIncludes: "/invoice" }, times: 1, ...fault }] });

describe("planned faults", () => {
  test.each(["120", "600", "2500", "5010", "6000", "6140", "6190", "6210", "6240", "6540", "10200"])("code %s comes with the vendor's words and status, and nothing is written", async (code) => {
    await strike({ kind: "code", code });
    const answer = await server.call("POST", "/invoice", invoiceBody());
    expect([answer.status, codeOf(answer)]).toEqual([documentedError(code)?.status, code]);
    expect(await server.control("GET", "/invoices")).toEqual([]);
  });

  test.each(["3001", "3100", "3200"])("code %s comes in the gateway's own shape", async (code) => {
    await strike({ kind: "code", code, detail: "as asked" });
    const { body } = await server.call("POST", "/invoice", invoiceBody());
    expect(body).toMatchObject({ fault: { error: [{ code, detail: "as asked" }] } });
  });

  test("a fault may come inside status 200", async () => {
    await strike({ kind: "200-with-fault", code: "6000", detail: "Business Validation Error: x" });
    const answer = await server.call("POST", "/invoice", invoiceBody());
    expect([answer.status, codeOf(answer)]).toEqual([200, "6000"]);
  });

  test("the edge may time out though the work was done", async () => {
    await strike({ kind: "504-after-commit" });
    const { status, body } = await server.call("POST", "/invoice", invoiceBody());
    expect([status, String(body["text"]).includes("<html>")]).toEqual([504, true]);
    expect(await server.control("GET", "/invoices")).toHaveLength(1);
  });

  test("an answer may break off", async () => {
    await strike({ kind: "truncated" });
    await expect(server.call("POST", "/invoice", invoiceBody())).rejects.toThrow();
    expect(await server.control("GET", "/invoices")).toHaveLength(1);
  });

  test.each([["502", 502], ["504", 504], ["wrong-content-type", 200]] as const)("%s is a page of the edge", async (kind, status) => {
    await strike({ kind });
    const answer = await server.call("POST", "/invoice", invoiceBody());
    expect([answer.status, String(answer.body["text"]).includes("<html>")]).toEqual([status, true]);
  });

  test("a code that does not exist cannot be asked for", async () => {
    expect(await strike({ kind: "code", code: "4711" })).toEqual({ problem: "There is no error code 4711." });
  });
});

describe("metering", () => {
  test("a month's metered calls end, single writes go on", async () => {
    await server.control("POST", "/settings", { metering: { included: 2 } });
    for (const status of [200, 200, 429]) expect((await server.call("GET", "/preferences")).status).toBe(status);
    expect((await server.call("POST", "/invoice", invoiceBody())).status).toBe(200);
    await server.control("POST", "/clock", { advanceMs: 32 * 86_400_000 });
    await server.control("POST", "/settings", { metering: { tier: "silver" } });
    const { accessToken } = await server.control("GET", "/token");
    expect((await server.call("GET", "/preferences", undefined, String(accessToken))).status).toBe(200);
  });

  test("a batch counts once, or by its items where that is set", async () => {
    const batch = { BatchItemRequest: ["1", "2", "3"].map((bId) => ({ bId, Query: "select * from Term" })) };
    await server.call("POST", "/batch", batch);
    await server.control("POST", "/settings", { metering: { batchCountsItems: true } });
    await server.call("POST", "/batch", batch);
    expect(await server.control("GET", "/counters")).toMatchObject({ metered: 4 });
    expect(await server.control("POST", "/settings", { metering: { tier: "gold plated" } })).toHaveProperty("problem");
  });
});
