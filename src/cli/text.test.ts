import { expect, test } from "vitest";
import { amountText, failureText, moneyText, table } from "./text.ts";

test("amounts have their currency's decimals and grouped thousands", () => {
  expect(moneyText({ amountMinor: 123_456_789, currency: "USD" })).toBe("1,234,567.89 USD");
  expect(moneyText({ amountMinor: 500, currency: "JPY" })).toBe("500 JPY");
  expect(amountText({ amountMinor: -100_050, currency: "EUR" })).toBe("-1,000.50");
  expect(amountText({ amountMinor: 1_234_567, currency: "KWD" })).toBe("1,234.567");
});

test("columns are as wide as their widest cell, and numbers end at the right", () => {
  const text = table([{ title: "NAME" }, { title: "SUM", align: "right" }], [["a", "1.00"], ["abcde", "1,000.00"]]);
  expect(text.split("\n")).toEqual(["NAME        SUM", "a          1.00", "abcde  1,000.00"]);
});

test("a failure is told in three lines, with a link when there is something to open", () => {
  const failure = { code: "x", cause: "x", happened: "H.", why: "W.", doThis: "D.", who: "you", retry: "never" as const, field: null, link: null, vendor: null };
  expect(failureText(failure)).toBe("✗ H.\n  Why: W.\n  Do:  D.");
  expect(failureText({ ...failure, link: "http://x" })).toContain("See: http://x");
});
