import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Members } from "./wire-object.ts";
import { codeOf, invoiceBody, testServer, type TestServer } from "./test-company.ts";

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.stop());

async function invoices(): Promise<Members[]> {
  return (await server.control("GET", "/invoices")) as unknown as Members[];
}

describe("tokens", () => {
  test("a missing, unknown, expired or revoked token is refused in the gateway's shape", async () => {
    const reply = await fetch(`${server.url}/v3/company/${server.realmId}/preferences`, { headers: { authorization: "Bearer AT-nobody" } });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toContain("invalid_token");
    expect(reply.headers.get("intuit_tid")).toBeTruthy();
    expect(await reply.json()).toMatchObject({ warnings: null, fault: { error: [{ message: "message=AuthenticationFailed; errorCode=003200; statusCode=401", code: "3200" }], type: "AUTHENTICATION" } });
    await server.control("POST", "/expire-tokens");
    const expired = await server.call("GET", "/preferences");
    expect(expired.status).toBe(401);
    expect(JSON.stringify(expired.body)).toContain("Token expired");
  });

  test("another company's address is refused with 403", async () => {
    const { accessToken } = await server.control("GET", "/token");
    const reply = await fetch(`${server.url}/v3/company/1/preferences`, { headers: { authorization: `Bearer ${String(accessToken)}` } });
    expect(reply.status).toBe(403);
    expect(JSON.stringify(await reply.json())).toContain("errorCode=003100; statusCode=403");
  });

  test("tokens live as long as set", async () => {
    await server.control("POST", "/settings", { accessTokenSeconds: 60 });
    const { accessToken, expiresInSeconds } = await server.control("GET", "/token");
    expect(expiresInSeconds).toBe(60);
    expect((await server.call("GET", "/preferences", undefined, String(accessToken))).status).toBe(200);
    await server.control("POST", "/clock", { advanceMs: 60_000 });
    expect((await server.call("GET", "/preferences", undefined, String(accessToken))).status).toBe(401);
  });
});

describe("requests", () => {
  test("a compressed body is read", async () => {
    const { accessToken } = await server.control("GET", "/token");
    const reply = await fetch(`${server.url}/v3/company/${server.realmId}/invoice`, {
      method: "POST",
      headers: { authorization: `Bearer ${String(accessToken)}`, "content-encoding": "gzip", "content-type": "application/json" },
      body: gzipSync(JSON.stringify(invoiceBody())),
    });
    expect(reply.status).toBe(200);
  });

  test("paths are read in any case, and a query may come by GET or POST", async () => {
    const statement = "select * from Customer where DisplayName = 'Gail O\\'Neil'";
    for (const answer of [await server.call("GET", `/QUERY?query=${encodeURIComponent(statement)}&minorversion=75`), await server.call("POST", "/query", statement)]) {
      expect(answer.body).toMatchObject({ QueryResponse: { Customer: [{ CompanyName: "O'Neil & Sons" }] } });
    }
    expect((await server.call("GET", "/Customer/1")).status).toBe(200);
  });

  test("an answer is packed for whoever takes it packed", async () => {
    const { accessToken } = await server.control("GET", "/token");
    const asked = async (encoding: string): Promise<string | null> => {
      const reply = await fetch(`${server.url}/v3/company/${server.realmId}/query?query=${encodeURIComponent("select * from Customer")}`, { headers: { authorization: `Bearer ${String(accessToken)}`, "accept-encoding": encoding } });
      expect(await reply.json()).toMatchObject({ QueryResponse: { maxResults: expect.any(Number) } });
      return reply.headers.get("content-encoding");
    };
    expect([await asked("gzip"), await asked("identity")]).toEqual(["gzip", null]);
  });

  test("a body of another type is refused, and every minor version is served", async () => {
    const { accessToken } = await server.control("GET", "/token");
    const headers = { authorization: `Bearer ${String(accessToken)}`, accept: "application/json", "content-type": "image/png" };
    const reply = await fetch(`${server.url}/v3/company/${server.realmId}/customer`, { method: "POST", headers, body: "{}" });
    expect([reply.status, JSON.stringify(await reply.json())]).toEqual([400, expect.stringContaining('"code":"1050"')]);
    for (const version of ["1", "75", "99", "x"]) expect((await server.call("GET", `/customer/1?minorversion=${version}`)).status).toBe(200);
  });

  test("a path that is none is answered by the edge", async () => {
    const reply = await fetch(`${server.url}/v4/nothing`);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([404, "text/html"]);
  });

  test("a throttle answer says when to come back only where that is switched on", async () => {
    const limits = { throttles: { on: true, perMinute: 1 } };
    await server.control("POST", "/settings", limits);
    await server.call("GET", "/customer/1");
    const { accessToken } = await server.control("GET", "/token");
    const header = async (): Promise<string | null> =>
      (await fetch(`${server.url}/v3/company/${server.realmId}/customer/1`, { headers: { authorization: `Bearer ${String(accessToken)}` } })).headers.get("retry-after");
    expect(await header()).toBeNull();
    await server.control("POST", "/settings", { retryAfterSeconds: 30 });
    expect(await header()).toBe("30");
  });

  test("other methods are refused", async () => {
    expect(codeOf(await server.call("PUT", "/customer/1", {}))).toBe("500");
  });
});

