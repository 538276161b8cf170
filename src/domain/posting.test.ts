import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { instantOf, later } from "./dates.ts";
import type { EnrollmentId } from "./ids.ts";
import { markOf, mayBeBatched, nextAct, postingStates, requestIdOf, trustedReplayMs } from "./posting.ts";

const id = "abcdefghij0123456789" as EnrollmentId;
const start = instantOf(Date.UTC(2026, 10, 23));

test("a request id names enrollment, step, document and generation, and fits QuickBooks' 36 characters", () => {
  expect(requestIdOf(id, "inv", 0, 0)).toBe("abcdefghij0123456789-inv-0-0");
  expect(requestIdOf(id, "abcdef", 99, 999).length).toBeLessThanOrEqual(36);
});

property.prop([fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50)])("different documents never share a request id", (o1, g1, o2, g2) => {
  const same = requestIdOf(id, "inv", o1, g1) === requestIdOf(id, "inv", o2, g2);
  expect(same).toBe(o1 === o2 && g1 === g2);
});

test("the mark carries the request id", () => {
  expect(markOf(requestIdOf(id, "inv", 0, 1))).toBe("[ledgerline:abcdefghij0123456789-inv-0-1]");
});

test("what was never sent is sent; what was sent a moment ago is sent again; after a long pause we look first", () => {
  expect(nextAct({ firstSentAt: null, batchedAt: null }, start, 180_000)).toBe("send");
  expect(nextAct({ firstSentAt: start, batchedAt: null }, later(start, trustedReplayMs), 180_000)).toBe("send");
  expect(nextAct({ firstSentAt: start, batchedAt: null }, later(start, trustedReplayMs + 1), 180_000)).toBe("look-first");
});

test("what went inside a batch rests until the batch is certainly over, and is always looked for then", () => {
  const batched = { firstSentAt: start, batchedAt: start };
  expect(nextAct(batched, later(start, 179_999), 180_000)).toBe("wait");
  expect(nextAct(batched, later(start, 180_000), 180_000)).toBe("look-first");
});

test("only what was certainly never sent goes into a batch", () => {
  expect(postingStates.filter((postingState) => mayBeBatched({ postingState }))).toEqual(["intended"]);
});
