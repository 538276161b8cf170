import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalDate } from "#domain/dates.ts";
import { decimalText } from "#domain/money.ts";
import { decimalOf } from "../amounts.ts";
import { scriptedDocument, scriptedLine, usCompany } from "../scripted-samples.ts";
import { decodeInvoice, encodeInvoice } from "./invoice.ts";

const app = "https://qbo.example.test";

describe("an invoice on the wire", () => {
  test("has nothing but what the plan says", () => {
    expect(encodeInvoice(scriptedDocument(), usCompany)).toStrictEqual({
      CustomerRef: { value: "58" },
      TxnDate: "2026-11-23",
      PrivateNote: "Deal 4711 [ledgerline:abc-s1-0-0]",
      Line: [
        {
          DetailType: "SalesItemLineDetail",
          Amount: 100.01,
          Description: "Design consultation",
          SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 3, UnitPrice: 33.335, TaxCodeRef: { value: "NON" } },
        },
      ],
    });
  });

  test("has terms, due date and e-mail when the plan has them, and a currency where the company has several", () => {
    const full = scriptedDocument({ dueDate: "2026-12-23" as LocalDate, terms: { id: "3", name: "Net 30" }, billEmail: "ap@northwind.example" });
    expect(encodeInvoice(full, { ...usCompany, multicurrency: true })).toMatchObject({
      DueDate: "2026-12-23",
      SalesTermRef: { value: "3" },
      BillEmail: { Address: "ap@northwind.example" },
      CurrencyRef: { value: "USD" },
    });
  });

  test("says outside the United States that it is not taxed, and names no tax code", () => {
    const wire = encodeInvoice(scriptedDocument(), { ...usCompany, country: "GB" });
    expect(wire).toMatchObject({ GlobalTaxCalculation: "NotApplicable" });
    expect(JSON.stringify(wire)).not.toContain("TaxCodeRef");
  });

  test.for([
    { quantity: "3", unitPrice: "33.335", sent: { Qty: 3, UnitPrice: 33.335 }, description: "Work" },
    { quantity: "0.333", unitPrice: "19.995", sent: { Qty: 0.333, UnitPrice: 19.995 }, description: "Work" },
    { quantity: "-2", unitPrice: "10", sent: { Qty: -2, UnitPrice: 10 }, description: "Work" },
    { quantity: "3", unitPrice: "33.3333333333", sent: { Qty: 3, UnitPrice: 33.3333333 }, description: "Work" },
    { quantity: "1000000", unitPrice: "0.00000004", sent: { Qty: 1, UnitPrice: 0.04 }, description: "Work (1000000 x 0.00000004)" },
    { quantity: "1.2345678901234567", unitPrice: "1", sent: { Qty: 1, UnitPrice: 1.23 }, description: "Work (1.2345678901234567 x 1)" },
  ])("sends $quantity x $unitPrice so that the amount stays", ({ quantity, unitPrice, sent, description }) => {
    const wire = encodeInvoice(scriptedDocument({ lines: [scriptedLine({ quantity, unitPrice, description: "Work" })] }), usCompany);
    expect(wire["Line"]).toMatchObject([{ Description: description, SalesItemLineDetail: sent }]);
  });

  test("sends a line as one when a discount inside it leaves an amount that no price gives", () => {
    const wire = encodeInvoice(scriptedDocument({ lines: [scriptedLine({ quantity: "3", unitPrice: "33.33", amountMinor: 10_000 })] }), usCompany);
    expect(wire["Line"]).toMatchObject([{ Amount: 100, Description: "Design consultation (3 x 33.33)", SalesItemLineDetail: { Qty: 1, UnitPrice: 100 } }]);
  });

  test("cuts long texts between characters, never the mark and never the quantity", () => {
    const long = `${"x".repeat(3_999)}😀y`;
    const document = scriptedDocument({ privateNote: long, lines: [scriptedLine({ description: long, quantity: "3", unitPrice: "33.33", amountMinor: 10_000 })] });
    const wire = encodeInvoice(document, usCompany);
    const [line] = wire["Line"] as { Description: string }[];
    expect(wire["PrivateNote"]).toMatch(/^x+ \[ledgerline:abc-s1-0-0\]$/);
    expect(wire["PrivateNote"]).toHaveLength(4_000);
    expect(line?.Description).toMatch(/^x+ \(3 x 33\.33\)$/);
    const plain = encodeInvoice(scriptedDocument({ lines: [scriptedLine({ description: long })] }), usCompany);
    expect((plain["Line"] as { Description: string }[])[0]?.Description).toBe("x".repeat(3_999));
  });

  test("is never sent with a line that has no item", () => {
    expect(() => encodeInvoice({ ...scriptedDocument(), items: [] }, usCompany)).toThrow("has no item");
  });
});

