import { expect, test } from "vitest";
import { ownFields } from "./fields.ts";
import { readCell } from "./import-cells.ts";
import { problemInDutch, problemWords } from "./problem-words.ts";
import { missingFields } from "./put.ts";
import { checkValue } from "./values.ts";

test.each([
  [problemWords('cannot be "{given}"', { given: 'a "b" (c)' }), 'kan niet "a "b" (c)" zijn'],
  [problemWords("is no property of {types}", { types: "line items" }), "is geen eigenschap van regels"],
  [problemWords('there is no {type} "{id}"', { type: "company", id: "7" }), 'bedrijf "7" is er niet'],
  [problemWords('holds the id "{id}" of row {row}', { id: "F-1", row: 2 }), 'bevat het id "F-1" van rij 2'],
  [problemWords("Put the {type} in first.", { type: "contact" }), "Zet dit er eerst in: contact."],
  [problemWords("Give the three letters of the currency, for example USD."), "Geef de drie letters van de valuta, bijvoorbeeld USD."],
  [problemWords("Give the {label}.", { label: "deal name" }), "Geef een waarde: dealnaam."],
  ["something of somebody else", "something of somebody else"],
])("%s is %s in Dutch", (english, dutch) => {
  expect(problemInDutch(english)).toBe(dutch);
});

test("whatever is wrong with a value or a cell has a Dutch text", () => {
  const unfit = ["", "x", "not a number", "12,5,1", "30/02/2026", "a@", "9".repeat(30_000), [1, 2], { a: 1 }, ["x"], 5, true];
  const problems = Object.entries(ownFields).flatMap(([objectType, fields]) => [
    ...fields.flatMap((field) => unfit.flatMap((value) => [checkValue(field, value), ...(typeof value === "string" ? [readCell(field, value, { decimalSign: ".", dateOrder: "ymd" })] : [])].flatMap((checked) => (checked.ok ? [] : [checked])))),
    ...missingFields(objectType as keyof typeof ownFields, {}),
  ]);
  const untranslated = problems.flatMap(({ problem, fix }) => [problem, fix]).filter((words) => problemInDutch(words) === words);
  expect(problems.length).toBeGreaterThan(50);
  expect([...new Set(untranslated)]).toEqual([]);
});
