import { describe, expect, test } from "vitest";
import type { PropertyDefinition } from "#domain/record.ts";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import { blankAssociated, blankRow, filterOf, groupsOf, rowsOf, withOperator, withProperty } from "./filter-row.ts";

const stage: PropertyDefinition = { name: "dealstage", label: "Deal stage", type: "enumeration", options: [{ value: "won", label: "Won" }], isReadOnly: false };
const closed: PropertyDefinition = { name: "closedate", label: "Close date", type: "date", options: [], isReadOnly: false };

const every: Filter[] = [
  { property: "a", operator: "is-known", type: "number" },
  { property: "a", operator: "is-none-of", type: "text", values: ["x", "y"], orUnknown: true },
  { property: "a", operator: "not-equals", type: "number", value: "12.50" },
  { property: "a", operator: "between", type: "number", from: "1", to: "2" },
  { property: "a", operator: "on", type: "datetime", value: "2026-11-20" },
  { property: "a", operator: "more-than-ago", type: "date", amount: 3, unit: "weeks" },
  { property: "a", operator: "before-property", type: "date", otherProperty: "b" },
  { property: "a", operator: "contains-all-of", type: "multi-select", values: ["x"] },
  { operator: "associated", objectType: "contact", label: "Decision maker", quantifier: "all", filters: [{ property: "email", operator: "is-known", type: "text" }] },
];

test("every kind of filter is the same after it was opened in the editor", () => {
  const groups: FilterGroup[] = [{ filters: every }, { filters: every.slice(0, 1) }];
  expect(groupsOf(rowsOf(groups))).toEqual(groups);
});

describe("what is not complete", () => {
  test("is no filter, and its group stays", () => {
    expect(groupsOf([{ key: "g", rows: [blankRow()] }])).toEqual([{ filters: [] }]);
  });

  test.each([
    ["no value", withProperty(blankRow(), stage)],
    ["a date that is none", { ...withProperty(blankRow(), closed), value: "soon" }],
    ["half a span of time", { ...withOperator(withProperty(blankRow(), closed), "in-last"), amount: "" }],
    ["an associated record of which nothing is asked", blankAssociated("contact")],
  ])("%s", (_, row) => expect(filterOf(row)).toBeUndefined());
});

test("another property begins with its type's usual operator and without the old values", () => {
  const row = { ...withOperator(withProperty(blankRow(), stage), "is-none-of"), values: ["won"], orUnknown: true };
  expect(withProperty(row, closed)).toMatchObject({ property: "closedate", type: "date", operator: "on", values: [], orUnknown: false });
  expect(withProperty(row, stage)).toBe(row);
});

test("another operator keeps the values, and lets nobody without a value pass unless it is a negative one", () => {
  const row = { ...withOperator(withProperty(blankRow(), stage), "is-none-of"), values: ["won"], orUnknown: true };
  expect(filterOf(withOperator(row, "is-any-of"))).toEqual({ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["won"] });
});
