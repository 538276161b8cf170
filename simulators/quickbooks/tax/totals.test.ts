import { Big } from "big.js";
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { roundTo } from "../entities/currencies.ts";
import type { ProfileName } from "../profiles/profiles.ts";
import type { Members } from "../wire-object.ts";
import { testCompany } from "../test-company.ts";
import { linesWithSubtotal } from "./reply-lines.ts";
import { type Totals, totalsOf } from "./totals.ts";

function line(amount: number, taxCode?: string, more: Members = {}): Members {
  return { DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail: { ItemRef: { value: "1" }, ...(taxCode === undefined ? {} : { TaxCodeRef: { value: taxCode } }), ...more } };
}

function discount({ Amount, ...detail }: Members): Members {
  return { DetailType: "DiscountLineDetail", ...(Amount === undefined ? {} : { Amount }), DiscountLineDetail: detail };
}

function shipping(amount: number, taxCode: string): Members {
  return line(amount, taxCode, { ItemRef: { value: "SHIPPING_ITEM_ID" } });
}

const companies = new Map<ProfileName, ReturnType<typeof testCompany>["company"]>();
function companyOf(profile: ProfileName): ReturnType<typeof testCompany>["company"] {
  const company = companies.get(profile) ?? testCompany(profile).company;
  companies.set(profile, company);
  return company;
}

function totals(profile: ProfileName, lines: Members[], members: Members = {}): Totals {
  return totalsOf({ company: companyOf(profile), side: "sales", members, given: members, customer: undefined, lines, round: roundTo("USD") });
}

function told(all: Totals): Record<string, string> {
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value instanceof Big ? [[name, value.toFixed(2)]] : [])));
}

function taxesOf(all: Totals): unknown[] {
  return ((all.taxDetail?.["TaxLine"] ?? []) as Members[]).map((one) => [one["Amount"], (one["TaxLineDetail"] as Members)["TaxPercent"], (one["TaxLineDetail"] as Members)["NetAmountTaxable"]]);
}

describe("totals of any company", () => {
  test("tenths that floats cannot hold add up exactly", () => {
    expect(told(totals("us", [line(0.1), line(0.2), line(0.3)]))).toMatchObject({ subtotal: "0.60", total: "0.60" });
  });

  test("a percentage is taken of the subtotal and rounded half up to cents", () => {
    expect(told(totals("us", [line(0.5), discount({ PercentBased: true, DiscountPercent: 1 })]))).toMatchObject({ discount: "0.01", total: "0.49" });
    expect(told(totals("us", [line(500), discount({ PercentBased: true, DiscountPercent: 8.5 })]))).toMatchObject({ discount: "42.50", total: "457.50" });
  });

  test("an amount is taken as it is, and must agree with a percentage beside it", () => {
    expect(told(totals("us", [line(500), discount({ Amount: 50 })]))).toMatchObject({ total: "450.00" });
    expect(told(totals("us", [line(500), discount({ Amount: 50, PercentBased: true, DiscountPercent: 10 })]))).toMatchObject({ total: "450.00" });
    expect(() => totals("us", [line(500), discount({ Amount: 60, PercentBased: true, DiscountPercent: 10 })])).toThrow(expect.objectContaining({ code: "6000" }));
  });

  test("a discount may not exceed the subtotal, nor say nothing, nor come twice", () => {
    expect(() => totals("us", [line(10), discount({ Amount: 10.01 })])).toThrow(expect.objectContaining({ code: "6000", detail: expect.stringContaining("greater than the subtotal") }));
    expect(() => totals("us", [line(10), discount({})])).toThrow(expect.objectContaining({ code: "6090" }));
    expect(() => totals("us", [line(10), discount({ Amount: 1 }), discount({ Amount: 1 })])).toThrow(expect.objectContaining({ code: "6000" }));
  });

  test("negative lines are fine until the total is negative", () => {
    expect(told(totals("us", [line(10), line(-10)]))).toMatchObject({ total: "0.00" });
    expect(() => totals("us", [line(10), line(-10.01)])).toThrow(expect.objectContaining({ code: "6000" }));
  });

  test("lines come back as items, subtotal, discount, shipping", () => {
    const all = totals("us", [shipping(7, "NON"), discount({ Amount: 1 }), line(10)]);
    expect(linesWithSubtotal(all).map((one) => [one["DetailType"], one["Amount"]])).toEqual([["SalesItemLineDetail", 10], ["SubTotalLineDetail", 10], ["DiscountLineDetail", 1], ["SalesItemLineDetail", 7]]);
    expect(told(all)).toMatchObject({ subtotal: "10.00", shipping: "7.00", total: "16.00" });
  });
});

