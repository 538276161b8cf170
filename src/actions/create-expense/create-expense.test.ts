import { expect, test } from "vitest";
import type { Decimal } from "../../domain/money.ts";
import type { Subject } from "../../domain/record.ts";
import { aPayment, type FoundFacts, theDocument, theFailures } from "../sale/samples.ts";
import { createExpense } from "./create-expense.ts";

const usual = { paidFrom: "35", category: "60", payee: "70" };

test("an expense (A6) is the payment's fee, from the account, for the category, on the day it was paid", () => {
  expect(theDocument(createExpense, { ...usual, memo: "Fee of {{record.name}}" }, aPayment())).toEqual({
    kind: "expense",
    paidFrom: { account: { id: "35", name: "Checking" }, kind: "bank" },
    payee: { id: "70", name: "Cardwell Payments" },
    transactionDate: "2026-11-21",
    currency: "USD",
    exchangeRate: null,
    lines: [{ category: { id: "60", name: "Processing fees" }, description: "Processing fee of Payment 1042", amount: { amountMinor: 900, currency: "USD" }, isTaxable: false, taxCode: null, includedTax: null, class: null }],
    tax: { mode: "none" },
    total: { amountMinor: 900, currency: "USD" },
    number: null,
    paymentMethod: null,
    location: null,
    privateNote: "Fee of Payment 1042",
  });
});

test("it may be paid by credit card, and stays when the payment is refunded: processors keep the fee", () => {
  const refunded = aPayment({ paymentState: "refunded", refunded: "300" as Decimal });
  expect(theDocument(createExpense, { ...usual, paidFrom: "42", payee: null }, refunded)).toMatchObject({ paidFrom: { kind: "credit-card" }, payee: null, total: { amountMinor: 900 } });
});

test.each<[string, Record<string, unknown>, Subject, FoundFacts, object[]]>([
  ["an unknown fee", usual, aPayment({ fee: null }), {}, [{ code: "payment-unreadable", missing: "fee" }]],
  ["no fee", usual, aPayment({ fee: "0" as Decimal }), {}, [{ code: "payment-without-fee" }]],
  ["an income account as category", { ...usual, category: "79" }, aPayment(), {}, [{ code: "account-wrong-type", field: "category" }]],
  ["an account it cannot be paid from", { ...usual, paidFrom: "60" }, aPayment(), {}, [{ code: "account-wrong-type", field: "paidFrom" }]],
  ["a payee that is gone", { ...usual, payee: "71" }, aPayment(), {}, [{ code: "reference-gone", kind: "vendor" }]],
  ["a pending payment", usual, aPayment({ paymentState: "pending" }), {}, [{ code: "payment-pending" }]],
  ["a pending payment whose fee is not known yet: it waits and needs nobody", usual, aPayment({ paymentState: "pending", fee: null }), {}, [{ code: "payment-pending" }]],
  ["a currency the company does not use", usual, aPayment({}, { currency: "EUR" }), {}, [{ code: "currency-not-used" }]],
])("an expense stops: %s", (_, settings, subject, facts, expected) => {
  const failures = theFailures(createExpense, settings, subject, facts);
  expect(failures).toMatchObject(expected);
  expect(failures).toHaveLength(expected.length);
});
