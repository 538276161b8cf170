import { describe, expect, test } from "vitest";
import { scriptedMark, scriptedPayment, usCompany, usd } from "../scripted-samples.ts";
import { decodePayment, encodePayment } from "./payment.ts";

const app = "https://qbo.example.test";
const existing = { use: "existing", id: "145", number: "1042" } as const;

describe("a payment on the wire", () => {
  test("may stay the customer's credit", () => {
    expect(encodePayment(scriptedPayment(), usCompany)).toStrictEqual({
      CustomerRef: { value: "58" },
      TxnDate: "2026-11-23",
      TotalAmt: 220.5,
      PrivateNote: `Deal 4711 ${scriptedMark}`,
    });
  });

  test("pays invoices, one of which was made just before it", () => {
    const applied = [{ invoice: existing, amount: usd(20_000) }, { invoice: { use: "posted-before", ordinal: 0 } as const, amount: usd(2_050) }];
    const plan = { applied, depositAccount: { id: "35", name: "Checking" }, paymentMethod: { id: "1", name: "Cash" }, paymentReference: "ch_9Q1" };
    expect(encodePayment(scriptedPayment(plan, ["145", "146"]), { ...usCompany, multicurrency: true })).toStrictEqual({
      CustomerRef: { value: "58" },
      TxnDate: "2026-11-23",
      CurrencyRef: { value: "USD" },
      TotalAmt: 220.5,
      DepositToAccountRef: { value: "35" },
      PaymentMethodRef: { value: "1" },
      PaymentRefNum: "ch_9Q1",
      PrivateNote: `Deal 4711 ${scriptedMark}`,
      Line: [
        { Amount: 200, LinkedTxn: [{ TxnId: "145", TxnType: "Invoice" }] },
        { Amount: 20.5, LinkedTxn: [{ TxnId: "146", TxnType: "Invoice" }] },
      ],
    });
  });

  test("is never sent with an amount whose invoice is not known, or without a customer", () => {
    expect(() => encodePayment(scriptedPayment({ applied: [{ invoice: existing, amount: usd(100) }] }), usCompany)).toThrow("without an invoice");
    expect(() => encodePayment({ ...scriptedPayment(), party: null }, usCompany)).toThrow("no customer");
  });
});

describe("a payment that QuickBooks has", () => {
  const wire = {
    Id: "8748", SyncToken: "1", TxnDate: "2013-07-11", PrivateNote: "H60", CustomerRef: { value: "25342" }, DepositToAccountRef: { value: "4" }, TotalAmt: 40, UnappliedAmt: 40,
    ProcessPayment: false, domain: "QBO", sparse: false,
  };

  test("is read with its own number and what is not applied of it", () => {
    expect(decodePayment(wire, usCompany, app)).toStrictEqual({
      kind: "payment", booksId: "8748", number: null, syncToken: "1", status: "unapplied", party: { id: "25342", name: "" }, transactionDate: "2013-07-11", dueDate: null,
      total: usd(4_000), balance: usd(4_000), url: `${app}/app/recvpayment?txnId=8748`, privateNote: "H60",
    });
    expect(decodePayment({ ...wire, PaymentRefNum: "ch_9Q1", UnappliedAmt: 15 }, usCompany, app)).toMatchObject({ number: "ch_9Q1", status: "partly-applied", balance: usd(1_500) });
    expect(decodePayment({ ...wire, UnappliedAmt: 0 }, usCompany, app)).toMatchObject({ status: "applied", balance: usd(0) });
    expect(decodePayment({ ...wire, TotalAmt: 0, UnappliedAmt: 0, PrivateNote: "Voided" }, usCompany, app).status).toBe("voided");
  });

  test("is not guessed at without a customer", () => {
    expect(() => decodePayment({ ...wire, CustomerRef: undefined }, usCompany, app)).toThrow("no customer");
  });
});