describe("the United States", () => {
  const lines = [line(100, "TAX"), line(100, "NON"), discount({ PercentBased: true, DiscountPercent: 10 })];

  test("tax is computed on the taxable lines only, before the discount unless said otherwise", () => {
    expect(told(totals("us", lines))).toMatchObject({ tax: "7.25", total: "187.25" });
    expect(told(totals("us", lines, { ApplyTaxAfterDiscount: true }))).toMatchObject({ tax: "6.53", total: "186.53" });
  });

  test("the engine goes by where the goods go to, and some states have no sales tax", () => {
    expect(totals("us", lines, { ShipAddr: { CountrySubDivisionCode: "NY" } }).taxDetail).toMatchObject({ TotalTax: 4, TaxLine: [{ TaxLineDetail: { TaxPercent: 4 } }] });
    expect(told(totals("us", lines, { ShipAddr: { CountrySubDivisionCode: "OR" } }))).toMatchObject({ tax: "0.00" });
  });

  test("a tax total is kept when its code comes with it, and replaced when not", () => {
    expect(told(totals("us", lines, { TxnTaxDetail: { TxnTaxCodeRef: { value: "2" }, TotalTax: 5.01 } }))).toMatchObject({ tax: "5.01", total: "185.01" });
    expect(told(totals("us", lines, { TxnTaxDetail: { TotalTax: 5.01 } }))).toMatchObject({ tax: "7.25" });
  });

  test("without automated tax the document's code says the rate, whatever the address", () => {
    expect(totals("us-manual-tax", lines, { ShipAddr: { CountrySubDivisionCode: "NY" } }).taxDetail).toMatchObject({ TxnTaxCodeRef: { value: "2" }, TotalTax: 7.25 });
    expect(() => totals("us-manual-tax", lines, { TxnTaxDetail: { TxnTaxCodeRef: { value: "nope" } } })).toThrow(expect.objectContaining({ code: "2500" }));
  });

  test("taxable shipping is taxed, too", () => {
    expect(told(totals("us", [line(100, "TAX"), shipping(10, "TAX")]))).toMatchObject({ tax: "7.98", total: "117.98" });
  });
});

