import { Big } from "big.js";
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import type { Members } from "./request-body.ts";
import { linesWithSubtotal, taxDetailOf, totalsOf, type TotalsInput } from "./totals.ts";
import { Refusal } from "./fault-bodies.ts";

function line(amount: number, taxCode = "NON", item = "1"): Members {
  return { DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail: { ItemRef: { value: item }, TaxCodeRef: { value: taxCode } } };
}

function discount(members: Members): Members {
  const { Amount, ...detail } = members;
  return { DetailType: "DiscountLineDetail", ...(Amount === undefined ? {} : { Amount }), DiscountLineDetail: detail };
}

const california = { isOn: true, state: "CA", override: undefined } as const;

function totals(lines: Members[], more: Partial<TotalsInput> = {}): Record<string, string> {
  const all = totalsOf({ lines, appliesTaxAfterDiscount: false, tax: { isOn: false }, ...more });
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value instanceof Big ? value.toFixed(2) : String(value)]));
}

describe("totals", () => {
  test("tenths that floats cannot hold add up exactly", () => {
    expect(totals([line(0.1), line(0.2), line(0.3)])).toMatchObject({ subtotal: "0.60", total: "0.60" });
  });

  test("a percentage is taken of the subtotal and rounded half up to cents", () => {
    expect(totals([line(10.05), line(0.05)], {})).toMatchObject({ subtotal: "10.10" });
    expect(totals([line(0.5), discount({ PercentBased: true, DiscountPercent: 1 })])).toMatchObject({ discount: "0.01", total: "0.49" });
    expect(totals([line(500), discount({ PercentBased: true, DiscountPercent: 8.5 })])).toMatchObject({ discount: "42.50", total: "457.50" });
  });

  test("an amount is taken as it is, and must agree with a percentage beside it", () => {
    expect(totals([line(500), discount({ Amount: 50 })])).toMatchObject({ total: "450.00" });
    expect(totals([line(500), discount({ Amount: 50, PercentBased: true, DiscountPercent: 10 })])).toMatchObject({ total: "450.00" });
    expect(() => totals([line(500), discount({ Amount: 60, PercentBased: true, DiscountPercent: 10 })])).toThrow(Refusal);
  });

  test("a discount may not exceed the subtotal, nor say nothing, nor come twice", () => {
    expect(() => totals([line(10), discount({ Amount: 10.01 })])).toThrow(expect.objectContaining({ code: "6000", detail: expect.stringContaining("greater than the subtotal") }));
    expect(() => totals([line(10), discount({})])).toThrow(expect.objectContaining({ code: "6090" }));
    expect(() => totals([line(10), discount({ Amount: 1 }), discount({ Amount: 1 })])).toThrow(expect.objectContaining({ code: "6000" }));
  });

  test("negative lines are fine until the total is negative", () => {
    expect(totals([line(10), line(-10)])).toMatchObject({ total: "0.00" });
    expect(() => totals([line(10), line(-10.01)])).toThrow(expect.objectContaining({ code: "6000" }));
  });

  test("tax is computed on the taxable lines only, before the discount", () => {
    const lines = [line(100, "TAX"), line(100), discount({ PercentBased: true, DiscountPercent: 10 })];
    expect(totals(lines, { tax: california })).toMatchObject({ taxableBase: "100.00", tax: "7.25", total: "187.25" });
    expect(totals(lines, { tax: california, appliesTaxAfterDiscount: true })).toMatchObject({ taxableBase: "90.00", tax: "6.53", total: "186.53" });
  });

  test("states without a sales tax charge none, and a given total is kept", () => {
    expect(totals([line(100, "TAX")], { tax: { ...california, state: "OR" } })).toMatchObject({ tax: "0.00" });
    expect(totals([line(100, "TAX")], { tax: { ...california, override: new Big("5.01") } })).toMatchObject({ tax: "5.01", total: "105.01" });
  });

  test("shipping stands outside the subtotal and its discount", () => {
    expect(totals([line(100), line(20, "NON", "SHIPPING_ITEM_ID"), discount({ PercentBased: true, DiscountPercent: 50 })])).toMatchObject({ subtotal: "100.00", shipping: "20.00", total: "70.00" });
  });

  test("a reply lists items, the subtotal and then the discount", () => {
    const lines = [discount({ Amount: 5 }), line(50)];
    const all = totalsOf({ lines, appliesTaxAfterDiscount: false, tax: { isOn: false } });
    expect(linesWithSubtotal(lines, all).map((one) => [one["DetailType"], one["Amount"]])).toEqual([["SalesItemLineDetail", 50], ["SubTotalLineDetail", 50], ["DiscountLineDetail", 5]]);
  });

  test("the tax detail names rate and base", () => {
    const all = totalsOf({ lines: [line(200, "TAX")], appliesTaxAfterDiscount: false, tax: california });
    expect(taxDetailOf(all, undefined)).toMatchObject({ TotalTax: 14.5, TaxLine: [{ Amount: 14.5, TaxLineDetail: { TaxPercent: 7.25, NetAmountTaxable: 200 } }] });
  });

  const cents = fc.integer({ min: 0, max: 99_999_999 });
  test.prop([fc.array(cents, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 10_000 })])("the total is subtotal less discount to the cent, whatever the lines", (amounts, hundredths) => {
    const lines = [...amounts.map((amount) => line(amount / 100)), discount({ PercentBased: true, DiscountPercent: hundredths / 100 })];
    const all = totalsOf({ lines, appliesTaxAfterDiscount: false, tax: { isOn: false } });
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    expect(all.subtotal.times(100).toFixed(0)).toBe(String(sum));
    expect(all.total.plus(all.discount).eq(all.subtotal)).toBe(true);
    expect(all.total.gte(0)).toBe(true);
  });
});
