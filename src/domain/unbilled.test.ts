import { expect, test } from "vitest";
import { type Instant, later } from "./dates.ts";
import { dealsAskedAgainAt } from "./unbilled.ts";

const now = "2026-11-20T12:00:00.000Z" as Instant;
const hour = 3_600_000;
const day = 24 * hour;

test.each<[string, number, boolean, number | null]>([
  ["just billed and without a deal", 0, false, hour],
  ["billed yesterday and still without one", day, false, day],
  ["billed two months ago and still without one", 60 * day, false, day],
  ["billed four months ago", 120 * day, false, null],
  ["with a deal", 0, true, null],
])("what was %s is asked about again as long as it may help", (_says, ageMs, hasDeal, restMs) => {
  expect(dealsAskedAgainAt(later(now, -ageMs), hasDeal, now)).toBe(restMs === null ? null : later(now, restMs));
});
