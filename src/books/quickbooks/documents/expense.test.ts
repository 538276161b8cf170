import { describe, expect, test } from "vitest";
import { untaxed } from "#domain/document/lines.ts";
import { scriptedExpense, scriptedMark, ukCompany, usCompany, usd } from "../scripted-samples.ts";
import { decodeExpense, encodeExpense } from "./expense.ts";

const app = "https://qbo.example.test";
const fees = { id: "66", name: "Merchant fees" };
const vat = { id: "3", name: "20.0% S" };

describe("an expense on the wire", () => {
  test("from a bank account is cash, from a credit card its own", () => {
    const cash = {
      PaymentType: "Cash",
      AccountRef: { value: "35" },
      TxnDate: "2026-11-23",
      PrivateNote: `Deal 4711 ${scriptedMark}`,
      Line: [{ DetailType: "AccountBasedExpenseLineDetail", Amount: 29.4, Description: "Processing fee", AccountBasedExpenseLineDetail: { AccountRef: { value: "66" } } }],
    };
    expect(encodeExpense(scriptedExpense(), usCompany)).toStrictEqual(cash);
    const byCard = scriptedExpense({
      paidFrom: { account: { id: "41", name: "Mastercard" }, kind: "credit-card" },
      payee: { id: "56", name: "Stripe" },
      number: "E-7",
      paymentMethod: { id: "2", name: "Visa" },
      location: { id: "3", name: "Oakland" },
    });
    expect(encodeExpense(byCard, usCompany)).toStrictEqual({
      ...cash,
      PaymentType: "CreditCard",
      AccountRef: { value: "41" },
      EntityRef: { value: "56", type: "Vendor" },
      DocNumber: "E-7",
      PaymentMethodRef: { value: "2" },
      DepartmentRef: { value: "3" },
    });
  });

  test("is taxed by codes outside the United States", () => {
    const lines = [{ ...untaxed, category: fees, description: "", amount: usd(1_200), class: { id: "200", name: "Retail" }, taxCode: vat, includedTax: usd(200) }];
    const exclusive = encodeExpense(scriptedExpense({ lines, tax: { mode: "codes", amounts: "exclusive", expectedTax: usd(240) } }), ukCompany);
    expect(exclusive).toMatchObject({ GlobalTaxCalculation: "TaxExcluded" });
    expect(exclusive["Line"]).toStrictEqual([
      { DetailType: "AccountBasedExpenseLineDetail", Amount: 12, AccountBasedExpenseLineDetail: { AccountRef: { value: "66" }, TaxCodeRef: { value: "3" }, ClassRef: { value: "200" } } },
    ]);
    const inclusive = encodeExpense(scriptedExpense({ lines, tax: { mode: "codes", amounts: "inclusive", expectedTax: usd(200) } }), ukCompany);
    expect(inclusive).toMatchObject({ GlobalTaxCalculation: "TaxInclusive", Line: [{ Amount: 10, AccountBasedExpenseLineDetail: { TaxInclusiveAmt: 12 } }] });
  });
});

test("an expense that QuickBooks has is read with its payee, whoever it is", () => {
  const wire = {
    Id: "371", TxnDate: "2022-05-23", TotalAmt: 50, SyncToken: "0", EntityRef: { name: "John Johnson", type: "Employee", value: "54" }, AccountRef: { name: "Checking", value: "35" },
    PurchaseEx: { any: [] }, CurrencyRef: { name: "United States Dollar", value: "USD" }, CustomField: [], PaymentType: "Cash", PrivateNote: "Recorded expense", domain: "QBO", sparse: false,
  };
  expect(decodeExpense(wire, usCompany, app)).toStrictEqual({
    kind: "expense", booksId: "371", number: null, syncToken: "0", status: "paid", party: { id: "54", name: "John Johnson" }, transactionDate: "2022-05-23", dueDate: null,
    total: usd(5_000), balance: usd(0), url: `${app}/app/expense?txnId=371`, privateNote: "Recorded expense",
  });
  expect(decodeExpense({ ...wire, EntityRef: undefined }, usCompany, app).party).toBeNull();
});
