import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { later, type Instant } from "./dates.ts";
import { afterThrottle, allowedPerMinute, endOfSlowDown, regainedPerMinute, type SlowDown, slowestPerMinute } from "./slow-down.ts";

const noon = "2026-11-20T12:00:00.000Z" as Instant;
const full = 490;
const resumesAt = later(noon, 60_000);
const throttled = (used: number, current: SlowDown | null = null, wasPausedUntil: Instant | null = null) =>
  afterThrottle(current, { used, full, at: noon, wasPausedUntil, resumesAt });

describe("the pace after a throttle answer", () => {
  test.each([
    ["a little less than what was used when it came", 400, 360],
    ["less than everything even when all of it was used by us", 490, 441],
    ["never less than half at once, as the answer may have another reason", 12, 245],
  ])("is %s", (_, used, perMinute) => {
    expect(throttled(used)).toEqual({ perMinute, since: resumesAt });
  });

  test("halves with every answer that comes at once again, down to the slowest", () => {
    let slowDown = null as SlowDown | null;
    const paces = [245, 122, 61, slowestPerMinute, slowestPerMinute];
    for (const pace of paces) {
      slowDown = afterThrottle(slowDown, { used: 0, full, at: slowDown?.since ?? noon, wasPausedUntil: null, resumesAt });
      expect(slowDown?.perMinute).toBe(pace);
    }
  });

  test("is not changed by answers that come while the books are paused", () => {
    const current = { perMinute: 300, since: noon };
    expect(throttled(100, current, later(noon, 1_000))).toBe(current);
    expect(throttled(0, null, later(noon, 1_000))).toBeNull();
  });

  test("grows back evenly from the end of the pause", () => {
    const slowDown = { perMinute: 290, since: resumesAt };
    expect([-1, 0, 1, 5, 10, 60].map((minutes) => allowedPerMinute(slowDown, full, later(resumesAt, minutes * 60_000)))).toEqual([
      290,
      290,
      290 + regainedPerMinute,
      290 + 5 * regainedPerMinute,
      490,
      490,
    ]);
    expect(endOfSlowDown(slowDown, full)).toBe(later(resumesAt, 10 * 60_000));
  });

  test("is never above the documented limit, never below the slowest, and recovers, whatever happens when", () => {
    const throttle = fc.record({ used: fc.integer({ min: 0, max: 1_000 }), afterMs: fc.integer({ min: 0, max: 3_600_000 }), pauseMs: fc.integer({ min: 0, max: 900_000 }) });
    fc.assert(
      fc.property(fc.array(throttle, { maxLength: 30 }), fc.integer({ min: slowestPerMinute, max: 500 }), (throttles, limit) => {
        let at = noon;
        let paused = null as Instant | null;
        let slowDown = null as SlowDown | null;
        for (const { used, afterMs, pauseMs } of throttles) {
          at = later(at, afterMs);
          const resumes: Instant = later(at, pauseMs);
          slowDown = afterThrottle(slowDown, { used, full: limit, at, wasPausedUntil: paused, resumesAt: resumes });
          paused = paused !== null && paused > resumes ? paused : resumes;
          for (const ms of [0, 30_000, 600_000]) {
            const allowed = allowedPerMinute(slowDown, limit, later(at, ms));
            expect(allowed).toBeLessThanOrEqual(limit);
            expect(allowed).toBeGreaterThanOrEqual(slowestPerMinute);
          }
        }
        if (slowDown !== null) expect(allowedPerMinute(slowDown, limit, endOfSlowDown(slowDown, limit))).toBe(limit);
      }),
    );
  });
});
