import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startQuickBooksSimulator } from "./server.ts";
import type { Members } from "./wire-object.ts";
import { codeOf, invoiceBody, testServer, type TestServer } from "./test-company.ts";

const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function started(dataDirectory?: string): Promise<TestServer> {
  const server = await testServer(dataDirectory === undefined ? {} : { dataDirectory });
  stops.push(() => server.stop());
  return server;
}

async function page(server: TestServer, path: string, form?: Record<string, string>): Promise<{ status: number; text: string }> {
  const reply = await fetch(server.url + path, form ? { method: "POST", body: new URLSearchParams(form) } : {});
  return { status: reply.status, text: await reply.text() };
}

describe("state", () => {
  test("invoices, tokens, settings and remembered request ids survive a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "quickbooks-"));
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    const first = await testServer({ dataDirectory: folder });
    const made = await first.call("POST", "/invoice?requestid=a", invoiceBody());
    const token = (await first.control("GET", "/token"))["accessToken"] as string;
    await first.stop();

    const second = await started(folder);
    expect(await second.control("GET", "/settings")).toMatchObject({ throttles: { on: false } });
    expect(await second.call("POST", "/invoice?requestid=a", invoiceBody(), token)).toEqual(made);
    const next = await second.call("POST", "/invoice", invoiceBody(), token);
    expect(next.body).toMatchObject({ Invoice: { Id: "146", DocNumber: "1002" } });
    expect((await second.call("GET", "/customer/1")).body).toMatchObject({ Customer: { Balance: 300 } });
  });

  test("a reset brings the first day back and keeps connections", async () => {
    const server = await started();
    await server.call("POST", "/invoice?requestid=a", invoiceBody());
    await server.control("POST", "/faults", { rules: [{ kind: "500", times: 9 }] });
    await server.control("POST", "/reset");
    expect((await server.call("POST", "/invoice?requestid=a", invoiceBody())).body).toMatchObject({ Invoice: { DocNumber: "1001" } });
  });

  test("many customers and items are added at once, again and again", async () => {
    const server = await started();
    expect(await server.control("POST", "/seed", { customers: 300, items: 200 })).toEqual({ customers: 326, items: 214 });
    expect(await server.control("POST", "/seed", { customers: 10 })).toEqual({ customers: 336, items: 214 });
    expect((await server.call("GET", `/query?query=${encodeURIComponent("select * from Item where Sku = 'LOAD-200'")}`)).body).toMatchObject({ QueryResponse: { maxResults: 1 } });
  });

  test("a taken port is an error", async () => {
    const server = await started();
    await expect(startQuickBooksSimulator({ port: Number(new URL(server.url).port) })).rejects.toThrow("EADDRINUSE");
  });
});

describe("control", () => {
  test.each([[{ latency: 5 }], [{ latencyMs: "slow" }], [{ latencyMs: -1 }], [{ throttles: { perHour: 1 } }]])("settings such as %j are refused in words", async (change) => {
    const server = await started();
    const before = await server.control("GET", "/settings");
    expect(await server.control("POST", "/settings", change)).toHaveProperty("problem");
    expect(await server.control("GET", "/settings")).toEqual(before);
  });

  test("a body that is not JSON is refused in words", async () => {
    const server = await started();
    const reply = await fetch(`${server.url}/simulator/settings`, { method: "POST", body: "{" });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toHaveProperty("problem");
  });

  test("the clock stands still where it is set, and runs again", async () => {
    const server = await started();
    expect(await server.control("POST", "/clock", { set: "2026-12-31T20:00:00Z" })).toEqual({ now: "2026-12-31T20:00:00.000Z" });
    const { accessToken } = await server.control("GET", "/token");
    expect((await server.call("POST", "/invoice", invoiceBody(), String(accessToken))).body).toMatchObject({ Invoice: { TxnDate: "2026-12-31" } });
    expect(await server.control("POST", "/clock", { set: "soon" })).toHaveProperty("problem");
    const { now } = await server.control("POST", "/clock", { set: null });
    expect(Math.abs(Date.parse(String(now)) - Date.now())).toBeLessThan(60_000);
  });

  test("preferences can be set without the API, and a list read", async () => {
    const server = await started();
    await server.control("POST", `/company/${server.realmId}/preferences`, { AccountingInfoPrefs: { BookCloseDate: "2099-12-31" } });
    expect(codeOf(await server.call("POST", "/invoice", invoiceBody()))).toBe("6200");
    expect(await server.control("GET", `/company/${server.realmId}/vendor`)).toHaveLength(8);
    expect(await server.control("GET", "/company/1/vendor")).toHaveProperty("problem");
  });
});

