import { expect, test } from "vitest";
import type { Instant } from "./dates.ts";
import { later } from "./dates.ts";
import { permissionWarnings } from "./permission.ts";

const now = "2026-11-23T10:00:00.000Z" as Instant;
const day = 86_400_000;
const far = later(now, 900 * day);

function warningsAt(unusedInDays: number, endsInDays: number): [string, number][] {
  const permission = { renewedAt: now, unusedUntil: later(now, unusedInDays * day), endsAt: later(now, endsInDays * day), isEndAssumed: false };
  return permissionWarnings("Acme", permission, now).map((one) => [one.because, one.daysLeft]);
}

test("nobody is warned while both ends are more than 30 days away", () => {
  expect(warningsAt(100, 1_826)).toEqual([]);
  expect(permissionWarnings("Acme", { renewedAt: null, unusedUntil: far, endsAt: far, isEndAssumed: true }, now)).toEqual([]);
});

test.for([
  [100, 30, [["five-years", 30]]],
  [100, 6.2, [["five-years", 7]]],
  [0.4, 900, [["unused", 1]]],
  [20, 3, [["five-years", 3], ["unused", 20]]],
  [-1, 900, [["unused", 0]]],
] as const)("unused for %s more days and ending in %s: %j", ([unused, ends, expected]) => {
  expect(warningsAt(unused, ends)).toEqual(expected);
});
