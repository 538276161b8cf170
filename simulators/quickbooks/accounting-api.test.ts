import { describe, expect, test } from "vitest";
import type { Members } from "./wire-object.ts";
import { codeOf, invoiceBody, testCompany } from "./test-company.ts";

describe("company and preferences", () => {
  test("are read with the vendor's envelope", () => {
    const company = testCompany();
    expect(company.get("/companyinfo/9341452000000001").body).toMatchObject({ CompanyInfo: { CompanyName: "Harbor & Pine Studio LLC", Country: "US" }, time: "2026-11-23T12:00:00.000-08:00" });
    expect(company.get("/preferences").body).toMatchObject({ Preferences: { SalesFormsPrefs: { CustomTxnNumbers: false, AllowDiscount: true }, TaxPrefs: { PartnerTaxEnabled: true } } });
  });

  test("preferences change group by group, under a sync token", () => {
    const company = testCompany();
    const after = company.post("/preferences", { Id: "1", SyncToken: "0", sparse: true, SalesFormsPrefs: { AllowShipping: true } });
    expect(after.body).toMatchObject({ Preferences: { SyncToken: "1", SalesFormsPrefs: { AllowShipping: true, AllowDiscount: true } } });
    expect(codeOf(company.post("/preferences", { Id: "1", SyncToken: "0", sparse: true }))).toBe("5010");
  });

  test("times follow daylight saving in the Pacific zone", () => {
    const company = testCompany();
    company.clock.set(Date.parse("2026-07-01T00:30:00.250Z"));
    expect(company.get("/preferences").body["time"]).toBe("2026-06-30T17:30:00.250-07:00");
  });
});

describe("what is not there", () => {
  test("unknown entities, ids and operations are refused as the vendor does", () => {
    const company = testCompany();
    expect(codeOf(company.get("/unicorn/1"))).toBe("2000");
    expect(codeOf(company.get("/invoice/1"))).toBe("610");
    expect(company.get("/invoice/1").status).toBe(400);
    expect(codeOf(company.post("/taxcode", { Name: "X" }))).toBe("500");
    expect(codeOf(company.post("/customer?operation=delete", { Id: "1", SyncToken: "0" }))).toBe("500");
    expect(codeOf(company.post("/customer?operation=void", { Id: "1", SyncToken: "0" }))).toBe("500");
  });
});

describe("change data capture", () => {
  const cdc = (query: string, company = testCompany()): Members[] => {
    const { body } = company.get(`/cdc?${query}`);
    return ((body["CDCResponse"] as Members[])[0]?.["QueryResponse"] as Members[] | undefined) ?? [];
  };

  test("returns what changed since, per entity in the order asked", () => {
    const company = testCompany();
    company.post("/customer", { DisplayName: "New one" });
    company.post("/invoice", invoiceBody());
    const [items, customers, invoices] = cdc("entities=Item,Customer,Invoice&changedSince=2026-11-23T11:59:00-08:00", company);
    expect(items).toEqual({});
    expect(customers).toMatchObject({ Customer: [{ DisplayName: "New one" }], maxResults: 1, totalCount: 1 });
    expect(invoices).toMatchObject({ Invoice: [{ DocNumber: "1001" }] });
  });

  test("includes inactive elements", () => {
    const company = testCompany();
    company.post("/item", { Id: "1", SyncToken: "0", sparse: true, Active: false });
    expect(cdc("entities=Item&changedSince=2026-11-23T12:00:00-08:00", company)).toMatchObject([{ Item: [{ Id: "1", Active: false }] }]);
  });

  test("is cut at a thousand objects without a word", () => {
    const company = testCompany();
    for (let n = 0; n < 1_010; n++) company.post("/customer", { DisplayName: `Many ${n}` });
    const [customers, items] = cdc("entities=Customer,Item&changedSince=2026-11-23", company);
    expect(customers?.["maxResults"]).toBe(1_000);
    expect(items).toEqual({});
  });

  test("goes back thirty days, and tax codes are not captured", () => {
    const company = testCompany();
    expect(codeOf(company.get("/cdc?entities=Item&changedSince=2026-10-01"))).toBe("6000");
    expect(codeOf(company.get("/cdc?entities=Item&changedSince=soon"))).toBe("2060");
    expect(codeOf(company.get("/cdc?entities=TaxCode&changedSince=2026-11-22"))).toBe("2000");
    expect(codeOf(company.get("/cdc?changedSince=2026-11-22"))).toBe("2020");
  });
});

describe("batch", () => {
  const items = (body: Members): Members[] => body["BatchItemResponse"] as Members[];

  test("runs writes and queries, each with its own answer", () => {
    const company = testCompany();
    const { body } = company.post("/batch", {
      BatchItemRequest: [
        { bId: "1", operation: "create", Customer: { DisplayName: "By batch" } },
        { bId: "2", operation: "create", Customer: { DisplayName: "Bayside Upholstery" } },
        { bId: "3", operation: "update", Item: { Id: "1", SyncToken: "0", sparse: true, UnitPrice: 160 } },
        { bId: "4", Query: "select * from Term" },
        { bId: "5", Query: "select * from" },
        { bId: "6", operation: "create", Unicorn: {} },
      ],
    });
    expect(items(body).map((item) => item["bId"])).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(items(body)).toMatchObject([
      { Customer: { DisplayName: "By batch" } }, { Fault: { Error: [{ code: "6240" }], type: "ValidationFault" } }, { Item: { UnitPrice: 160, SyncToken: "1" } },
      { QueryResponse: { Term: expect.any(Array) as unknown } }, { Fault: { Error: [{ code: "4000" }] } }, { Fault: { Error: [{ code: "2000" }] } },
    ]);
  });

  test("voids and deletes invoices", () => {
    const company = testCompany();
    company.post("/invoice", invoiceBody());
    company.post("/invoice", invoiceBody());
    const { body } = company.post("/batch", {
      BatchItemRequest: [
        { bId: "v", operation: "update", optionsData: "void", Invoice: { Id: "145", SyncToken: "0", sparse: true } },
        { bId: "d", operation: "delete", Invoice: { Id: "146", SyncToken: "0" } },
      ],
    });
    expect(items(body)).toMatchObject([{ Invoice: { TotalAmt: 0 } }, { Invoice: { status: "Deleted" } }]);
  });

  test("takes at most thirty items, and short ids with a requestid", () => {
    const company = testCompany();
    expect(codeOf(company.post("/batch", { BatchItemRequest: Array.from({ length: 31 }, (_, n) => ({ bId: String(n), Query: "select * from Term" })) }))).toBe("1040");
    expect(codeOf(company.post("/batch", {}))).toBe("2020");
    expect(items(company.post("/batch?requestid=r1", { BatchItemRequest: [{ bId: "12345678901", Query: "select * from Term" }] }).body)).toMatchObject([{ Fault: { Error: [{ code: "2130" }] } }]);
  });
});
