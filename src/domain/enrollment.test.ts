import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { instantOf } from "./dates.ts";
import { decideEnrollment, type Enrollment, type EnrollmentState, shownState, toCancelled, toNextStep, toPosting, toPostingAgain, toRetried } from "./enrollment.ts";

const now = instantOf(Date.UTC(2026, 10, 23));
const matched = { matched: true, groups: [] };

function anEnrollment(enrollmentState: EnrollmentState): Enrollment {
  return { id: "e", enrollmentState, stepId: "inv", wakeAt: null, tries: 2, failures: [], finishedAt: null } as unknown as Enrollment;
}

describe("who enters a workflow", () => {
  test.each([
    ["a record never seen that matches enters", { matchedBefore: null, occurrences: 0, isActive: false }, false, { enrolls: true, occurrence: 1 }],
    ["a record that starts to match enters", { matchedBefore: false, occurrences: 0, isActive: false }, false, { enrolls: true, occurrence: 1 }],
    ["a record that matched already does not", { matchedBefore: true, occurrences: 0, isActive: false }, false, { enrolls: false, because: "matched-before" }],
    ["a record goes through once", { matchedBefore: false, occurrences: 1, isActive: false }, false, { enrolls: false, because: "enrolled-before" }],
    ["re-enrollment lets it through again", { matchedBefore: false, occurrences: 1, isActive: false }, true, { enrolls: true, occurrence: 2 }],
    ["but not while it is still on its way", { matchedBefore: false, occurrences: 1, isActive: true }, true, { enrolls: false, because: "still-enrolled" }],
  ] as const)("%s", (_, past, allowsReenrollment, expected) => {
    expect(decideEnrollment(matched, past, allowsReenrollment)).toEqual(expected);
  });

  test("a record that does not match never enters", () => {
    const past = { matchedBefore: null, occurrences: 0, isActive: false };
    expect(decideEnrollment({ matched: false, groups: [] }, past, true)).toEqual({ enrolls: false, because: "does-not-match" });
  });

  property.prop([fc.array(fc.boolean(), { maxLength: 30 })])("no sequence of looks enrolls a record twice while re-enrollment is off", (looks) => {
    let occurrences = 0;
    let matchedBefore: boolean | null = null;
    for (const matches of looks) {
      if (decideEnrollment({ matched: matches, groups: [] }, { matchedBefore, occurrences, isActive: false }, false).enrolls) occurrences += 1;
      matchedBefore = matches;
    }
    expect(occurrences).toBeLessThanOrEqual(1);
  });
});

describe("moves", () => {
  test("the last step completes the enrollment", () => {
    expect(toNextStep(anEnrollment("posting"), null, now)).toMatchObject({ enrollmentState: "completed", stepId: null, finishedAt: now, tries: 0 });
  });
  test("a further step makes it runnable at once", () => {
    expect(toNextStep(anEnrollment("posting"), "two", now)).toMatchObject({ enrollmentState: "running", stepId: "two", wakeAt: now });
  });
  test("retrying forgets the tries", () => {
    expect(toRetried(anEnrollment("needs-attention"), now)).toMatchObject({ enrollmentState: "running", tries: 0, stepId: "inv" });
  });
  test.each(["completed", "cancelled"] as const)("nothing moves an enrollment that is %s", (state) => {
    expect(() => toPosting(anEnrollment(state))).toThrow("cannot move");
    expect(() => toCancelled(anEnrollment(state), now)).toThrow("cannot move");
  });
  test("a posting that waits is shown as waiting", () => {
    const move = toPostingAgain(anEnrollment("posting"), now, { code: "books-unreachable", detail: "reset" });
    expect(shownState(move)).toBe("waiting");
    expect(shownState(toPosting(anEnrollment("running")))).toBe("posting");
  });
});
