import { describe, expect, test } from "vitest";
import type { LocalDate } from "#domain/dates.ts";
import { scriptedCompany } from "./scripted-company.ts";

const time = "2026-11-23T02:00:00.000-08:00";
const search = { kind: "invoice" as const, partyId: "58", transactionDate: "2026-11-23" as LocalDate, total: { amountMinor: 10_001, currency: "USD" } };

function invoice(Id: string, TotalAmt: number, PrivateNote?: string): Record<string, unknown> {
  return { Id, SyncToken: "0", DocNumber: `10${Id}`, TxnDate: "2026-11-23", CustomerRef: { value: "58", name: "Ada" }, TotalAmt, Balance: TotalAmt, PrivateNote };
}

describe("looking for a document", () => {
  test("finds those of the total, and those with a mark whatever their total came to be", async () => {
    const Invoice = [invoice("1", 100.01), invoice("2", 109, "Deal [ledgerline:abc-s1-0-0]"), invoice("3", 109, "by hand"), invoice("4", 0, "Voided [ledgerline:xyz-s1-0-0]")];
    await using company = await scriptedCompany(() => ({ json: { QueryResponse: { Invoice }, time } }));
    const found = await company.books.findDocuments(search);
    expect(found.ok && found.value.map((one) => one.booksId)).toEqual(["1", "2", "4"]);
    const statement = new URL(company.calls[0]?.path ?? "", "http://x").searchParams.get("query");
    expect(statement).toBe("SELECT * FROM Invoice WHERE CustomerRef = '58' AND TxnDate = '2026-11-23' STARTPOSITION 1 MAXRESULTS 1000");
  });

  test("says that there is none only when QuickBooks says so", async () => {
    await using none = await scriptedCompany(() => ({ json: { QueryResponse: {}, time } }));
    expect(await none.books.findDocuments(search)).toEqual({ ok: true, value: [] });
    await using unreadable = await scriptedCompany(() => ({ json: {} }));
    expect(await unreadable.books.findDocuments(search)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
    await using strange = await scriptedCompany(() => ({ json: { QueryResponse: { Invoice: [invoice("1", 100.01), { Id: "2" }] }, time } }));
    expect(await strange.books.findDocuments(search)).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });
});

describe("who holds a name", () => {
  test("is asked of customers, vendors and employees, with the name escaped", async () => {
    await using company = await scriptedCompany((call) => {
      const statement = new URL(call.path, "http://x").searchParams.get("query") ?? "";
      return { json: { QueryResponse: statement.includes("FROM Vendor") ? { Vendor: [{ Id: "40", DisplayName: "O'Neil \\ Sons", Active: false }] } : {}, time } };
    });
    expect(await company.books.nameHolders("O'Neil \\ Sons")).toMatchObject({ ok: true, value: [{ kind: "vendor", id: "40", isActive: false }] });
    const statements = company.calls.map((call) => new URL(call.path, "http://x").searchParams.get("query"));
    expect(statements).toEqual(["Customer", "Vendor", "Employee"].map((entity) => `SELECT * FROM ${entity} WHERE DisplayName = 'O\\'Neil \\\\ Sons' AND Active IN (true, false)`));
  });
});
