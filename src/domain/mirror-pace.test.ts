import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { type Instant, instantOf, later } from "./dates.ts";
import { hintedEveryMs, nextLookAt } from "./mirror-pace.ts";

const noon = instantOf(Date.UTC(2026, 10, 23, 12));
const ago = (minutes: number): Instant => later(noon, -minutes * 60_000);

test("books that were never read are read at once", () => {
  expect(nextLookAt({ refreshedAt: null, changedAt: null, hintedAt: null }, noon)).toBe(noon);
});

test.each([
  ["a minute after news", ago(1), 1],
  ["an hour after news", ago(60), 5],
  ["half a day after news", ago(12 * 60), 15],
  ["days after news", ago(3 * 24 * 60), 30],
  ["without any news", null, 30],
])("%s", (_, changedAt, minutes) => {
  expect(nextLookAt({ refreshedAt: noon, changedAt, hintedAt: null }, noon)).toBe(later(noon, minutes * 60_000));
});

test("a hint makes us look within seconds, once", () => {
  expect(nextLookAt({ refreshedAt: noon, changedAt: null, hintedAt: later(noon, 1_000) }, later(noon, 1_000))).toBe(later(noon, hintedEveryMs));
  expect(nextLookAt({ refreshedAt: later(noon, 6_000), changedAt: null, hintedAt: later(noon, 1_000) }, later(noon, 7_000))).toBe(later(noon, 6_000 + 30 * 60_000));
});

const moment = fc.option(fc.integer({ min: -5_000_000, max: 0 }).map((ms) => later(noon, ms * 1_000)), { nil: null });
test.prop([moment, moment, moment])("no flood of hints and no news makes us look more often than every five seconds, and we never stop looking", (refreshedAt, changedAt, hintedAt) => {
  const next = nextLookAt({ refreshedAt, changedAt, hintedAt }, noon);
  if (refreshedAt === null) return;
  expect(next >= later(refreshedAt, hintedEveryMs)).toBe(true);
  expect(next <= later(refreshedAt, 30 * 60_000)).toBe(true);
});
