import { expect, test } from "vitest";
import { booksSettings, withTaxMapping, withTermMapping } from "./books-settings.ts";
import { choiceKindOf, taxRateIn, taxRateKey, termKey, termNameIn } from "./matching.ts";

const usual = booksSettings.parse({});

test("a name of terms means one thing: a later choice replaces the earlier one", () => {
  const once = withTermMapping(usual, "30 Dagen", "3");
  expect(withTermMapping(once, " 30 dagen", "4").termMappings).toEqual([{ name: " 30 dagen", term: "4" }]);
  expect(withTermMapping(once, "14 dagen", "1").termMappings).toHaveLength(2);
});

test("a tax rate with a label is another than the rate without one", () => {
  const once = withTaxMapping(usual, { rate: "21", label: null }, "5");
  expect(withTaxMapping(once, { rate: "21.0", label: null }, "6").taxMappings).toEqual([{ rate: "21.0", label: null, taxCode: "6" }]);
  expect(withTaxMapping(once, { rate: "21", label: "BTW hoog" }, "6").taxMappings).toHaveLength(2);
});

test.each([
  [termKey("Net  30"), "term"],
  [taxRateKey("21", null), "tax-code"],
  [taxRateKey("21", "BTW hoog"), "tax-code"],
  ["sku:d-1", "item"],
  ["company:88", "customer"],
])("%s is a choice of kind %s", (key, kind) => {
  expect(choiceKindOf(key)).toBe(kind);
});

test("what a key was made of is read from it again", () => {
  expect(termNameIn(termKey("Net  30"))).toBe("net 30");
  expect(taxRateIn(taxRateKey("8.875", null))).toEqual({ rate: "8.875", label: null });
  expect(taxRateIn(taxRateKey("21", "BTW: hoog"))).toEqual({ rate: "21", label: "BTW: hoog" });
  expect(taxRateIn("tax:high")).toBeUndefined();
});
