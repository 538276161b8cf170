import { expect, test } from "vitest";
import { historyFilter, queryOf, wholeHistory } from "./history-filter.ts";

const startOf = (day: string, daysLater: number): string => `${day}+${daysLater}`;

test("the whole history asks for nothing in particular", () => {
  expect(queryOf(wholeHistory, startOf)).toEqual({});
});

test("the last day is included", () => {
  const filter = historyFilter.parse({ search: "  oak ", states: ["waiting"], from: "2026-11-01", until: "2026-11-29" });
  expect(queryOf(filter, startOf)).toEqual({ search: "oak", states: ["waiting"], from: "2026-11-01+0", to: "2026-11-29+1" });
});

test("an address that makes no sense shows everything", () => {
  expect(historyFilter.parse({ search: 7, states: ["nowhere"], from: "yesterday" })).toEqual(wholeHistory);
});

test("days begin at midnight of the reader's zone", () => {
  const { from, to } = queryOf({ ...wholeHistory, from: "2026-11-29", until: "2026-11-29" });
  expect(Date.parse(to ?? "") - Date.parse(from ?? "")).toBe(24 * 3_600_000);
});
