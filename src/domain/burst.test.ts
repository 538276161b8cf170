import { expect, test } from "vitest";
import { shallBurst, waitSeconds } from "./burst.ts";

const usual = { perMinute: 490, burstAfterSeconds: 120, isBursting: false };

test("a backlog waits as long as single calls need for it", () => {
  expect(waitSeconds({ backlog: 980, perMinute: 490 })).toBe(120);
  expect(waitSeconds({ backlog: 1_000, perMinute: Number.POSITIVE_INFINITY })).toBe(0);
});

test.for([
  { backlog: 980, isBursting: false, expected: false },
  { backlog: 981, isBursting: false, expected: true },
  { backlog: 600, isBursting: true, expected: true },
  { backlog: 490, isBursting: true, expected: false },
  { backlog: 0, isBursting: true, expected: false },
])("$backlog documents, bursting: $isBursting -> $expected", ({ expected, ...question }) => {
  expect(shallBurst({ ...usual, ...question })).toBe(expected);
});

test("who never wants batches never gets any", () => {
  expect(shallBurst({ ...usual, backlog: 1_000_000, burstAfterSeconds: null })).toBe(false);
});
