import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { RefundReceiptPlan } from "../../domain/document/refund-receipt.ts";
import { addedTax } from "../../domain/document/tax.ts";
import type { Decimal } from "../../domain/money.ts";
import type { LineItemTax, Subject } from "../../domain/record.ts";
import type { EarlierDocument } from "../action.ts";
import { aLine, anEarlier, aPayment, aRow, type FoundFacts, plannedBy, theDocument, theFailures, told, usualRows } from "../sale/samples.ts";
import { createRefundReceipt } from "./create-refund-receipt.ts";

const usual = { refundFrom: "35", paymentMethod: "2" };

function refund(subject: Subject, facts: FoundFacts = {}, settings: Record<string, unknown> = {}): RefundReceiptPlan {
  return theDocument(createRefundReceipt, { ...usual, ...settings }, subject, facts) as RefundReceiptPlan;
}

function tax(rate: string, amount: string): LineItemTax {
  return { rate: rate as Decimal, label: null, amount: amount as Decimal };
}

const refunded = (amount: string) => aPayment({ paymentState: "refunded", refunded: amount as Decimal });

describe("a refund receipt (A7)", () => {
  test("of a full refund is the whole sale, paid back from the account", () => {
    expect(refund(refunded("300"))).toMatchObject({
      kind: "refund-receipt", refundFrom: { id: "35", name: "Checking" }, paymentMethod: { id: "2", name: "Visa" }, paymentReference: "PAY-1042",
      customer: { id: "1" }, lines: [{ quantity: "2", unitPrice: "150", amount: { amountMinor: 30_000 } }], total: { amountMinor: 30_000 },
    });
  });

  test("of a part is each line by its share", () => {
    const lineItems = [aLine("Design consultation", "1", "200", { id: "l1" }), aLine("Pendant light", "1", "100", { id: "l2" })];
    const plan = refund(aPayment({ paymentState: "partly-refunded", refunded: "100" as Decimal }, { lineItems }));
    expect(plan.lines.map((line) => (line.kind === "item" ? line.amount.amountMinor : 0))).toEqual([6_667, 3_333]);
    expect(plan.total.amountMinor).toBe(10_000);
  });

  test("goes to the customer the payment was booked with, whatever the contact is now", () => {
    const sale = { ...refund(refunded("300")), kind: "sales-receipt" as const, depositAccount: null };
    expect(refund(refunded("300"), { earlier: [anEarlier(sale, { party: { id: "88", name: "Northwind" } })] }).customer).toMatchObject({ use: "existing", id: "88" });
  });

  test("has the tax's share, as it was charged", () => {
    const lineItems = [aLine("Design consultation", "2", "150", { id: "l1", tax: tax("8.875", "26.63") })];
    const facts = { settings: { chargedTaxCode: "9" } };
    const whole = refund(aPayment({ amount: "326.63" as Decimal, refunded: "326.63" as Decimal }, { lineItems }), facts);
    expect([whole.total.amountMinor, whole.tax]).toEqual([32_663, { mode: "as-charged", tax: { amountMinor: 2_663, currency: "USD" }, code: { id: "9", name: "California" } }]);
    const part = refund(aPayment({ amount: "326.63" as Decimal, refunded: "100" as Decimal }, { lineItems }), facts);
    expect([part.total.amountMinor, addedTax(part.tax)?.amountMinor]).toEqual([10_000, 815]);
  });

  test("elsewhere contains the tax in its amounts, so that the total is what went back", () => {
    const rows = [...usualRows, aRow("tax-code", "21", "21% BTW", { details: { salesRates: [{ rateId: "r21", base: "amount" }] } }), aRow("tax-rate", "r21", "21%", { details: { percent: "21" as Decimal } })];
    const lineItems = [aLine("Design consultation", "1", "100", { id: "l1", currency: "EUR", tax: tax("21", "21") })];
    const facts: FoundFacts = { rows, company: { country: "NL", homeCurrency: "EUR", tax: "code-per-line" }, settings: { taxMappings: [{ rate: "21", label: null, taxCode: "21" }] } };
    const plan = refund(aPayment({ amount: "121" as Decimal, refunded: "33.33" as Decimal }, { lineItems, currency: "EUR" }), facts);
    expect([plan.total.amountMinor, plan.tax.mode]).toEqual([3_333, "codes"]);
  });

  test.each<[string, Subject, EarlierDocument[], object[]]>([
    ["nothing was refunded", aPayment(), [], [{ code: "nothing-refunded" }]],
    ["a refund still under way", aPayment({ paymentState: "refund-pending" }), [], [{ code: "refund-pending" }]],
    ["more than was paid", aPayment({ paymentState: "refunded", refunded: "300.01" as Decimal }), [], [{ code: "refund-too-large" }]],
    ["a refund that is booked already", refunded("300"), [anEarlier(refund(refunded("300")))], [{ code: "nothing-refunded" }]],
    ["a payment that failed", aPayment({ paymentState: "failed" }), [], [{ code: "payment-failed" }]],
    ["a payment that came from the books", aPayment({ isFromBooks: true, refunded: "300" as Decimal }), [], [{ code: "payment-from-books" }]],
  ])("stops: %s", (_, subject, earlier, expected) => {
    expect(theFailures(createRefundReceipt, usual, subject, { earlier })).toMatchObject(expected);
  });

  test("there is one for each refund that is not booked, where the CRM tells them apart", () => {
    const subject = aPayment({ refunded: "60" as Decimal, refunds: ["10", "20", "30"] as Decimal[] });
    const totals = (earlier: EarlierDocument[]): number[] => {
      const { plan } = plannedBy(createRefundReceipt, usual, subject, { earlier });
      return plan.ok ? plan.value.map(({ total }) => total.amountMinor) : [];
    };
    expect(totals([])).toEqual([1_000, 2_000, 3_000]);
    expect(totals([anEarlier(refund(refunded("10")))])).toEqual([2_000, 3_000]);
    expect(totals([anEarlier(refund(refunded("25")))])).toEqual([500, 3_000]);
    expect(totals([anEarlier(refund(refunded("60")))])).toEqual([]);
  });

  test("says what was paid, refunded and booked", () => {
    expect(told(plannedBy(createRefundReceipt, usual, refunded("100")).decisions)).toContainEqual({ about: "refund", decided: "100.00 of 300.00 USD paid; booked before: 0.00" });
  });
});

