/** The most used client for the Accounting API must work against the simulator unchanged. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sdkClient, type SdkClient } from "./sdk-client.ts";
import type { Members } from "./wire-object.ts";
import { itemLine, testServer, type TestServer } from "./test-company.ts";

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.stop());

describe("node-quickbooks", () => {
  async function client(): Promise<SdkClient["call"]> {
    return (await sdkClient(server)).call;
  }

  const invoice = { CustomerRef: { value: "1" }, Line: [itemLine(300, { Qty: 2, UnitPrice: 150 })] };

  test("creates, finds, updates, voids and deletes an invoice", async () => {
    const call = await client();
    const made = await call("createInvoice", { ...invoice });
    expect(made).toMatchObject({ DocNumber: "1001", TotalAmt: 300 });
    expect(await call("getInvoice", made["Id"])).toMatchObject({ Id: made["Id"] });
    const found = (await call("findInvoices", [{ field: "CustomerRef", value: "1" }, { field: "TotalAmt", value: 100, operator: ">" }])) as { QueryResponse: Members };
    expect(found.QueryResponse["Invoice"]).toHaveLength(1);
    const updated = await call("updateInvoice", { Id: made["Id"], SyncToken: made["SyncToken"], sparse: true, PrivateNote: "by the SDK" });
    expect(updated).toMatchObject({ SyncToken: "1", PrivateNote: "by the SDK", TotalAmt: 300 });
    const voided = await call("voidInvoice", { Id: updated["Id"], SyncToken: updated["SyncToken"] });
    expect(voided["Invoice"]).toMatchObject({ TotalAmt: 0, Balance: 0 });
    const second = await call("createInvoice", { ...invoice });
    await call("deleteInvoice", second["Id"]);
    expect((await call("findInvoices", [{ field: "fetchAll", value: true }])) as { QueryResponse: Members }).toMatchObject({ QueryResponse: { Invoice: [{ Id: made["Id"] }] } });
  });

  test("the same request id returns the same invoice", async () => {
    const call = await client();
    const first = await call("createInvoice", { ...invoice, requestId: "sdk-1" });
    const second = await call("createInvoice", { ...invoice, requestId: "sdk-1" });
    expect(second["Id"]).toBe(first["Id"]);
  });

  test("creates and finds customers, with apostrophes and likeness", async () => {
    const call = await client();
    const made = await call("createCustomer", { DisplayName: "D'Arcy & Sons", PrimaryEmailAddr: { Address: "pay@darcy.example" } });
    expect(await call("getCustomer", made["Id"])).toMatchObject({ DisplayName: "D'Arcy & Sons" });
    const found = (await call("findCustomers", [{ field: "DisplayName", value: "D%Arcy%", operator: "LIKE" }])) as { QueryResponse: { Customer: Members[] } };
    expect(found.QueryResponse.Customer.map((one) => one["Id"])).toEqual([made["Id"]]);
    expect((await call("findCustomers", { count: true })) as unknown).toMatchObject({ QueryResponse: { totalCount: 27 } });
    await expect(call("createCustomer", { DisplayName: "bayside upholstery" })).rejects.toMatchObject({ response: { data: { Fault: { Error: [{ code: "6240" }] } } } });
  });

  test("reads lists, company, preferences, changes and batches", async () => {
    const call = await client();
    for (const [method, name, count] of [["findItems", "Item", 14], ["findAccounts", "Account", 14], ["findTerms", "Term", 4], ["findVendors", "Vendor", 8], ["findEmployees", "Employee", 2], ["findTaxCodes", "TaxCode", 49]] as const) {
      expect(((await call(method)) as { QueryResponse: Record<string, Members[]> }).QueryResponse[name], method).toHaveLength(count);
    }
    expect(await call("getCompanyInfo", server.realmId)).toMatchObject({ CompanyName: "Harbor & Pine Studio LLC" });
    expect(await call("getPreferences")).toMatchObject({ SalesFormsPrefs: { AllowDiscount: true } });
    await call("createItem", { Name: "Moss wall", Type: "Service", IncomeAccountRef: { value: "1" } });
    expect(JSON.stringify(await call("changeDataCapture", ["Item", "Customer"], new Date(Date.now() - 60_000)))).toContain("Moss wall");
    const batched = (await call("batch", [{ bId: "1", Query: "select * from Term" }, { bId: "2", operation: "create", Customer: { DisplayName: "Batched" } }])) as { BatchItemResponse: Members[] };
    expect(batched.BatchItemResponse).toMatchObject([{ bId: "1" }, { bId: "2", Customer: { DisplayName: "Batched" } }]);
  });

  test("refreshes its token", async () => {
    const call = await client();
    await server.control("POST", "/expire-tokens");
    await expect(call("getPreferences")).rejects.toBeTruthy();
    expect(await call("refreshAccessToken")).toHaveProperty("access_token");
    expect(await call("getPreferences")).toHaveProperty("SalesFormsPrefs");
  });
});
