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

test("a failure is told with what to do and who can, the vendor's words last", () => {
  const failure = { code: "x", cause: "x", happened: "H.", why: "W.", doThis: "D.", who: "books admin", retry: "never" as const, field: null, link: null, choice: null, vendor: null };
  expect(failureText(failure)).toBe("✗ H.\n  Why: W.\n  Do:  D.\n  Who: An admin of your QuickBooks company");
  expect(failureText({ ...failure, link: "http://x" })).toContain("See: http://x");
  const vendor = { system: "QuickBooks", status: 400, code: "6240", message: "Taken.", traceId: null };
  expect(failureText({ ...failure, vendor })).toMatch(/\n  \(QuickBooks: HTTP 400, code 6240, Taken\.\)$/);
});
