import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Filter, filter, matchTriggers, propertiesRead } from "./trigger.ts";

const zone = "America/Los_Angeles";

function holds(one: Filter, value: string | null): boolean {
  return matchTriggers([{ filters: [one] }], { p: value }, zone).matched;
}

describe("filters on text", () => {
  const anyOf: Filter = { property: "p", operator: "is-any-of", type: "text", values: ["Payment link", "Café"] };
  test.each([
    ["payment LINK", true],
    ["  Payment link ", true],
    ["Cafe\u0301", true],
    ["Payment links", false],
    [null, false],
    ["", false],
  ])("is any of: %j -> %s", (value, expected) => expect(holds(anyOf, value)).toBe(expected));

  const contains: Filter = { property: "p", operator: "contains-any-of", type: "text", values: ["payment link", "عرض"] };
  test.each([
    ["Deal from Payment Link 3", true],
    ["هذا عرض جديد", true],
    ["Payment", false],
    [null, false],
  ])("contains any of: %j -> %s", (value, expected) => expect(holds(contains, value)).toBe(expected));

  test("is none of rejects a record without a value, as HubSpot's default does", () => {
    const noneOf: Filter = { property: "p", operator: "is-none-of", type: "text", values: ["Invoice"] };
    expect([holds(noneOf, "Quote"), holds(noneOf, "invoice"), holds(noneOf, null)]).toEqual([true, false, false]);
  });
});

describe("filters on other types", () => {
  test.each<[Filter, string | null, boolean]>([
    [{ property: "p", operator: "is-known", type: "number" }, "0", true],
    [{ property: "p", operator: "is-known", type: "text" }, " ", false],
    [{ property: "p", operator: "is-unknown", type: "text" }, null, true],
    [{ property: "p", operator: "is-any-of", type: "enumeration", values: ["b"] }, "a;b", true],
    [{ property: "p", operator: "is-none-of", type: "enumeration", values: ["b"] }, "a;b", false],
    [{ property: "p", operator: "is-any-of", type: "boolean", values: ["true"] }, "TRUE", true],
    [{ property: "p", operator: "equals", type: "number", value: "100" }, "100.00", true],
    [{ property: "p", operator: "greater-than", type: "number", value: "0.1" }, "0.10000000000000000001", true],
    [{ property: "p", operator: "less-than", type: "number", value: "10" }, "9.99", true],
    [{ property: "p", operator: "greater-than", type: "number", value: "10" }, "ten", false],
    [{ property: "p", operator: "after", type: "datetime", value: "2026-11-20" }, "2026-11-21T06:00:00Z", false],
    [{ property: "p", operator: "after", type: "datetime", value: "2026-11-20" }, "2026-11-21T09:00:00Z", true],
    [{ property: "p", operator: "on", type: "datetime", value: "2026-11-20" }, "2026-11-21T06:00:00Z", true],
    [{ property: "p", operator: "on", type: "datetime", value: "2026-11-20" }, "1763668800000", false],
    [{ property: "p", operator: "before", type: "datetime", value: "2026-11-20T12:00:00Z" }, "2026-11-20T11:59:59.999Z", true],
    [{ property: "p", operator: "before", type: "datetime", value: "2026-11-20" }, "not a date", false],
  ])("%j on %j -> %s", (one, value, expected) => expect(holds(one, value)).toBe(expected));
});

test("all filters of a group must hold, any one group suffices, and every filter says why", () => {
  const won: Filter = { property: "stage", operator: "is-any-of", type: "enumeration", values: ["won"] };
  const big: Filter = { property: "amount", operator: "greater-than", type: "number", value: "100" };
  const verdict = matchTriggers([{ filters: [won, big] }, { filters: [big] }], { stage: "lost", amount: "250" }, zone);
  expect(verdict.matched).toBe(true);
  expect(verdict.groups.map((group) => group.held)).toEqual([false, true]);
  expect(verdict.groups[0]?.filters.map(({ held, actual }) => ({ held, actual }))).toEqual([
    { held: false, actual: "lost" },
    { held: true, actual: "250" },
  ]);
});

test("no groups match nothing", () => {
  expect(matchTriggers([], { stage: "won" }, zone).matched).toBe(false);
});

test("the trigger index names each property once", () => {
  const one: Filter = { property: "b", operator: "is-known", type: "text" };
  expect(propertiesRead([{ filters: [one, { ...one, property: "a" }] }, { filters: [one] }])).toEqual(["a", "b"]);
});

test("a filter with a wrong value says which field is wrong", () => {
  const problem = filter.safeParse({ property: "amount", operator: "equals", type: "number", value: "a lot" });
  expect(problem.error?.issues[0]).toMatchObject({ path: ["value"], message: "give a number" });
});

property.prop([fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.option(fc.string(), { nil: null })])(
  "is any of and is none of never both hold, and exactly one does when there is a value",
  (values, actual) => {
    const named = values.filter((value) => value.trim() !== "");
    if (named.length === 0) return;
    const any = holds({ property: "p", operator: "is-any-of", type: "text", values: named }, actual);
    const none = holds({ property: "p", operator: "is-none-of", type: "text", values: named }, actual);
    expect(any && none).toBe(false);
    if (actual !== null && actual.trim() !== "") expect(any || none).toBe(true);
  },
);
