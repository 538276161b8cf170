import { expect, test } from "vitest";
import { linkBackProperties } from "../link-back.ts";
import type { ObjectType } from "../record.ts";
import { labelInDutch, labelInsideInDutch, propertyInDutch } from "./dutch-labels.ts";
import { ownFields } from "./fields.ts";

test("every label of a field, of an option, and of what documents leave has a Dutch one", () => {
  const labels = Object.values(ownFields).flat().flatMap(({ label, options }) => [label, ...options.map((option) => option.label)]);
  expect(labels.length).toBeGreaterThan(80);
  expect([...labels, ...linkBackProperties.map(({ label }) => label)].filter((label) => labelInDutch(label) === undefined)).toEqual([]);
  expect(labels.filter((label) => labelInsideInDutch(label.toLowerCase()) === undefined)).toEqual([]);
});

test.each(Object.keys(ownFields) as ObjectType[])("no two fields of a %s are called the same in Dutch", (objectType) => {
  const labels = ownFields[objectType].map(({ label }) => labelInDutch(label));
  expect(new Set(labels).size).toBe(labels.length);
});

test("a property of ours is called in Dutch, one that people defined as they called it", () => {
  expect(propertyInDutch("deal", { name: "stage", label: "Stage", options: [{ value: "won", label: "Sales: Won" }] })).toEqual({ name: "stage", label: "Fase", options: [{ value: "won", label: "Verkoop: Gewonnen" }] });
  expect(propertyInDutch("deal", { name: "quickbooks_invoice_number", label: "QuickBooks invoice number", options: [] }).label).toBe("QuickBooks-factuur, nummer");
  expect(propertyInDutch("deal", { name: "region", label: "Source", options: [] }).label).toBe("Source");
});