const cents = fc.integer({ min: 1, max: 500_000 });

property.prop([fc.array(cents, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 2_000 }), fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })])(
  "refunds in parts are together what was paid, to the cent, in every line and in the tax",
  (prices, rate, cuts) => {
    const taxes = prices.map((price) => Math.round((price * rate) / 10_000));
    const lineItems = prices.map((price, n) => aLine("Pendant light", "1", (price / 100).toFixed(2), { id: String(n), tax: tax((rate / 100).toFixed(2), (taxes[n]! / 100).toFixed(2)) }));
    const paid = [...prices, ...taxes].reduce((sum, one) => sum + one, 0);
    const marks = [...new Set([...cuts.map((cut) => Math.floor((paid * cut) / 100)), paid])].filter((mark) => mark > 0).sort((a, b) => a - b);
    const earlier: EarlierDocument[] = [];
    for (const mark of marks) {
      const subject = aPayment({ amount: (paid / 100).toFixed(2) as Decimal, refunded: (mark / 100).toFixed(2) as Decimal }, { lineItems });
      earlier.push(anEarlier(refund(subject, { earlier, settings: { chargedTaxCode: "9" } })));
    }
    const plans = earlier.map(({ plan }) => plan as RefundReceiptPlan);
    expect(plans.reduce((sum, plan) => sum + plan.total.amountMinor, 0)).toBe(paid);
    expect(plans.reduce((sum, plan) => sum + (addedTax(plan.tax)?.amountMinor ?? 0), 0)).toBe(taxes.reduce((sum, one) => sum + one, 0));
    for (const [n, price] of prices.entries()) {
      const ofLine = plans.flatMap((plan) => plan.lines.flatMap((line) => (line.kind === "item" && line.lineItemId === String(n) ? [line.amount.amountMinor] : [])));
      expect(ofLine.reduce((sum, one) => sum + one, 0)).toBe(price);
    }
  },
);
