import { expect, test } from "vitest";
import type { PerformanceReply } from "#api/performance.ts";
import { countOf, currenciesIn, documentsByDay, kindsIn, moneyByDay, sumMinor } from "./series.ts";

const reply: Pick<PerformanceReply, "days" | "posted"> = {
  days: ["2026-11-27", "2026-11-28", "2026-11-29"],
  posted: [
    { day: "2026-11-27", kind: "sales-receipt", count: 1, total: { amountMinor: 12_050, currency: "USD" } },
    { day: "2026-11-29", kind: "invoice", count: 2, total: { amountMinor: 300_001, currency: "USD" } },
    { day: "2026-11-29", kind: "invoice", count: 4, total: { amountMinor: 5_000, currency: "JPY" } },
  ],
};

test("every day has a bar, also one without documents", () => {
  expect(documentsByDay(reply)).toEqual([{ day: "2026-11-27", "sales-receipt": 1 }, { day: "2026-11-28" }, { day: "2026-11-29", invoice: 6 }]);
});

test("money is shown one currency at a time, in its own units", () => {
  expect(moneyByDay(reply, "USD")).toEqual([{ day: "2026-11-27", "sales-receipt": 120.5 }, { day: "2026-11-28" }, { day: "2026-11-29", invoice: 3000.01 }]);
  expect(moneyByDay(reply, "JPY")[2]).toEqual({ day: "2026-11-29", invoice: 5_000 });
});

test("kinds keep their usual order, currencies come by their documents", () => {
  expect(kindsIn(reply)).toEqual(["invoice", "sales-receipt"]);
  expect(currenciesIn(reply)).toEqual(["JPY", "USD"]);
});

test("sums are exact", () => {
  expect(sumMinor(reply, "USD")).toBe(312_051);
  expect(sumMinor(reply, "USD", "invoice")).toBe(300_001);
  expect([countOf(reply), countOf(reply, "invoice")]).toEqual([7, 6]);
});
