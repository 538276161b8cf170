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

describe("looking for a document of another kind", () => {
  const TxnDate = "2026-11-23";
  const common = { SyncToken: "0", TxnDate, TotalAmt: 100.01 };

  test.for(["Estimate", "SalesReceipt", "RefundReceipt", "Payment"])("asks for those of the customer: %s", async (entity) => {
    const kind = ({ Estimate: "estimate", SalesReceipt: "sales-receipt", RefundReceipt: "refund-receipt", Payment: "payment" } as const)[entity] ?? "invoice";
    await using company = await scriptedCompany(() => ({ json: { QueryResponse: { [entity]: [{ ...common, Id: "1", CustomerRef: { value: "58" } }] }, time } }));
    expect(await company.books.findDocuments({ ...search, kind })).toMatchObject({ ok: true, value: [{ kind, booksId: "1" }] });
    const statement = new URL(company.calls[0]?.path ?? "", "http://x").searchParams.get("query");
    expect(statement).toBe(`SELECT * FROM ${entity} WHERE CustomerRef = '58' AND TxnDate = '2026-11-23' STARTPOSITION 1 MAXRESULTS 1000`);
  });

  test("compares the payee of expenses, which cannot be asked for, page by page", async () => {
    const byHand = (index: number) => ({ ...common, Id: `h${index}`, EntityRef: { value: "40", type: "Vendor" } });
    const pages = [Array.from({ length: 1_000 }, (_, index) => byHand(index)), [
      { ...common, Id: "1", EntityRef: { value: "56", name: "Stripe", type: "Vendor" } },
      { ...common, Id: "2", TotalAmt: 7, EntityRef: { value: "40", type: "Vendor" }, PrivateNote: "[ledgerline:abc-s1-0-0]" },
      { ...common, Id: "3" },
    ]];
    await using company = await scriptedCompany((_, index) => ({ json: { QueryResponse: { Purchase: pages[index] }, time } }));
    const found = await company.books.findDocuments({ ...search, kind: "expense", partyId: "56" });
    expect(found.ok && found.value.map((one) => one.booksId)).toEqual(["1", "2"]);
    const statements = company.calls.map((call) => new URL(call.path, "http://x").searchParams.get("query"));
    expect(statements).toEqual([1, 1_001].map((start) => `SELECT * FROM Purchase WHERE TxnDate = '2026-11-23' STARTPOSITION ${start} MAXRESULTS 1000`));
    await using nobody = await scriptedCompany(() => ({ json: { QueryResponse: { Purchase: pages[1] }, time } }));
    expect(await nobody.books.findDocuments({ ...search, kind: "expense", partyId: null })).toMatchObject({ ok: true, value: [{ booksId: "2" }, { booksId: "3" }] });
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
