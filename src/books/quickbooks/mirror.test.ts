import { describe, expect, test } from "vitest";
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

describe("everything", () => {
  test("is read page by page, inactive rows included, with the server's time as the cursor", async () => {
    const customers = Array.from({ length: 1_001 }, (_, index) => ({ Id: String(index), DisplayName: `Customer ${index}` }));
    await using company = await scriptedCompany((call) => {
      const { entity, start } = asked(call);
      return found(entity, entity === "Customer" ? customers.slice(start - 1, start + 999) : []);
    });
    const read = await company.books.referenceChanges(null);
    expect(read).toMatchObject({ ok: true, value: { replacesAll: true, cursor: "2026-11-23T09:59:55.000Z", deleted: [] } });
    expect(read.ok && read.value.rows).toHaveLength(1_001);
    expect(company.calls.map((call) => asked(call).entity)).toEqual(["Customer", "Customer", "Vendor", "Employee", "Item", "Account", "Term", "TaxCode"]);
    expect(asked(company.calls[0]!).statement).toBe("SELECT * FROM Customer WHERE Active IN (true, false) ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000");
    expect(asked(company.calls[7]!).statement).toBe("SELECT * FROM TaxCode STARTPOSITION 1 MAXRESULTS 1000");
  });

  test("goes on after a full page with a row that cannot be read, and counts a row that comes twice once", async () => {
    const page = Array.from({ length: 1_000 }, (_, index) => (index === 5 ? { Id: null } : { Id: String(index), Name: `Item ${index}` }));
    await using company = await scriptedCompany((call) => {
      const { entity, start } = asked(call);
      if (entity !== "Item") return found(entity, []);
      return found("Item", start === 1 ? page : [{ Id: "999", Name: "Item 999" }, { Id: "1000", Name: "Item 1000" }]);
    });
    const read = await company.books.referenceChanges(null);
    expect(read.ok && read.value.rows.map((row) => row.id)).toEqual(Array.from({ length: 1_001 }, (_, index) => String(index)).filter((one) => one !== "5"));
  });

  test.for<[string, ScriptedAnswer]>([
    ["no list at all", { json: {} }],
    ["a list of another shape", { json: { QueryResponse: { Customer: "none" }, time } }],
    ["no time", { json: { QueryResponse: {}, time: "now" } }],
  ])("is never taken for nothing: %s", async ([, answer]) => {
    await using company = await scriptedCompany(() => answer);
    expect(await company.books.referenceChanges(null)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });

  test("is read into our words", async () => {
    const MetaData = { LastUpdatedTime: "2026-11-22T18:00:00-08:00" };
    const wires: Record<string, unknown[]> = {
      Customer: [{ Id: "58", DisplayName: "Ada Okoye (deleted)", Active: false, GivenName: "Ada", FamilyName: "Okoye", PrimaryEmailAddr: { Address: "ap@northwind.example" }, CurrencyRef: { value: "EUR" }, MetaData }],
      Item: [{ Id: "7", Name: "Design", Sku: "DSN-100", Type: "Service", UnitPrice: 0.0000001, MetaData }],
      Account: [{ Id: "79", Name: "Sales", AccountType: "Income" }],
      Term: [{ Id: "3", Name: "Net 30", DueDays: 30, Type: "STANDARD" }],
      TaxCode: [{ Id: "NON", Name: "NON", Active: true }],
    };
    await using company = await scriptedCompany((call) => found(asked(call).entity, wires[asked(call).entity] ?? []));
    const read = await company.books.referenceChanges(null);
    expect(read.ok && read.value.rows).toMatchObject([
      { kind: "customer", id: "58", name: "Ada Okoye", isActive: false, firstName: "Ada", lastName: "Okoye", email: "ap@northwind.example", currency: "EUR", modifiedAt: "2026-11-23T02:00:00.000Z" },
      { kind: "item", id: "7", name: "Design", sku: "DSN-100", unitPrice: "0.0000001", type: "Service", isActive: true },
      { kind: "account", id: "79", type: "Income", modifiedAt: "1970-01-01T00:00:00.000Z" },
      { kind: "term", id: "3", dueDays: 30 },
      { kind: "tax-code", id: "NON", isActive: true },
    ]);
  });
});

describe("what changed", () => {
  const cursor = "2026-11-23T09:00:00.000Z";

  test("is one call, with what was deleted", async () => {
    await using company = await scriptedCompany(() =>
      captured({ Customer: [{ Id: "58", DisplayName: "Ada" }, { Id: "59", domain: "QBO", status: "Deleted", MetaData: { LastUpdatedTime: time } }] }, {}, {}, { Item: [{ Id: "7", Name: "Design" }] }, {}, {}),
    );
    expect(await company.books.referenceChanges(cursor)).toMatchObject({
      ok: true,
      value: { rows: [{ kind: "customer", id: "58" }, { kind: "item", id: "7" }], deleted: [{ kind: "customer", id: "59" }], cursor: "2026-11-23T09:59:55.000Z", replacesAll: false },
    });
    expect(company.calls.map((call) => call.path)).toEqual(["/cdc?entities=Customer,Vendor,Employee,Item,Account,Term&changedSince=2026-11-23T09%3A00%3A00.000Z&minorversion=75"]);
  });

  test("is never skipped because a part of the answer failed", async () => {
    await using company = await scriptedCompany(() => captured({ Customer: [] }, { Fault: { Error: [{ code: "10000" }] } }));
    expect(await company.books.referenceChanges(cursor)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });

  test.for([
    ["the answer is full: QuickBooks cuts it off silently", cursor],
    ["the cursor is too old", "2026-10-24T00:00:00.000Z"],
    ["the cursor cannot be read", "?"],
  ] as const)("is everything when %s", async ([, since]) => {
    const full = captured({ Item: Array.from({ length: 1_000 }, (_, index) => ({ Id: String(index), Name: `Item ${index}` })) });
    await using company = await scriptedCompany((call) => (call.path.startsWith("/cdc") ? full : found(asked(call).entity, [])));
    expect(await company.books.referenceChanges(since)).toMatchObject({ ok: true, value: { replacesAll: true, rows: [] } });
  });
});
