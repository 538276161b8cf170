import { expect, test } from "vitest";
import { formatDate, formatDuration, formatMoney } from "./formats.ts";

test.each([
  [{ amountMinor: 123456, currency: "USD" }, "$1,234.56"],
  [{ amountMinor: -5, currency: "USD" }, "-$0.05"],
  [{ amountMinor: 1200, currency: "JPY" }, "¥1,200"],
  [{ amountMinor: 9007199254740991, currency: "USD" }, "$90,071,992,547,409.91"],
])("writes %j as %s", (money, text) => expect(formatMoney(money, "en-US")).toBe(text));

test("a date is the same day in every time zone", () => expect(formatDate("2026-11-23", "en-US")).toBe("Nov 23, 2026"));

test.each([
  [12.4, "12 ms"],
  [1500, "1.5 s"],
  [42_000, "42 s"],
  [300_000, "5 min"],
])("%d ms reads %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
