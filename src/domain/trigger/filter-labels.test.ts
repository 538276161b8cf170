import { expect, test } from "vitest";
import type { PropertyDefinition } from "../record.ts";
import type { Filter } from "../trigger.ts";
import { filtersInWords, labelsOf } from "./filter-labels.ts";

const property = (name: string, label: string, options: Record<string, string> = {}): PropertyDefinition => ({ name, label, type: "enumeration", isReadOnly: false, options: Object.entries(options).map(([value, text]) => ({ value, label: text })) });
const definitions = new Map([
  ["deal" as const, [property("dealstage", "Deal stage", { closedlost: "Closed lost", closedwon: "Closed won" }), property("closedate", "Close date"), property("start", "Start date")]],
  ["contact" as const, [property("dealstage", "Stage of the contact", { closedlost: "Gone" })]],
]);

const lost: Filter = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedlost"] };
const contactLost: Filter = { operator: "associated", objectType: "contact", label: "Billing", quantifier: "any", filters: [lost] };

test.each<[Filter[], string]>([
  [[lost], "Deal stage is any of Closed lost"],
  [[contactLost, lost], 'any associated contact "Billing": Stage of the contact is any of Gone and Deal stage is any of Closed lost'],
  [[{ property: "closedate", operator: "before-property", type: "date", otherProperty: "start" }], "Close date is before Start date"],
  [[{ property: "unheard", operator: "is-known", type: "text" }], "unheard is known"],
])("%j is told by the CRM's labels", (filters, words) => {
  const labels = labelsOf(filters, "deal", definitions);
  expect(filtersInWords(filters, labels)).toBe(words);
});

test("only the labels of what is read are kept, and without them internal names have to do", () => {
  expect(labelsOf([lost], "deal", definitions)).toEqual({ dealstage: { label: "Deal stage", options: { closedlost: "Closed lost" } } });
  expect(filtersInWords([lost], labelsOf([lost], "deal", new Map()))).toBe("dealstage is any of closedlost");
});
