import { fc, test as property } from "@fast-check/vitest";
import { Big } from "big.js";
import { describe, expect, test } from "vitest";
import { decimalText, divideDecimals, lineAmount, parseDecimal, roundToMoney, sumMoney, type Decimal } from "./money.ts";

const decimal = (text: string): Decimal => parseDecimal(text)!;

describe("parseDecimal", () => {
  test.each([
    ["12.50", "12.5"],
    [" 0.333 ", "0.333"],
    ["-4", "-4"],
    [".5", "0.5"],
    ["+5.", "5"],
    ["1e3", undefined],
    ["1,200", undefined],
    ["", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
    ["0x10", undefined],
  ])("reads %j as %j", (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });
});

describe("lineAmount rounds once, half away from zero, to the currency's minor unit", () => {
  test.each([
    ["3", "1.005", "USD", 302],
    ["0.333", "100", "USD", 3330],
    ["0.333", "95", "USD", 3164],
    ["-1", "0.005", "USD", -1],
    ["1", "1.0049", "USD", 100],
    ["2.5", "132.40", "USD", 33100],
    ["3", "33.5", "JPY", 101],
    ["1", "1.2345", "KWD", 1235],
    ["0", "99", "USD", 0],
    ["1", "0.1", "USD", 10],
  ])("%s x %s %s is %d minor units", (quantity, price, currency, minor) => {
    expect(lineAmount(decimal(quantity), decimal(price), currency)).toEqual({ ok: true, value: { amountMinor: minor, currency } });
  });

  test("an amount beyond exact integers is refused, not rounded", () => {
    expect(lineAmount(decimal("99999999999"), decimal("99999999999"), "USD")).toEqual({ ok: false, error: "too-large" });
  });
});

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

property.prop([fc.array(cents, { maxLength: 50 })])("the sum of amounts is exact", (amounts) => {
  const total = sumMoney(amounts.map((amountMinor) => ({ amountMinor, currency: "USD" })), "USD");
  expect(total.amountMinor).toBe(amounts.reduce((sum, one) => sum + one, 0));
});

property.prop([cents, fc.constantFrom("USD", "JPY", "KWD")])("an amount survives being written and read back", (amountMinor, currency) => {
  const text = decimalText({ amountMinor, currency });
  expect(roundToMoney(text, currency)).toEqual({ ok: true, value: { amountMinor, currency } });
});

property.prop([fc.integer({ min: 1, max: 10_000 }), cents])("a net unit price times the quantity differs from the net amount by less than half a minor unit", (quantity, amountMinor) => {
  const amount = decimalText({ amountMinor, currency: "USD" });
  const unit = divideDecimals(amount, decimal(String(quantity)), 7);
  expect(new Big(unit).times(quantity).minus(amount).abs().lt("0.005")).toBe(true);
});

test("adding two currencies is a bug", () => {
  expect(() => sumMoney([{ amountMinor: 1, currency: "EUR" }], "USD")).toThrow("cannot add EUR to USD");
});
