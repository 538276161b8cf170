import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { type BurstFacts, burstPlan, smallestBatch } from "./burst.ts";
import { booksSettings } from "./books-settings.ts";

const usual = booksSettings.parse({});
const facts: BurstFacts = {
  backlog: 2_000,
  perMinute: 490,
  batchesThisMinute: 0,
  meteredThisMonth: 0,
  isPaused: false,
  isBursting: false,
  documentsPerBatch: 30,
  settings: usual,
};

test("a backlog that goes out within the setting goes out one by one", () => {
  expect(burstPlan({ ...facts, backlog: 980 })).toBe("single");
  expect(burstPlan({ ...facts, backlog: 981 })).toEqual({ batches: 6, documents: 30 });
  expect(burstPlan({ ...facts, perMinute: 100, backlog: 201 })).toEqual({ batches: 6, documents: 30 });
});

test("a burst that has begun goes on until half of the setting is left to wait", () => {
  expect(burstPlan({ ...facts, isBursting: true, backlog: 491 })).toEqual({ batches: 6, documents: 30 });
  expect(burstPlan({ ...facts, isBursting: true, backlog: 490 })).toBe("single");
});

test("switched off, without batches or without a limit there is no burst", () => {
  expect(burstPlan({ ...facts, settings: { ...usual, burstAfterSeconds: null } })).toBe("single");
  expect(burstPlan({ ...facts, documentsPerBatch: 0 })).toBe("single");
  expect(burstPlan({ ...facts, perMinute: null })).toBe("single");
});

test("the ceiling of batches is not reached quite, and a pause lets none start", () => {
  expect(burstPlan({ ...facts, batchesThisMinute: 37 })).toEqual({ batches: 2, documents: 30 });
  expect(burstPlan({ ...facts, batchesThisMinute: 39 })).toEqual({ batches: 0, documents: 30 });
  expect(burstPlan({ ...facts, isPaused: true })).toEqual({ batches: 0, documents: 30 });
});

test("the last fifth of the month's budget is left to reads, whichever way batches are counted", () => {
  const settings = { ...usual, monthlyMeteredBudget: 1_000 };
  expect(burstPlan({ ...facts, settings, meteredThisMonth: 740 })).toEqual({ batches: 2, documents: 30 });
  expect(burstPlan({ ...facts, settings, meteredThisMonth: 796 })).toBe("single");
  const perCall = { ...settings, batchCost: "per-call" as const };
  expect(burstPlan({ ...facts, settings: perCall, meteredThisMonth: 799 })).toEqual({ batches: 1, documents: 30 });
  expect(burstPlan({ ...facts, settings: perCall, meteredThisMonth: 800 })).toBe("single");
});

test("what is left of the budget is used by a smaller batch, as long as it is worth one", () => {
  const settings = { ...usual, monthlyMeteredBudget: 1_000 };
  expect(burstPlan({ ...facts, settings, meteredThisMonth: 771 })).toEqual({ batches: 1, documents: 29 });
  expect(burstPlan({ ...facts, settings, meteredThisMonth: 795 })).toEqual({ batches: 1, documents: smallestBatch });
  expect(burstPlan({ ...facts, settings: { ...settings, monthlyMeteredBudget: 2 } })).toBe("single");
});

property.prop([fc.nat(10_000), fc.nat(200), fc.nat(600_000), fc.integer({ min: 1, max: 120 }), fc.nat(500)])(
  "never more batches than the ceiling and the budget have left",
  (backlog, batchesThisMinute, meteredThisMonth, batchesPerMinute, perMinute) => {
    const plan = burstPlan({ ...facts, backlog, batchesThisMinute, meteredThisMonth, perMinute, settings: { ...usual, batchesPerMinute } });
    if (plan === "single") return;
    expect(plan.batches).toBeGreaterThanOrEqual(0);
    expect(plan.documents).toBeGreaterThanOrEqual(smallestBatch);
    expect(plan.documents).toBeLessThanOrEqual(30);
    expect(batchesThisMinute + plan.batches).toBeLessThanOrEqual(Math.max(batchesPerMinute, batchesThisMinute));
    expect(meteredThisMonth + plan.batches * plan.documents).toBeLessThanOrEqual(usual.monthlyMeteredBudget);
  },
);