describe("requestid", () => {
  test("the same id never makes a second invoice, even when both calls run at once", async () => {
    await server.control("POST", "/settings", { latencyMs: 30 });
    const both = await Promise.all([server.call("POST", "/invoice?requestid=a", invoiceBody()), server.call("POST", "/invoice?requestid=a", invoiceBody())]);
    const later = await server.call("POST", "/invoice?requestid=a", invoiceBody({ PrivateNote: "another body" }));
    expect(both[1]).toEqual(both[0]);
    expect(later).toEqual(both[0]);
    expect(await invoices()).toHaveLength(1);
  });

  test("a corrected call may use the id of a refused one", async () => {
    expect((await server.call("POST", "/invoice?requestid=a", invoiceBody({ Line: [] }))).status).toBe(400);
    expect((await server.call("POST", "/invoice?requestid=a", invoiceBody())).status).toBe(200);
  });

  test("after a day by the simulator's clock the id is new", async () => {
    await server.call("POST", "/invoice?requestid=a", invoiceBody());
    await server.control("POST", "/clock", { advanceMs: 86_400_000 });
    const { accessToken } = await server.control("GET", "/token");
    await server.call("POST", "/invoice?requestid=a", invoiceBody(), String(accessToken));
    expect(await invoices()).toHaveLength(2);
  });

  test("more than fifty characters are refused with 2130", async () => {
    expect((await server.call("POST", `/invoice?requestid=${"x".repeat(50)}`, invoiceBody())).status).toBe(200);
    expect(codeOf(await server.call("POST", `/invoice?requestid=${"x".repeat(51)}`, invoiceBody()))).toBe("2130");
  });
});

describe("planned faults", () => {
  test.each([["429", 429, "3001"], ["500", 500, "10000"], ["expired-token", 401, "3200"]])("%s answers %d and does nothing", async (kind, status, code) => {
    await server.control("POST", "/faults", { rules: [{ kind }] });
    const answer = await server.call("POST", "/invoice", invoiceBody());
    expect(answer.status).toBe(status);
    expect(codeOf(answer)).toBe(code);
    expect(await invoices()).toEqual([]);
    expect((await server.call("POST", "/invoice", invoiceBody())).status).toBe(200);
  });

  test("503 is HTML from the edge", async () => {
    await server.control("POST", "/faults", { rules: [{ kind: "503" }] });
    const answer = await server.call("POST", "/invoice", invoiceBody());
    expect(answer).toMatchObject({ status: 503, body: { text: expect.stringContaining("<html>") as unknown } });
  });

  test("a connection cut before the commit leaves nothing", async () => {
    await server.control("POST", "/faults", { rules: [{ kind: "drop-before-commit" }] });
    await expect(server.call("POST", "/invoice?requestid=a", invoiceBody())).rejects.toThrow();
    expect(await invoices()).toEqual([]);
  });

  test("a connection cut after the commit leaves the invoice, and the same id finds it", async () => {
    await server.control("POST", "/faults", { rules: [{ kind: "drop-after-commit" }] });
    await expect(server.call("POST", "/invoice?requestid=a", invoiceBody())).rejects.toThrow();
    const [made] = await invoices();
    const again = await server.call("POST", "/invoice?requestid=a", invoiceBody());
    expect((again.body["Invoice"] as Members)["Id"]).toBe(made?.["Id"]);
    expect(await invoices()).toHaveLength(1);
  });

  test("slow answers take their time and then come", async () => {
    await server.control("POST", "/faults", { rules: [{ kind: "slow", ms: 80 }] });
    const started = performance.now();
    expect((await server.call("POST", "/invoice", invoiceBody())).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(70);
  });

  test("a plan with an unknown fault is refused in words", async () => {
    expect(await server.control("POST", "/faults", { rules: [{ kind: "418" }] })).toMatchObject({ problem: expect.stringContaining("418") as unknown });
  });
});

describe("limits and meter", () => {
  test("calls over the limit get the gateway's 429, and none of them is done", async () => {
    await server.control("POST", "/settings", { throttles: { on: true, perSecond: 3 } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.call("POST", "/invoice", invoiceBody())));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(refused[0]?.body)).toContain("message=ThrottleExceeded; errorCode=003001; statusCode=429");
    expect(await invoices()).toHaveLength(answers.length - refused.length);
    expect(await server.control("GET", "/counters")).toMatchObject({ throttled: refused.length });
  });

  test("calls at once are counted while they wait for their answer", async () => {
    await server.control("POST", "/settings", { latencyMs: 300, throttles: { on: true, concurrent: 2, perSecond: 100 } });
    const answers = await Promise.all(Array.from({ length: 3 }, () => server.call("POST", "/invoice", invoiceBody())));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 429]);
  });

  test("a query too long for an address is refused by the edge, and answered when it is posted", async () => {
    const statement = `select * from Customer where Id in (${Array.from({ length: 900 }, (_, n) => `'${n}'`).join(",")})`;
    expect((await server.call("GET", `/query?query=${encodeURIComponent(statement)}`)).status).toBe(414);
    expect((await server.call("POST", "/query", statement)).status).toBe(200);
  });

  test("reads, queries and batches are metered, writes are free, refusals are neither", async () => {
    await server.call("POST", "/invoice", invoiceBody());
    await server.call("POST", "/invoice", {});
    await server.call("GET", "/invoice/145");
    await server.call("POST", "/query", "select * from Term");
    await server.call("POST", "/batch", { BatchItemRequest: [] });
    await server.call("GET", "/invoice/999");
    expect(await server.control("GET", "/counters")).toMatchObject({ metered: 3, free: 1, byEndpoint: { "POST invoice": 1, "GET invoice": 1, "POST query": 1, "POST batch": 1 } });
    const log = (await server.control("GET", "/requests")) as unknown as Members[];
    expect(log.map((one) => [one["status"], one["metered"]])).toEqual([[200, false], [400, false], [200, true], [200, true], [200, true], [400, false]]);
  });
});
