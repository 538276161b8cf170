import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { type DocumentKind, documentKinds } from "#domain/document/kind.ts";
import type { PlannedLine } from "#domain/document/lines.ts";
import { salesTotal } from "#domain/document/sales.ts";
import { decimalText, roundToMoney, type Decimal, type Money } from "#domain/money.ts";
import type { ReadyDocument } from "#domain/ports/books.ts";
import {
  scriptedDocument, scriptedEstimate, scriptedExpense, scriptedLine, scriptedPayment, scriptedRefundReceipt, scriptedSalesReceipt, ukCompany, usCompany, usd,
} from "../scripted-samples.ts";
import { bodyOf, encodingOf } from "./documents.ts";

interface WireLine {
  DetailType: string;
  Amount?: number;
  SalesItemLineDetail?: { Qty?: number; UnitPrice?: number; TaxInclusiveAmt?: number };
  DiscountLineDetail?: { DiscountPercent?: number };
}

const samples: Record<DocumentKind, ReadyDocument> = {
  invoice: scriptedDocument(),
  estimate: scriptedEstimate(),
  "sales-receipt": scriptedSalesReceipt(),
  "refund-receipt": scriptedRefundReceipt(),
  payment: scriptedPayment({ paymentReference: "ch_9Q1" }),
  expense: scriptedExpense({ payee: { id: "56", name: "Stripe" } }),
};

describe("every kind", () => {
  test.each(documentKinds)("%s: what is sent is found again in what is read", (kind) => {
    const document = samples[kind];
    const body = bodyOf(document, usCompany);
    const wire = JSON.parse(JSON.stringify(body.ok ? body.value : null)) as Record<string, unknown>;
    const total = Number(decimalText(document.plan.total));
    const posted = encodingOf(kind).decode({ Id: "7", SyncToken: "0", TotalAmt: total, ...wire }, usCompany, "https://qbo.example.test");
    expect(posted).toMatchObject({ kind, booksId: "7", party: { id: document.party?.id }, transactionDate: "2026-11-23", total: document.plan.total });
    expect(posted.privateNote.endsWith(document.mark)).toBe(true);
    expect(posted.url).toMatch(/^https:\/\/qbo\.example\.test\/app\/[a-z]+\?txnId=7$/);
  });
});

const amount = (max: number): fc.Arbitrary<Money> => fc.integer({ min: 0, max }).map(usd);
const decimal = (max: number, places: number): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 })).map(([whole, part]) => `${whole}.${String(part).padStart(places, "0")}`);
const itemLine = fc.record({ quantity: decimal(999, 4), unitPrice: decimal(9_999, 5) }).map((one) => scriptedLine(one));
const textLine: fc.Arbitrary<PlannedLine> = fc.string().map((description) => ({ kind: "text", description }));
const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => decimalText(usd(hundredths)));

/** What QuickBooks makes of the lines: discount and shipping included, tax left out. */
function wireTotal(lines: readonly WireLine[]): number {
  const cents = (line: WireLine): number => Math.round((line.SalesItemLineDetail?.TaxInclusiveAmt ?? line.Amount ?? 0) * 100);
  const sold = lines.filter((line) => line.SalesItemLineDetail?.UnitPrice !== undefined).reduce((sum, line) => sum + cents(line), 0);
  const shipped = lines.filter((line) => line.SalesItemLineDetail && line.SalesItemLineDetail.UnitPrice === undefined).reduce((sum, line) => sum + cents(line), 0);
  const discount = lines.find((line) => line.DetailType === "DiscountLineDetail");
  const given = discount?.DiscountLineDetail?.DiscountPercent;
  const off = discount === undefined ? 0 : given === undefined ? cents(discount) : halfDown(sold, given);
  return sold - off + shipped;
}

/** Rounds the other way than we do at half a cent: what is sent as a percentage must not depend on it. */
function halfDown(sold: number, given: number): number {
  const exact = BigInt(sold) * BigInt(Math.round(given * 100));
  return Number((exact + 4_999n) / 10_000n);
}

describe("a sales document's sums", () => {
  test.prop([fc.array(fc.oneof(itemLine, textLine), { minLength: 1, maxLength: 8 }), percent, fc.option(amount(5_000)), fc.option(amount(20_000)), fc.boolean()])(
    "lines, discount, shipping and tax come to the planned total, however half a cent is rounded",
    (lines, percentage, shippingAmount, tax, isPercent) => {
      const subtotal = salesTotal({ lines, discount: null, shipping: null, tax: { mode: "none" }, currency: "USD" });
      const share = roundToMoney(decimalText(usd(Math.round((subtotal.amountMinor * Number(percentage)) / 100))), "USD");
      const discount = { percent: isPercent ? percentage : null, amount: share.ok ? share.value : usd(0), account: null, taxCode: null, isBeforeTax: false };
      const shipping = shippingAmount && { amount: shippingAmount, isTaxable: false, taxCode: null, includedTax: null };
      const charged = tax ? { mode: "as-charged" as const, tax, code: { id: "2", name: "California" } } : { mode: "none" as const };
      const document = scriptedDocument({ lines, discount, shipping, tax: charged });
      const body = bodyOf(document, usCompany);
      const wire = (body.ok ? body.value : {}) as { Line: WireLine[]; TxnTaxDetail?: { TotalTax: number } };
      expect(wireTotal(wire.Line) + Math.round((wire.TxnTaxDetail?.TotalTax ?? 0) * 100)).toBe(document.plan.total.amountMinor);
    },
  );

  test.prop([fc.array(fc.tuple(itemLine, fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 8 })])("amounts that include tax keep their sum, and each net amount agrees with its price", (taxed) => {
    const lines = taxed.map(([line, share]) => ({ ...line, includedTax: usd(Math.floor((line.amount.amountMinor * share) / 600)) }));
    const document = scriptedDocument({ lines, tax: { mode: "codes", amounts: "inclusive", expectedTax: usd(lines.reduce((sum, line) => sum + line.includedTax.amountMinor, 0)) } });
    const body = bodyOf(document, ukCompany);
    const wire = (body.ok ? body.value : {}) as { Line: Required<WireLine>[] };
    expect(wireTotal(wire.Line)).toBe(document.plan.total.amountMinor);
    for (const [index, line] of wire.Line.entries()) {
      const { Qty, UnitPrice } = line.SalesItemLineDetail as { Qty: number; UnitPrice: number };
      const net = scriptedLine({ quantity: String(Qty) as Decimal, unitPrice: Number(UnitPrice).toFixed(7) }).amount.amountMinor;
      expect(net).toBe((lines[index]?.amount.amountMinor ?? 0) - (lines[index]?.includedTax.amountMinor ?? 0));
      expect(Math.round(line.Amount * 100)).toBe(net);
    }
  });
});
