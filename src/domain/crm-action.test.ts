import { expect, test } from "vitest";
import { crmOutcomeOf } from "./crm-action.ts";
import type { Instant } from "./dates.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Failure } from "./failure.ts";

const noon = "2026-11-20T12:00:00.000Z" as Instant;
const later = "2026-11-27T12:00:00.000Z" as Instant;
const failures: Failure[] = [{ code: "no-line-items", recordName: "Fit-out" }];

test.each<[string, Enrollment["enrollmentState"], "wait" | "go-on", Instant, string | null]>([
  ["a completed one is done", "completed", "wait", noon, "done"],
  ["a completed one is done even when time is over", "completed", "wait", later, "done"],
  ["one that a rule or a no took out fails, with the reason", "cancelled", "wait", noon, "failed"],
  ["one that a person must fix waits", "needs-attention", "wait", noon, null],
  ["one that a person must fix fails where the record goes on", "needs-attention", "go-on", noon, "failed"],
  ["one that nobody fixed in time fails", "needs-attention", "wait", later, "failed"],
  ["one that is being posted is not over", "posting", "go-on", noon, null],
  ["one that waits for the books is not over", "waiting", "go-on", noon, null],
  ["one that awaits approval is not over", "awaiting-approval", "go-on", noon, null],
  ["one that is still under way when time is over is too late", "posting", "wait", later, "too-late"],
])("%s", (_, enrollmentState, whenStopped, now, outcome) => {
  expect(crmOutcomeOf({ whenStopped, giveUpAt: later }, { enrollmentState, failures }, [], now)?.outcome ?? null).toBe(outcome);
});

test("a failure carries its reasons", () => {
  expect(crmOutcomeOf({ whenStopped: "go-on", giveUpAt: later }, { enrollmentState: "needs-attention", failures }, [], noon)).toEqual({ outcome: "failed", failures });
});

test("one that a person took out without a reason is cancelled", () => {
  expect(crmOutcomeOf({ whenStopped: "wait", giveUpAt: later }, { enrollmentState: "cancelled", failures: [] }, [], noon)).toEqual({ outcome: "cancelled" });
});