describe("tax codes", () => {
  test("exclusive tax is rounded once per rate", () => {
    const all = totals("uk", [line(0.33, "3"), line(0.33, "3"), line(0.33, "3")]);
    expect(told(all)).toMatchObject({ tax: "0.20", total: "1.19" });
    expect(taxesOf(all)).toEqual([[0.2, 20, 0.99]]);
  });

  test("inclusive tax is taken out of every line by itself", () => {
    expect(told(totals("uk", [line(20, "3")], { GlobalTaxCalculation: "TaxInclusive" }))).toMatchObject({ subtotal: "16.67", tax: "3.33", total: "20.00" });
    expect(told(totals("uk", [1, 2, 3, 4, 5].map(() => line(4, "3")), { GlobalTaxCalculation: "TaxInclusive" }))).toMatchObject({ tax: "3.35", total: "20.00" });
  });

  test("an inclusive document with a percentage off ends at exactly that share of its gross amount", () => {
    const all = totals("ca", [line(9, "5", { Qty: 15, UnitPrice: 0.6 }), line(3, "5"), discount({ PercentBased: true, DiscountPercent: 20 })], { GlobalTaxCalculation: "TaxInclusive" });
    expect(told(all)).toMatchObject({ subtotal: "10.61", discount: "2.12", tax: "1.11", total: "9.60" });
    expect(taxesOf(all)).toEqual([[1.11, 13, 8.49]]);
    expect(all.lines[0]).toMatchObject({ Amount: 7.96, SalesItemLineDetail: { UnitPrice: 0.5306667, TaxInclusiveAmt: 9 } });
  });

  test("an amount with tax may be said beside the net one", () => {
    expect(told(totals("nl", [line(82.64, "2", { TaxInclusiveAmt: 100 })], { GlobalTaxCalculation: "TaxInclusive" }))).toMatchObject({ subtotal: "82.64", tax: "17.36", total: "100.00" });
  });

  test("several codes have a line per rate, and a rate of two codes comes once", () => {
    const all = totals("ca", [line(100, "4"), line(100, "6"), line(100, "7"), line(100, "2")]);
    expect(taxesOf(all)).toEqual([[15, 5, 300], [7, 7, 100], [9.98, 9.975, 100], [0, 0, 100]]);
    expect(told(all)).toMatchObject({ tax: "31.98", total: "431.98" });
  });

  test("every line needs a code that exists", () => {
    expect(() => totals("uk", [line(1)])).toThrow(expect.objectContaining({ code: "6000", detail: expect.stringContaining("choose a sales tax code") }));
    expect(() => totals("uk", [line(1, "99")])).toThrow(expect.objectContaining({ code: "2500" }));
  });

  test("a document outside of taxes has none and may not say any", () => {
    expect(totals("uk", [line(10)], { GlobalTaxCalculation: "NotApplicable" })).toMatchObject({ taxDetail: undefined, calculation: "NotApplicable" });
    expect(() => totals("uk", [line(10)], { GlobalTaxCalculation: "NotApplicable", TxnTaxDetail: { TotalTax: 1 } })).toThrow(expect.objectContaining({ code: "6170" }));
  });

  test("a discount above the net subtotal is refused, even where the amounts are gross", () => {
    expect(() => totals("uk", [line(12, "3"), discount({ Amount: 11 })], { GlobalTaxCalculation: "TaxInclusive" })).toThrow(expect.objectContaining({ code: "6000" }));
  });
});

describe("laws of totals", () => {
  const codes: Record<string, string[]> = { uk: ["3", "4", "5", "6"], nl: ["2", "3", "4"], ca: ["2", "4", "5", "6", "7"] };
  const document = fc.constantFrom("uk", "nl", "ca").chain((profile) =>
    fc.record({
      profile: fc.constant(profile as ProfileName),
      lines: fc.array(fc.tuple(fc.integer({ min: 0, max: 500_000 }), fc.constantFrom(...(codes[profile] ?? []))).map(([cents, code]) => line(cents / 100, code)), { minLength: 1, maxLength: 12 }),
      percent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
      isInclusive: fc.boolean(),
    }),
  );

  test.prop([document], { numRuns: 500 })("parts sum to the total, tax lines to the tax, and inclusive documents to what was said", ({ profile, lines, percent, isInclusive }) => {
    const all = totals(profile, [...lines, ...(percent === undefined ? [] : [discount({ PercentBased: true, DiscountPercent: percent })])], { GlobalTaxCalculation: isInclusive ? "TaxInclusive" : "TaxExcluded" });
    expect(all.subtotal.minus(all.discount).plus(all.shipping).plus(all.tax).toFixed()).toBe(all.total.toFixed());
    const taxLines = (all.taxDetail?.["TaxLine"] ?? []) as { Amount: number }[];
    expect(taxLines.reduce((sum, one) => sum.plus(one.Amount), new Big(0)).toFixed()).toBe(all.tax.toFixed());
    const kept = all.lines.filter((one) => one["DetailType"] === "SalesItemLineDetail").reduce((sum, one) => sum.plus(Number(one["Amount"])), new Big(0));
    expect(kept.toFixed()).toBe(all.subtotal.toFixed());
    if (!isInclusive) return;
    const said = lines.reduce((sum, one) => sum.plus(Number(one["Amount"])), new Big(0));
    expect(all.total.toFixed()).toBe(said.minus(said.times(percent ?? 0).div(100).round(2, Big.roundHalfUp)).toFixed());
  });
});
