import { expect, test } from "vitest";
import type { FilterGroup } from "../trigger.ts";
import { isNeeded, referencesOf } from "./references.ts";

test("filters name properties, options and labels, each once", () => {
  const groups: FilterGroup[] = [
    { filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["won", "done"] }, { property: "dealname", operator: "contains-any-of", type: "text", values: ["Link"] }] },
    { filters: [{ property: "dealstage", operator: "is-known", type: "enumeration" }, { property: "closedate", operator: "before-property", type: "date", otherProperty: "delivery" }] },
    { filters: [{ operator: "associated", objectType: "contact", label: "Billing", quantifier: "none", filters: [{ property: "email", operator: "is-known", type: "text" }] }] },
  ];
  expect(referencesOf("deal", groups, [{ event: "created" }, { event: "property-changed", property: "amount" }])).toEqual([
    { kind: "property", objectType: "deal", name: "amount" },
    { kind: "property", objectType: "deal", name: "dealstage" },
    { kind: "option", objectType: "deal", property: "dealstage", name: "won" },
    { kind: "option", objectType: "deal", property: "dealstage", name: "done" },
    { kind: "property", objectType: "deal", name: "dealname" },
    { kind: "property", objectType: "deal", name: "closedate" },
    { kind: "property", objectType: "deal", name: "delivery" },
    { kind: "label", of: "deal", objectType: "contact", name: "Billing" },
    { kind: "property", objectType: "contact", name: "email" },
  ]);
});

test("without a property or a label a filter means nothing, without one of its options it still does", () => {
  expect(isNeeded({ kind: "property", objectType: "deal", name: "x" })).toBe(true);
  expect(isNeeded({ kind: "label", of: "deal", objectType: "contact", name: "x" })).toBe(true);
  expect(isNeeded({ kind: "option", objectType: "deal", property: "x", name: "y" })).toBe(false);
});
