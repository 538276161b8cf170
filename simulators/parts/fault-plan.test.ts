import { describe, expect, test } from "vitest";
import { createFaultPlan, faultSettingsProblem, seededRandom } from "./fault-plan.ts";

const post = { method: "POST", path: "/v3/company/1/invoice" };
const get = { method: "GET", path: "/v3/company/1/query?query=x" };

describe("rules", () => {
  test("strike so often after so many matching calls", () => {
    const plan = createFaultPlan();
    plan.set({ rules: [{ match: { method: "post", pathIncludes: "invoice" }, kind: "503", times: 2, afterCalls: 1 }] });
    expect([post, get, post, post, post].map((call) => plan.next(call)?.kind ?? null)).toEqual([null, null, "503", "503", null]);
    expect(plan.left()).toEqual([0]);
  });

  test("strike once when not told how often, and the first that matches wins", () => {
    const plan = createFaultPlan();
    plan.set({ rules: [{ match: { method: "GET" }, kind: "slow", ms: 7 }, { kind: "500" }] });
    expect(plan.next(post)?.kind).toBe("500");
    expect(plan.next(get)).toEqual({ kind: "slow", ms: 7 });
    expect(plan.next(get)).toBeNull();
  });

  test("are gone after clearing", () => {
    const plan = createFaultPlan();
    plan.set({ rules: [{ kind: "429", times: 9 }] });
    plan.clear();
    expect(plan.next(post)).toBeNull();
  });

  test("only those that name a path strike where only rules count", () => {
    const plan = createFaultPlan();
    plan.set({ rules: [{ kind: "500" }, { match: { pathIncludes: "invoice" }, kind: "503" }], rates: { "429": 1 } });
    expect(plan.byRule(post)?.kind).toBe("503");
    expect(plan.byRule(post)).toBeNull();
  });
});

describe("chance", () => {
  const draws = (seed: number): (string | null)[] => {
    const plan = createFaultPlan();
    plan.set({ seed, rates: { "429": 0.1, "drop-after-commit": 0.1 } });
    return Array.from({ length: 400 }, () => plan.next(post)?.kind ?? null);
  };

  test("the same seed gives the same faults, another seed others", () => {
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  test("faults come about as often as asked", () => {
    const struck = draws(3).filter((kind) => kind === "429").length;
    expect(struck).toBeGreaterThan(20);
    expect(struck).toBeLessThan(65);
  });

  test("only matching calls are struck", () => {
    const plan = createFaultPlan();
    plan.set({ rates: { "500": 1 }, match: { method: "GET" } });
    expect(plan.next(post)).toBeNull();
    expect(plan.next(get)?.kind).toBe("500");
  });

  test("draws are spread over zero to one", () => {
    const random = seededRandom(1);
    const numbers = Array.from({ length: 1_000 }, random);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1);
  });
});

describe("settings from outside", () => {
  test.each([[null], ["x"], [{ rules: "x" }], [{ rules: [{ kind: "418" }] }], [{ rates: { slow: 2 } }], [{ rates: { nothing: 0.1 } }]])("%j is refused in words", (value) => {
    expect(faultSettingsProblem(value)).toMatch(/\w+/);
  });

  test("a good plan is fine", () => {
    expect(faultSettingsProblem({ rules: [{ kind: "slow" }], rates: { "429": 0.2 } })).toBeNull();
  });
});
