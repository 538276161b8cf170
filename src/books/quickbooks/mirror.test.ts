import { describe, expect, test } from "vitest";
import type { Failure } from "#domain/failure.ts";
import type { Books, ReferenceRow } from "#domain/ports/books.ts";
import { ok, type Result } from "#domain/result.ts";
import { type AskedCall, type ScriptedAnswer, scriptedCompany } from "./scripted-company.ts";

const time = "2026-11-23T02:00:00.000-08:00";

/** What a query asked, from its statement. */
function asked(call: AskedCall): { statement: string; entity: string; start: number } {
  const statement = new URL(call.path, "http://x").searchParams.get("query") ?? "";
  const [, entity = "", start = "1"] = /FROM (\w+).*STARTPOSITION (\d+)/.exec(statement) ?? [];
  return { statement, entity, start: Number(start) };
}

function found(entity: string, rows: unknown[]): ScriptedAnswer {
  return { json: { QueryResponse: rows.length === 0 ? {} : { [entity]: rows, startPosition: 1, maxResults: rows.length }, time } };
}

function captured(...parts: unknown[]): ScriptedAnswer {
  return { json: { CDCResponse: [{ QueryResponse: parts }], time } };
}

/** Every page of everything, as the engine asks for them. */
async function everything(books: Books): Promise<Result<{ rows: ReferenceRow[]; cursor: string }, Failure>> {
  const rows: ReferenceRow[] = [];
  let position: string | null = null;
  let cursor: string | undefined;
  do {
    const page = await books.referencePage(position);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    cursor ??= page.value.cursor;
    position = page.value.next;
  } while (position !== null);
  return ok({ rows, cursor });
}

const cursorSince = (since: string, taxesAt = "2026-11-23T09:59:00.000Z"): string => JSON.stringify({ since, taxesAt });

