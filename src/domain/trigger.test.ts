import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Instant } from "./dates.ts";
import { type Filter, filter, filterTypes, type PropertyFilter } from "./trigger.ts";
import { matchTriggers as match } from "./trigger/match.ts";
import { operandsOf, operatorsOf, propertyFilterInWords } from "./trigger/operator.ts";
import { readsOf } from "./trigger/reads.ts";
import type { TriggerFacts } from "./trigger/facts.ts";

const asking = { timeZone: "America/Los_Angeles", now: "2026-11-25T20:00:00.000Z" as Instant };

function meets(one: Filter, facts: TriggerFacts): boolean {
  return match([{ filters: [one] }], facts, asking).matched;
}

function holds(one: Filter, value: string | null): boolean {
  return meets(one, { properties: { p: value } });
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

test("W3: all filters of a group must hold, any one group suffices, and every filter says why", () => {
  const won: Filter = { property: "stage", operator: "is-any-of", type: "enumeration", values: ["won"] };
  const big: Filter = { property: "amount", operator: "greater-than", type: "number", value: "100" };
  const verdict = match([{ filters: [won, big] }, { filters: [big] }], { properties: { stage: "lost", amount: "250" } }, asking);
  expect(verdict.matched).toBe(true);
  expect(verdict.groups.map((group) => group.held)).toEqual([false, true]);
  expect(verdict.groups[0]?.filters.map(({ held, actual }) => ({ held, actual }))).toEqual([
    { held: false, actual: "lost" },
    { held: true, actual: "250" },
  ]);
});

test("no groups match nothing", () => {
  expect(match([], { properties: { stage: "won" } }, asking).matched).toBe(false);
});

describe("W3: every operator of every type", () => {
  const text = { property: "p", type: "text" } as const;
  const tags = { property: "p", type: "multi-select" } as const;
  const number = { property: "p", type: "number" } as const;
  const date = { property: "p", type: "date" } as const;
  const moment = { property: "p", type: "datetime" } as const;

  test.each<[PropertyFilter, string | null, boolean]>([
    [{ ...text, operator: "starts-with-any-of", values: ["ACME"] }, " acme Inc", true],
    [{ ...text, operator: "starts-with-any-of", values: ["inc"] }, "Acme Inc", false],
    [{ ...text, operator: "ends-with-any-of", values: ["INC", "ltd"] }, "Acme Inc ", true],
    [{ ...text, operator: "contains-none-of", values: ["test"] }, "A Test deal", false],
    [{ ...text, operator: "contains-none-of", values: ["test"] }, null, false],
    [{ ...text, operator: "contains-none-of", values: ["test"], orUnknown: true }, null, true],
    [{ ...text, operator: "is-none-of", values: ["Invoice"], orUnknown: true }, " ", true],
    [{ ...text, operator: "is-none-of", values: ["Invoice"], orUnknown: true }, "invoice", false],
    [{ ...tags, operator: "contains-any-of", values: ["b", "x"] }, "a;b", true],
    [{ ...tags, operator: "contains-all-of", values: ["a", "b"] }, "b; A;c", true],
    [{ ...tags, operator: "contains-all-of", values: ["a", "d"] }, "a;b;c", false],
    [{ ...tags, operator: "contains-none-of", values: ["d"] }, "a;b", true],
    [{ ...tags, operator: "is-exactly", values: ["b", "a"] }, "a;b;", true],
    [{ ...tags, operator: "is-exactly", values: ["a"] }, "a;b", false],
    [{ ...number, operator: "not-equals", value: "1" }, "1.0", false],
    [{ ...number, operator: "not-equals", value: "1" }, null, false],
    [{ ...number, operator: "not-equals", value: "1", orUnknown: true }, null, true],
    [{ ...number, operator: "at-least", value: "1" }, "1.0", true],
    [{ ...number, operator: "at-most", value: "1" }, "1.01", false],
    [{ ...number, operator: "between", from: "-1", to: "1" }, "-1.0", true],
    [{ ...number, operator: "between", from: "-1", to: "1" }, "1.1", false],
    [{ ...date, operator: "on", value: "2026-11-20" }, "2026-11-20", true],
    [{ ...date, operator: "on", value: "2026-11-20" }, "1763596800000", false],
    [{ ...date, operator: "on", value: "2026-11-20" }, "1795132800000", true],
    [{ ...date, operator: "between", from: "2026-11-20", to: "2026-11-21" }, "2026-11-21", true],
    [{ ...date, operator: "between", from: "2026-11-20", to: "2026-11-21" }, "2026-11-22", false],
    [{ ...date, operator: "before", value: "2026-11-20" }, "2026-11-20", false],
    [{ ...moment, operator: "between", from: "2026-11-20", to: "2026-11-20" }, "2026-11-21T07:59:59.999Z", true],
    [{ ...moment, operator: "between", from: "2026-11-20", to: "2026-11-20" }, "2026-11-21T08:00:00Z", false],
    [{ ...moment, operator: "in-last", amount: 3, unit: "hours" }, "2026-11-25T17:00:00Z", true],
    [{ ...moment, operator: "in-last", amount: 3, unit: "hours" }, "2026-11-25T16:59:59Z", false],
    [{ ...moment, operator: "in-last", amount: 3, unit: "hours" }, "2026-11-25T20:00:01Z", false],
    [{ ...moment, operator: "in-next", amount: 90, unit: "minutes" }, "2026-11-25T21:30:00Z", true],
    [{ ...moment, operator: "more-than-ago", amount: 1, unit: "months" }, "2026-10-25T18:59:59Z", true],
    [{ ...moment, operator: "more-than-ago", amount: 1, unit: "months" }, "2026-10-25T19:00:00Z", false],
    [{ ...moment, operator: "less-than-ago", amount: 1, unit: "weeks" }, "2026-11-18T20:00:00Z", false],
    [{ ...moment, operator: "less-than-ago", amount: 1, unit: "weeks" }, "2026-11-18T20:00:00.001Z", true],
    [{ ...date, operator: "in-last", amount: 2, unit: "days" }, "2026-11-23", true],
    [{ ...date, operator: "in-last", amount: 2, unit: "days" }, "2026-11-26", false],
    [{ ...date, operator: "in-next", amount: 2, unit: "days" }, "2026-11-27", true],
    [{ ...date, operator: "more-than-ago", amount: 30, unit: "days" }, "2026-10-25", true],
    [{ ...date, operator: "more-than-ago", amount: 30, unit: "days" }, "2026-10-26", false],
    [{ ...date, operator: "less-than-ago", amount: 1, unit: "days" }, "2026-11-25", true],
  ])("%j on %j -> %s", (one, value, expected) => {
    expect(filter.safeParse(one).success).toBe(true);
    expect(holds(one, value)).toBe(expected);
  });

  test.each<[PropertyFilter["operator"], string | null, boolean]>([
    ["equals-property", "2026-11-20T23:00:00Z", true],
    ["equals-property", "2026-11-20", true],
    ["before-property", "2026-11-20T22:00:01Z", true],
    ["before-property", "2026-11-20", false],
    ["after-property", "2026-11-19", true],
    ["after-property", null, false],
  ])("%s compares with another property: %j -> %s", (operator, other, expected) => {
    const one = { ...moment, operator, otherProperty: "q" } as PropertyFilter;
    expect(meets(one, { properties: { p: "2026-11-20T22:00:00Z", q: other } })).toBe(expected);
  });

  test("has ever been, has never been and changed to look at the past", () => {
    const stage = { property: "p", type: "enumeration" as const, values: ["won"] };
    const past = (value: string | null, ever: string[], changed: boolean): TriggerFacts => ({ properties: { p: value }, histories: { p: { ever, changed } } });
    expect(meets({ ...stage, operator: "has-ever-been-any-of" }, past("lost", ["lost", "won"], true))).toBe(true);
    expect(meets({ ...stage, operator: "has-ever-been-any-of" }, past("lost", ["lost", "open"], true))).toBe(false);
    expect(meets({ ...stage, operator: "has-never-been-any-of" }, past("lost", ["lost", "open"], true))).toBe(true);
    expect(meets({ ...stage, operator: "has-never-been-any-of" }, past(null, [], false))).toBe(false);
    expect(meets({ ...stage, operator: "has-never-been-any-of", orUnknown: true }, past(null, [], false))).toBe(true);
    expect(meets({ ...stage, operator: "changed-to-any-of" }, past("won", ["won", "open"], true))).toBe(true);
    expect(meets({ ...stage, operator: "changed-to-any-of" }, past("won", ["won"], false))).toBe(false);
    expect(meets({ ...stage, operator: "changed-to-any-of" }, past("lost", ["lost", "won"], true))).toBe(false);
  });

  test("the operators of a type are those that its filters take", () => {
    const operands = { none: {}, values: { values: ["a"] }, value: {}, range: {}, period: { amount: 1, unit: "days" }, property: { otherProperty: "q" } };
    for (const type of filterTypes) {
      const value = type === "number" ? "1" : "2026-11-20";
      for (const operator of operatorsOf(type)) {
        const given = { ...operands, value: { value }, range: { from: value, to: value } }[operandsOf(operator)];
        expect(filter.safeParse({ property: "p", type, operator, ...given }), `${type} ${operator}`).toMatchObject({ success: true });
      }
    }
  });

  test("filters read as sentences", () => {
    const names = { property: () => "Close date", value: (_: string, value: string) => value };
    const said = (one: PropertyFilter) => propertyFilterInWords(one, names);
    expect(said({ ...date, operator: "more-than-ago", amount: 1, unit: "days" })).toBe("Close date is more than 1 day ago");
    expect(said({ ...date, operator: "between", from: "2026-01-01", to: "2026-02-01" })).toBe("Close date is between 2026-01-01 and 2026-02-01");
    expect(said({ ...text, operator: "is-none-of", values: ["a", "b"], orUnknown: true })).toBe("Close date is none of a or b or is unknown");
  });
});

describe("W3: filters on associated records", () => {
  const inTheUS: PropertyFilter = { property: "country", operator: "is-any-of", type: "text", values: ["US"] };
  const contact = (id: string, country: string, ...labels: string[]) => ({ objectType: "contact" as const, id, name: id, labels, properties: { country } });
  const filters = (quantifier: "any" | "all" | "none", label: string | null = null): Filter => ({ operator: "associated", objectType: "contact", label, quantifier, filters: [inTheUS] });

  test.each<[Filter, string[], boolean]>([
    [filters("any"), ["CA", "us"], true],
    [filters("any"), [], false],
    [filters("all"), ["US", "US"], true],
    [filters("all"), ["US", "CA"], false],
    [filters("all"), [], false],
    [filters("none"), ["CA"], true],
    [filters("none"), ["US"], false],
    [filters("none"), [], true],
  ])("%j of contacts in %j -> %s", (one, countries, expected) => {
    expect(meets(one, { properties: {}, associated: countries.map((country, index) => contact(String(index), country)) })).toBe(expected);
  });

  test("a label narrows them, and the verdict says which record did what", () => {
    const associated = [contact("a", "US", "Billing"), contact("b", "CA", "Decision maker", "Billing"), contact("c", "US")];
    expect(meets(filters("any", "decision MAKER"), { properties: {}, associated })).toBe(false);
    const verdict = match([{ filters: [filters("any", "Billing")] }], { properties: {}, associated }, asking);
    expect(verdict.matched).toBe(true);
    expect(verdict.groups[0]?.filters[0]?.associated.map(({ id, held }) => [id, held])).toEqual([["a", true], ["b", false]]);
  });
});

test("the trigger index names each property once", () => {
  const one: PropertyFilter = { property: "b", operator: "is-known", type: "text" };
  expect(readsOf([{ filters: [one, { ...one, property: "a" }] }, { filters: [one] }]).own.all).toEqual(["a", "b"]);
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
