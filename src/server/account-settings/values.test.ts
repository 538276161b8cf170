import { describe, expect, test } from "vitest";
import { booksSettings } from "#domain/books-settings.ts";
import { settingFields } from "./fields.ts";
import { type SettingValues, settingsFrom, usualValues, valuesOf } from "./values.ts";

const before = booksSettings.parse({ monthlyMeteredBudget: 7, customerSyncFilter: { property: "kind", values: ["a", "b"] }, newItems: { type: "service", incomeAccount: "79", isTaxable: false, category: null } });

function problemsOf(given: SettingValues): Record<string, string> {
  const merged = settingsFrom(before, given);
  return "problems" in merged ? Object.fromEntries(merged.problems.map(({ field, problem }) => [field, problem])) : {};
}

describe("the form of a set of books' settings", () => {
  test("has every setting that decides about documents, and each of its fields a value", () => {
    const elsewhere = ["monthlyMeteredBudget", "batchCost", "batchesPerMinute", "burstAfterSeconds"];
    const nested = ["customerSyncFilter", "booksIdProperties", "newItems"];
    const plain = Object.keys(booksSettings.shape).filter((name) => !elsewhere.includes(name) && !nested.includes(name));
    const names = settingFields.map(({ name }) => name);
    expect(plain.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => usualValues[name] === undefined)).toEqual([]);
  });

  test("changes nothing when it is saved as it was read", () => {
    expect(settingsFrom(before, valuesOf(before))).toEqual({ settings: before });
    expect(settingsFrom(booksSettings.parse({}), usualValues)).toEqual({ settings: booksSettings.parse({}) });
  });

  test("keeps what it does not show, and what was not given", () => {
    expect(settingsFrom(before, { takenNames: "add-email", newItemTaxable: "yes", taxMode: "codes" })).toEqual({
      settings: { ...before, takenNames: "add-email", taxMode: "codes", newItems: { ...before.newItems, isTaxable: true } },
    });
  });

  test("reads lists line by line and row by row", () => {
    const given = { syncProperty: "tier", syncValues: " gold \n\nsilver", taxMappings: [{ rate: "21", label: null, taxCode: "5" }], customerMatching: ["email"] };
    expect(settingsFrom(before, given)).toMatchObject({
      settings: { customerSyncFilter: { property: "tier", values: ["gold", "silver"] }, taxMappings: [{ rate: "21", label: null, taxCode: "5" }], customerMatching: ["email"] },
    });
    expect(settingsFrom(before, { syncProperty: null, syncValues: null })).toMatchObject({ settings: { customerSyncFilter: null } });
  });

  test("names the field or the cell of each problem", () => {
    expect(problemsOf({ syncValues: null })).toEqual({ syncValues: "give at least one value, or no property" });
    expect(problemsOf({ syncProperty: null })).toEqual({ syncProperty: "choose the property that has these values" });
    expect(problemsOf({ colour: "red" })).toEqual({ colour: "there is no such setting" });
    expect(problemsOf({ takesZeroReceipts: "perhaps" })).toEqual({ takesZeroReceipts: "say yes or no" });
    expect(problemsOf({ newItemType: "inventory", customerMatching: [], closedPeriod: null })).toEqual({
      newItemType: "choose one of the values offered",
      customerMatching: "give a value",
      closedPeriod: "choose one of the values offered",
    });
    const rows = [{ rate: "21", label: null, taxCode: "5" }, { rate: "a lot", label: null, taxCode: "5" }, { rate: "21.0", label: null, taxCode: "6" }];
    expect(problemsOf({ taxMappings: rows })).toEqual({ "taxMappings.2.rate": "this rate with this label is in the list already" });
    expect(problemsOf({ taxMappings: rows.slice(0, 2) })).toEqual({ "taxMappings.1.rate": "give a percentage such as 21 or 8.875" });
  });
});