describe("everything", () => {
  test("is read page by page, inactive rows included, with the server's time as the cursor", async () => {
    const customers = Array.from({ length: 1_001 }, (_, index) => ({ Id: String(index), DisplayName: `Customer ${index}` }));
    await using company = await scriptedCompany((call) => {
      const { entity, start } = asked(call);
      return found(entity, entity === "Customer" ? customers.slice(start - 1, start + 999) : []);
    });
    const first = await company.books.referencePage(null);
    expect(first).toMatchObject({ ok: true, value: { next: "Customer:1001", cursor: cursorSince("2026-11-23T09:59:55.000Z", "2026-11-23T10:00:00.000Z") } });
    expect(first.ok && first.value.rows).toHaveLength(1_000);
    company.calls.length = 0;
    const read = await everything(company.books);
    expect(read.ok && read.value.rows).toHaveLength(1_001);
    expect(company.calls.map((call) => asked(call).entity)).toEqual(["Customer", "Customer", "Vendor", "Employee", "Item", "Account", "Class", "Department", "Term", "PaymentMethod", "TaxCode", "TaxRate"]);
    expect(asked(company.calls[0]!).statement).toBe("SELECT * FROM Customer WHERE Active IN (true, false) ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000");
    expect(asked(company.calls[10]!).statement).toBe("SELECT * FROM TaxCode STARTPOSITION 1 MAXRESULTS 1000");
  });

  test("goes on where it stopped", async () => {
    await using company = await scriptedCompany((call) => found(asked(call).entity, []));
    expect(await company.books.referencePage("Item:5001")).toMatchObject({ ok: true, value: { rows: [], next: "Account:1" } });
    expect(asked(company.calls[0]!)).toMatchObject({ entity: "Item", start: 5_001 });
    expect(await company.books.referencePage("TaxRate:1")).toMatchObject({ ok: true, value: { next: null } });
  });

  test("goes on after a full page with a row that cannot be read", async () => {
    const page = Array.from({ length: 1_000 }, (_, index) => (index === 5 ? { Id: null } : { Id: String(index), Name: `Item ${index}` }));
    await using company = await scriptedCompany(() => found("Item", page));
    const read = await company.books.referencePage("Item:1");
    expect(read).toMatchObject({ ok: true, value: { next: "Item:1001" } });
    expect(read.ok && read.value.rows).toHaveLength(999);
  });

  test.for<[string, ScriptedAnswer]>([
    ["no list at all", { json: {} }],
    ["a list of another shape", { json: { QueryResponse: { Customer: "none" }, time } }],
    ["no time", { json: { QueryResponse: {}, time: "now" } }],
  ])("is never taken for nothing: %s", async ([, answer]) => {
    await using company = await scriptedCompany(() => answer);
    expect(await company.books.referencePage(null)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });

  test("is read into rows of our own words", async () => {
    const MetaData = { LastUpdatedTime: "2026-11-22T18:00:00-08:00" };
    const wires: Record<string, unknown[]> = {
      Customer: [{ Id: "58", DisplayName: "Ada Okoye (deleted)", Active: false, GivenName: "Ada", FamilyName: "Okoye", PrimaryEmailAddr: { Address: "ap@northwind.example" }, CurrencyRef: { value: "EUR" }, CompanyName: "Northwind", ParentRef: { value: "4" }, FullyQualifiedName: "Top:Ada Okoye", IsProject: true, Taxable: false, SalesTermRef: { value: "3" }, MetaData }],
      Item: [{ Id: "7", Name: "Design", Sku: "DSN-100", Type: "Service", UnitPrice: 0.0000001, IncomeAccountRef: { value: "79" }, SalesTaxCodeRef: { value: "2" }, MetaData }],
      Account: [{ Id: "79", Name: "Sales", AccountType: "Income", AccountSubType: "ServiceFeeIncome", Classification: "Revenue" }],
      Department: [{ Id: "1", Name: "North" }],
      Term: [{ Id: "3", Name: "Net 30", DueDays: 30, Type: "STANDARD" }, { Id: "5", Name: "The 10th", DayOfMonthDue: 10, DueNextMonthDays: 5, Type: "DATE_DRIVEN" }],
      TaxCode: [{ Id: "6", Name: "GST/PST", Active: true, SalesTaxRateList: { TaxRateDetail: [{ TaxRateRef: { value: "14" }, TaxTypeApplicable: "TaxOnAmountPlusTax", TaxOrder: 1 }, { TaxRateRef: { value: "10" }, TaxTypeApplicable: "TaxOnAmount", TaxOrder: 0 }] } }],
      TaxRate: [{ Id: "10", Name: "GST", RateValue: 9.975, AgencyRef: { value: "1" } }],
    };
    await using company = await scriptedCompany((call) => found(asked(call).entity, wires[asked(call).entity] ?? []));
    const read = await everything(company.books);
    expect(read.ok && read.value.rows).toMatchObject([
      {
        kind: "customer", id: "58", name: "Ada Okoye", isActive: false, firstName: "Ada", lastName: "Okoye", email: "ap@northwind.example", currency: "EUR", modifiedAt: "2026-11-23T02:00:00.000Z",
        details: { companyName: "Northwind", parentId: "4", fullName: "Top:Ada Okoye", isProject: true, isTaxable: false, termsId: "3" },
      },
      { kind: "item", id: "7", name: "Design", sku: "DSN-100", unitPrice: "0.0000001", type: "Service", isActive: true, details: { incomeAccountId: "79", taxCodeId: "2" } },
      { kind: "account", id: "79", type: "Income", modifiedAt: "1970-01-01T00:00:00.000Z", details: { subType: "ServiceFeeIncome", classification: "Revenue" } },
      { kind: "location", id: "1", name: "North", details: {} },
      { kind: "term", id: "3", dueDays: 30 },
      { kind: "term", id: "5", dueDays: null, details: { dueDayOfMonth: 10, dueNextMonthDays: 5 } },
      { kind: "tax-code", id: "6", details: { salesRates: [{ rateId: "10", base: "amount" }, { rateId: "14", base: "amount-and-taxes" }] } },
      { kind: "tax-rate", id: "10", details: { percent: "9.975", agencyId: "1" } },
    ]);
  });
});

describe("what changed", () => {
  const cursor = cursorSince("2026-11-23T09:00:00.000Z");

  test("is one call, with what was deleted", async () => {
    await using company = await scriptedCompany(() =>
      captured({}, {}, { Customer: [{ Id: "58", DisplayName: "Ada" }, { Id: "59", domain: "QBO", status: "Deleted", MetaData: { LastUpdatedTime: time } }] }, {}, {}, { Item: [{ Id: "7", Name: "Design" }] }, {}, {}),
    );
    expect(await company.books.referenceChanges(cursor)).toMatchObject({
      ok: true,
      value: {
        rows: [{ kind: "customer", id: "58" }, { kind: "item", id: "7" }],
        deleted: [{ kind: "customer", id: "59" }],
        cursor: cursorSince("2026-11-23T09:59:55.000Z"),
        companyChanged: false,
      },
    });
    expect(company.calls.map((call) => call.path)).toEqual([
      "/cdc?entities=CompanyInfo,Preferences,Customer,Vendor,Employee,Item,Account,Class,Department,Term,PaymentMethod&changedSince=2026-11-23T09%3A00%3A00.000Z&minorversion=75",
    ]);
  });

  test("tells when the company's own settings changed, and reads the tax codes with them", async () => {
    await using company = await scriptedCompany((call) =>
      call.path.startsWith("/cdc") ? captured({}, { Preferences: [{ Id: "1" }] }) : found(asked(call).entity, asked(call).entity === "TaxCode" ? [{ Id: "9", Name: "New" }] : []),
    );
    const changes = await company.books.referenceChanges(cursor);
    expect(changes).toMatchObject({ ok: true, value: { companyChanged: true, rows: [{ kind: "tax-code", id: "9" }], cursor: cursorSince("2026-11-23T09:59:55.000Z", "2026-11-23T10:00:00.000Z") } });
    expect(company.calls).toHaveLength(3);
  });

  test("reads tax codes once a day, as no change of theirs is told", async () => {
    await using company = await scriptedCompany((call) => (call.path.startsWith("/cdc") ? captured({}) : found(asked(call).entity, [])));
    await company.books.referenceChanges(cursorSince("2026-11-23T09:00:00.000Z", "2026-11-22T09:00:00.000Z"));
    expect(company.calls.slice(1).map((call) => asked(call).entity)).toEqual(["TaxCode", "TaxRate"]);
  });

  test("is never skipped because a part of the answer failed", async () => {
    await using company = await scriptedCompany(() => captured({ Customer: [] }, { Fault: { Error: [{ code: "10000" }] } }));
    expect(await company.books.referenceChanges(cursor)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });

  const full = captured({ Item: Array.from({ length: 1_000 }, (_, index) => ({ Id: String(index), Name: `Item ${index}` })) });

  test("is asked for by queries when the answer is full, as QuickBooks cuts it off silently", async () => {
    await using company = await scriptedCompany((call) => {
      if (call.path.startsWith("/cdc")) return full;
      return found(asked(call).entity, asked(call).entity === "Vendor" ? [{ Id: "77", DisplayName: "Cut off" }] : []);
    });
    const changes = await company.books.referenceChanges(cursor);
    expect(changes.ok && changes.value !== "reload" && changes.value.rows.some((row) => row.kind === "vendor" && row.id === "77")).toBe(true);
    expect(asked(company.calls[1]!).statement).toBe("SELECT * FROM Customer WHERE MetaData.LastUpdatedTime >= '2026-11-23T09:00:00.000Z' AND Active IN (true, false) ORDERBY MetaData.LastUpdatedTime STARTPOSITION 1 MAXRESULTS 1000");
    expect(company.calls).toHaveLength(10);
  });

  test("is everything when there are too many pages of it", async () => {
    const page = Array.from({ length: 1_000 }, (_, index) => ({ Id: String(index), DisplayName: `C ${index}` }));
    await using company = await scriptedCompany((call) => (call.path.startsWith("/cdc") ? full : found(asked(call).entity, page)));
    expect(await company.books.referenceChanges(cursor)).toEqual({ ok: true, value: "reload" });
  });

  test.for([
    ["the cursor is too old", cursorSince("2026-10-24T00:00:00.000Z")],
    ["the cursor cannot be read", "?"],
    ["the cursor is of an earlier version", "2026-11-23T09:00:00.000Z"],
    ["the server's clock went back", cursorSince("2026-11-23T10:30:00.000Z")],
  ] as const)("is everything when %s", async ([, since]) => {
    await using company = await scriptedCompany(() => captured({}));
    expect(await company.books.referenceChanges(since)).toEqual({ ok: true, value: "reload" });
  });

  test("is told as a failure when the company's data was wiped and built anew: more than the mirror is wrong then", async () => {
    const reset = { Fault: { Error: [{ Message: "Company reset", Detail: "x", code: "10200" }], type: "SystemFault" }, time };
    await using company = await scriptedCompany(() => ({ status: 400, json: reset }));
    expect(await company.books.referenceChanges(cursor)).toMatchObject({ ok: false, error: { code: "books-company-reset" } });
  });
});
