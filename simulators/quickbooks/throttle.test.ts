import { describe, expect, test } from "vitest";
import { createThrottle, usualThrottles } from "./throttle.ts";
import { isMetered } from "./metering.ts";

function throttleAt(): { at: { ms: number }; enter: (isBatch?: boolean) => (() => void) | null } {
  const at = { ms: 1_000_000 };
  const throttle = createThrottle(() => at.ms);
  return { at, enter: (isBatch = false) => throttle.enter("app", isBatch, usualThrottles) };
}

describe("throttle", () => {
  test("lets ten calls a second in, and the next one when a second has passed", () => {
    const { at, enter } = throttleAt();
    for (let n = 0; n < 10; n++) enter()?.();
    expect(enter()).toBeNull();
    at.ms += 999;
    expect(enter()).toBeNull();
    at.ms += 1;
    expect(enter()).not.toBeNull();
  });

  test("lets ten calls be at work at once", () => {
    const { at, enter } = throttleAt();
    const leaves = Array.from({ length: 10 }, () => {
      at.ms += 200;
      return enter();
    });
    at.ms += 2_000;
    expect(enter()).toBeNull();
    leaves[0]?.();
    expect(enter()).not.toBeNull();
  });

  test("the five hundred and first call of a minute is refused until the first one is a minute old", () => {
    const { at, enter } = throttleAt();
    for (let n = 0; n < 500; n++) {
      at.ms += 101;
      const leave = enter();
      expect(leave, `call ${n}`).not.toBeNull();
      leave?.();
    }
    at.ms += 200;
    expect(enter()).toBeNull();
    at.ms = 1_000_000 + 101 + 60_000;
    expect(enter()).not.toBeNull();
  });

  test("batches have a limit of their own", () => {
    const { at, enter } = throttleAt();
    for (let n = 0; n < 40; n++) {
      at.ms += 200;
      enter(true)?.();
    }
    at.ms += 1_000;
    expect(enter(true)).toBeNull();
    expect(enter(false)).not.toBeNull();
  });

  test("refused calls do not count", () => {
    const { at, enter } = throttleAt();
    for (let n = 0; n < 10; n++) enter()?.();
    for (let n = 0; n < 50; n++) expect(enter()).toBeNull();
    at.ms += 1_000;
    expect(enter()).not.toBeNull();
  });

  test("off, nothing is refused", () => {
    const throttle = createThrottle(() => 0);
    for (let n = 0; n < 1_000; n++) expect(throttle.enter("app", true, { ...usualThrottles, on: false })).not.toBeNull();
  });
});

describe("metering", () => {
  test.each([["GET", "invoice/145"], ["GET", "companyinfo/1"], ["GET", "query"], ["POST", "query"], ["GET", "cdc"], ["POST", "batch"]])("%s %s is metered", (method, path) => {
    expect(isMetered(method, path)).toBe(true);
  });

  test.each(["invoice", "customer", "item", "invoice/145/send"])("POST %s is free", (path) => {
    expect(isMetered("POST", path)).toBe(false);
  });
});