describe("connecting", () => {
  const query = "client_id=ledgerline-demo-client&response_type=code&scope=com.intuit.quickbooks.accounting&state=s1&redirect_uri=";
  const redirect = "http://localhost:9/callback?x=1";

  async function consent(server: TestServer, answer: string): Promise<URL> {
    const reply = await fetch(`${server.url}/connect/oauth2`, { method: "POST", redirect: "manual", body: new URLSearchParams({ redirect_uri: redirect, state: "s1", answer }) });
    return new URL(reply.headers.get("location") ?? "");
  }

  test("the consent page names the company, and allowing leads back with a code and the company's id", async () => {
    const server = await started();
    const shown = await page(server, `/connect/oauth2?${query}${encodeURIComponent(redirect)}`);
    expect(shown.text).toContain("Harbor &amp; Pine Studio LLC");
    const back = await consent(server, "allow");
    expect(Object.fromEntries(back.searchParams)).toEqual({ x: "1", state: "s1", realmId: server.realmId, code: expect.stringMatching(/^AB-/) as unknown });
    const reply = await fetch(`${server.url}/oauth2/v1/tokens/bearer`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("ledgerline-demo-client:ledgerline-demo-secret")}` },
      body: new URLSearchParams({ grant_type: "authorization_code", code: back.searchParams.get("code") ?? "", redirect_uri: redirect }),
    });
    const tokens = (await reply.json()) as Members;
    expect((await server.call("GET", "/preferences", undefined, String(tokens["access_token"]))).status).toBe(200);
  });

  test("denying leads back with an error", async () => {
    const back = await consent(await started(), "deny");
    expect(Object.fromEntries(back.searchParams)).toEqual({ x: "1", state: "s1", error: "access_denied" });
  });

  test.each([["client_id=other&response_type=code&redirect_uri=http://localhost/"], [`${query}javascript:alert(1)`], [`${query}http://localhost/`.replace("accounting", "everything")]])("%s is refused on a page", async (asked) => {
    expect((await page(await started(), `/connect/oauth2?${asked}`)).status).toBe(400);
  });

  test("a fault planned for the token address strikes a refresh", async () => {
    const server = await started();
    await server.control("POST", "/faults", { rules: [{ kind: "503", match: { pathIncludes: "/tokens/bearer" } }] });
    const { refreshToken } = await server.control("GET", "/token");
    const refresh = (): Promise<Response> =>
      fetch(`${server.url}/oauth2/v1/tokens/bearer`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa("ledgerline-demo-client:ledgerline-demo-secret")}` },
        body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: String(refreshToken) }),
      });
    expect((await refresh()).status).toBe(503);
    expect((await refresh()).status).toBe(200);
    expect((await refresh()).status).toBe(400);
  });
});

describe("pages", () => {
  test("every page shows, also without invoices", async () => {
    const server = await started();
    for (const path of ["/", "/invoices", "/customers", "/vendors", "/items", "/accounts", "/requests", "/deliveries", "/transactions", "/items/new", "/customers/1", "/vendors/40"]) expect((await page(server, path)).status, path).toBe(200);
    for (const path of ["/customers/999", "/accounts/1", "/app/invoice?txnId=999", "/app/salesreceipt?txnId=999", "/app/nothing?txnId=1"]) expect((await page(server, path)).status, path).toBe(404);
  });

  test("an invoice is rendered, with what others wrote made harmless", async () => {
    const server = await started();
    await server.call("POST", "/invoice", invoiceBody({ PrivateNote: "<script>alert(1)</script>", SalesTermRef: { value: "3" } }));
    const { text } = await page(server, "/app/invoice?txnId=145");
    for (const words of ["Invoice 1001", "Ada Okoye", "Design consultation", "$150.00", "Net 30", "&lt;script&gt;"]) expect(text).toContain(words);
    expect(text).not.toContain("<script>");
    expect((await page(server, "/invoices")).text).toContain("/app/invoice?txnId=145");
    expect((await page(server, "/customers/1")).text).toContain("/app/invoice?txnId=145");
  });

  test("an invoice is sent, looked at, paid, voided and deleted on its page, as the API shows", async () => {
    const server = await started();
    await server.call("POST", "/invoice", invoiceBody({ BillEmail: { Address: "ap@northwind.example" } }));
    const invoice = async () => ((await server.call("GET", "/invoice/145")).body as { Invoice?: unknown }).Invoice;
    const deed = (name: string) => page(server, `/app/invoice/145/${name}`, {});
    expect((await page(server, "/app/invoice?txnId=145")).text).not.toContain("Look at it as its customer");
    expect((await deed("send")).text).toContain("Look at it as its customer");
    await deed("view");
    expect(await invoice()).toMatchObject({ EmailStatus: "EmailSent", EInvoiceStatus: "Viewed" });
    expect((await deed("pay")).text).toContain("The payment was received.");
    expect(await invoice()).toMatchObject({ Balance: 0 });
    expect((await deed("pay")).status).toBe(422);
    await deed("void");
    expect(await invoice()).toMatchObject({ TotalAmt: 0, PrivateNote: expect.stringMatching(/^Voided/) as unknown });
    expect((await deed("delete")).text).toContain("The invoice was deleted.");
    expect(await invoice()).toBeUndefined();
    expect([(await deed("pay")).status, (await page(server, "/app/invoice/145/burn", {})).status]).toEqual([404, 404]);
  });

  test("every other kind of document has its page", async () => {
    const server = await started();
    const line = { DetailType: "SalesItemLineDetail", Amount: 150, SalesItemLineDetail: { ItemRef: { value: "1" } } };
    const sale = { CustomerRef: { value: "1" }, Line: [line], PrivateNote: "<b>ours</b>" };
    const made: [path: string, body: unknown, page: string, words: string][] = [
      ["/estimate", sale, "estimate", "Estimate"],
      ["/salesreceipt", sale, "salesreceipt", "Sales receipt"],
      ["/refundreceipt", { ...sale, DepositToAccountRef: { value: "35" } }, "refundreceipt", "Refund receipt"],
      ["/payment", { CustomerRef: { value: "1" }, TotalAmt: 10 }, "recvpayment", "Payment receipt"],
      ["/purchase", { PaymentType: "Cash", AccountRef: { value: "35" }, Line: [{ DetailType: "AccountBasedExpenseLineDetail", Amount: 9, AccountBasedExpenseLineDetail: { AccountRef: { value: "66" } } }] }, "expense", "Purchase"],
    ];
    for (const [path, body, name, words] of made) {
      const reply = (await server.call("POST", path, body)).body as Record<string, { Id?: string }>;
      const id = Object.values(reply).find((one) => typeof one === "object")?.Id;
      const { status, text } = await page(server, `/app/${name}?txnId=${id}`);
      expect([status, text.includes(words), text.includes("<b>ours</b>")], path).toEqual([200, true, false]);
      expect((await page(server, "/transactions")).text).toContain(`/app/${name}?txnId=${id}`);
    }
  });

  test("a product can be added, and then be invoiced", async () => {
    const server = await started();
    const added = await page(server, "/items/new", { Name: "Moss wall", Sku: "FUR-490", Type: "NonInventory", UnitPrice: "410.00", IncomeAccountRef: "79", Description: "" });
    expect(added.text).toContain("The product was added.");
    const found = await server.call("GET", `/query?query=${encodeURIComponent("select * from Item where Sku = 'FUR-490'")}`);
    expect(found.body).toMatchObject({ QueryResponse: { Item: [{ Name: "Moss wall", UnitPrice: 410, IncomeAccountRef: { value: "79" } }] } });
  });

  test("a vendor can be renamed to free a name for a customer", async () => {
    const server = await started();
    const refused = await page(server, "/customers/new", { GivenName: "Bayside", FamilyName: "Upholstery", DisplayName: "", CompanyName: "", Email: "orders@bayside-upholstery.example" });
    expect(refused).toMatchObject({ status: 422, text: expect.stringContaining("already using this name") as unknown });
    expect(refused.text).toContain('value="orders@bayside-upholstery.example"');
    await page(server, "/vendors/40", { GivenName: "", FamilyName: "", DisplayName: "Bayside Upholstery (vendor)", CompanyName: "", Email: "", Active: "yes" });
    expect((await server.call("POST", "/customer", { DisplayName: "Bayside Upholstery" })).status).toBe(200);
  });

  test("entries are made inactive and active again", async () => {
    const server = await started();
    const form = { Name: "Oak desk", Sku: "FUR-410", Type: "NonInventory", UnitPrice: "640", IncomeAccountRef: "79", Description: "Oak desk" };
    await page(server, "/items/6", form);
    expect((await server.call("GET", "/item/6")).body).toMatchObject({ Item: { Active: false } });
    await page(server, "/items/6", { ...form, Active: "yes" });
    expect((await server.call("GET", "/item/6")).body).toMatchObject({ Item: { Active: true, SyncToken: "2" } });
  });

  test("limits, faults and the reset work from the overview", async () => {
    const server = await started();
    await page(server, "/settings", { on: "yes", perMinute: "400", perSecond: "9", concurrent: "8", latencyMs: "5" });
    expect(await server.control("GET", "/settings")).toMatchObject({ latencyMs: 5, throttles: { on: true, perMinute: 400, perSecond: 9, concurrent: 8 } });
    expect((await page(server, "/faults", { do: "plan", kind: "500", times: "2" })).text).toContain("500, system fault, 2 more");
    expect((await page(server, "/faults", { do: "clear" })).text).toContain("Nothing is planned.");
    await server.call("POST", "/invoice", invoiceBody());
    expect((await page(server, "/reset", {})).text).toContain("No invoices yet");
  });
});
