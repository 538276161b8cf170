import { describe, expect, test } from "vitest";
import type { Members } from "../wire-object.ts";
import { codeOf, invoiceBody, testCompany, type TestCompany } from "../test-company.ts";

/** Invoice 145 over 150.00 for Ada Okoye. */
function withInvoice(): TestCompany {
  const company = testCompany();
  company.post("/invoice", invoiceBody());
  return company;
}

function payment(total: number, applied: number, members: Members = {}): Members {
  return { CustomerRef: { value: "1" }, TotalAmt: total, Line: [{ Amount: applied, LinkedTxn: [{ TxnId: "145", TxnType: "Invoice" }] }], ...members };
}

function invoice(company: TestCompany): Members | undefined {
  return company.company.find("Invoice", "145");
}

describe("payments", () => {
  test("lower the invoice's balance and are linked from it", () => {
    const company = withInvoice();
    const made = company.post("/payment", payment(100, 100)).body["Payment"];
    expect(made).toMatchObject({ Id: "146", UnappliedAmt: 0, ProcessPayment: false, TxnDate: "2026-11-23", DepositToAccountRef: { value: "4", name: "Undeposited Funds" } });
    expect(invoice(company)).toMatchObject({ Balance: 50, TotalAmt: 150, SyncToken: "1", LinkedTxn: [{ TxnId: "146", TxnType: "Payment" }] });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: 50 });
  });

  test("what is not applied stays the customer's credit", () => {
    const company = withInvoice();
    expect(company.post("/payment", payment(200, 150)).body["Payment"]).toMatchObject({ UnappliedAmt: 50 });
    expect(invoice(company)).toMatchObject({ Balance: 0 });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: -50 });
  });

  test("an updated invoice remembers what was paid", () => {
    const company = withInvoice();
    company.post("/payment", payment(100, 100));
    const answer = company.post("/invoice", { ...invoiceBody({ Line: [{ DetailType: "SalesItemLineDetail", Amount: 180, SalesItemLineDetail: { ItemRef: { value: "1" } } }] }), Id: "145", SyncToken: "1" });
    expect(answer.body["Invoice"]).toMatchObject({ TotalAmt: 180, Balance: 80, LinkedTxn: [{ TxnId: "146" }] });
  });

  test("changing, voiding or deleting one gives back what it had applied", () => {
    const company = withInvoice();
    company.post("/payment", payment(100, 100));
    company.post("/payment", { ...payment(60, 60), Id: "146", SyncToken: "0" });
    expect(invoice(company)).toMatchObject({ Balance: 90 });
    expect(company.post("/payment?operation=update&include=void", { Id: "146", SyncToken: "1", sparse: true }).body["Payment"]).toMatchObject({ TotalAmt: 0, PrivateNote: "Voided" });
    expect(invoice(company)).toMatchObject({ Balance: 150, LinkedTxn: [] });
    company.post("/payment", payment(150, 150));
    company.post("/payment?operation=delete", { Id: "147", SyncToken: "0" });
    expect(invoice(company)).toMatchObject({ Balance: 150, LinkedTxn: [] });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: 150 });
  });

  test("a voided invoice leaves its payments unapplied", () => {
    const company = withInvoice();
    company.post("/payment", payment(100, 100));
    company.post("/invoice?operation=void", { Id: "145", SyncToken: "1" });
    expect(company.company.find("Payment", "146")).toMatchObject({ UnappliedAmt: 100, Line: [], TotalAmt: 100 });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: -100 });
  });

  test.each<[string, string, Members]>([
    ["no customer", "2020", payment(10, 10, { CustomerRef: null })],
    ["no total", "2020", payment(10, 10, { TotalAmt: null })],
    ["more than the open balance", "6000", payment(200, 150.01)],
    ["more applied than paid", "6000", payment(10, 20)],
    ["an invoice twice", "6000", payment(200, 100, { Line: Array(2).fill({ Amount: 100, LinkedTxn: [{ TxnId: "145", TxnType: "Invoice" }] }) })],
    ["an invoice of somebody else", "620", payment(10, 10, { CustomerRef: { value: "2" } })],
    ["an unknown transaction", "620", payment(10, 10, { Line: [{ Amount: 10, LinkedTxn: [{ TxnId: "999", TxnType: "Invoice" }] }] })],
    ["an unknown account", "2500", payment(10, 10, { DepositToAccountRef: { value: "999" } })],
  ])("%s is refused with %s", (_, code, body) => {
    const company = withInvoice();
    expect(codeOf(company.post("/payment", body))).toBe(code);
    expect(invoice(company)).toMatchObject({ Balance: 150, SyncToken: "0" });
  });
});
