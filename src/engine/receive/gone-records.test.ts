import { describe, expect, test } from "vitest";
import type { PastOfRecord } from "../../domain/ports/enrollment-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { pastWithMerged } from "./gone-records.ts";

const winner = { id: "3" } as CrmRecord;

function past(given: Partial<PastOfRecord>): PastOfRecord {
  return { occurrences: 1, left: 0, undone: 0, isActive: false, activeStates: [], ...given };
}

describe("the past of a record that others were merged into", () => {
  test("is its own when nothing was merged", () => {
    expect(pastWithMerged(new Map([["3", past({})]]), winner, [])).toEqual(past({}));
    expect(pastWithMerged(new Map(), winner, ["1", "2"])).toBeUndefined();
  });

  test("counts what the merged ones went through, so that nothing is billed twice", () => {
    expect(pastWithMerged(new Map([["1", past({})], ["3", past({ occurrences: 2 })]]), winner, ["1", "2"])).toMatchObject({ occurrences: 3, left: 0, isActive: false });
  });

  test("does not count what merging itself ended, so that it is billed once", () => {
    expect(pastWithMerged(new Map([["1", past({ occurrences: 1, left: 1 })]]), winner, ["1"])).toMatchObject({ occurrences: 0, left: 0 });
  });

  test("is active while a merged one is being posted", () => {
    expect(pastWithMerged(new Map([["2", past({ isActive: true, activeStates: ["posting"] })]]), winner, ["2"])).toMatchObject({ isActive: true, activeStates: ["posting"] });
  });
});