describe("what QuickBooks says it has", () => {
  test("is read with its number, balance and address", () => {
    const wire = { Id: "145", SyncToken: "2", DocNumber: "1042", TxnDate: "2026-11-23", DueDate: "2026-12-23", CustomerRef: { value: "58", name: "Ada Okoye" }, CurrencyRef: { value: "EUR" }, TotalAmt: 220.5, Balance: 20.05, PrivateNote: "x", Unheard: {} };
    expect(decodeInvoice(wire, usCompany, app)).toEqual({
      kind: "invoice",
      booksId: "145",
      number: "1042",
      syncToken: "2",
      status: "partly-paid",
      party: { id: "58", name: "Ada Okoye" },
      transactionDate: "2026-11-23",
      dueDate: "2026-12-23",
      total: { amountMinor: 22_050, currency: "EUR" },
      balance: { amountMinor: 2_005, currency: "EUR" },
      url: "https://qbo.example.test/app/invoice?txnId=145",
      privateNote: "x",
    });
  });

  test.for([undefined, {}, { Id: "1" }, { Id: "1", SyncToken: "0", TxnDate: "soon", CustomerRef: { value: "1" }, TotalAmt: 1 }])("is not guessed at: %o", (wire) => {
    expect(() => decodeInvoice(wire, usCompany, app)).toThrow();
  });
});

describe("sending and reading back", () => {
  const decimal = (max: number, places: number) =>
    fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 })).map(([whole, part]) => `${whole}.${String(part).padStart(places, "0")}`);
  const line = fc
    .record({ quantity: fc.oneof(decimal(9_999, 3), decimal(9, 9)), unitPrice: fc.oneof(decimal(99_999, 2), decimal(999, 9)), description: fc.string({ unit: "grapheme" }) })
    .map((one) => scriptedLine(one));

  test("keeps customer, date, total and mark, and every line agrees with itself", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 5_000 }), (lines, privateNote) => {
        const document = scriptedDocument({ lines, privateNote });
        const wire = JSON.parse(JSON.stringify(encodeInvoice(document, usCompany))) as { Line: WireLine[]; PrivateNote: string };
        for (const [index, one] of wire.Line.entries()) {
          expect(String(one.Amount)).toBe(String(Number(decimalText(lines[index]!.amount))));
          const { Qty, UnitPrice } = one.SalesItemLineDetail;
          const again = scriptedLine({ quantity: decimalOf(Qty), unitPrice: decimalOf(UnitPrice) });
          expect(again.amount).toEqual(lines[index]?.amount);
        }
        expect(wire.PrivateNote.length).toBeLessThanOrEqual(4_000);
        const total = wire.Line.reduce((sum, one) => sum + Math.round(one.Amount * 100), 0) / 100;
        const posted = decodeInvoice({ ...wire, Id: "1", SyncToken: "0", TotalAmt: total, Balance: total }, usCompany, app);
        expect(posted).toMatchObject({ party: { id: "58" }, transactionDate: document.plan.transactionDate, total: document.plan.total });
        expect(posted.privateNote.endsWith(document.mark)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

interface WireLine {
  Amount: number;
  SalesItemLineDetail: { Qty: number; UnitPrice: number };
}
