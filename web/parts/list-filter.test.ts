import { expect, test } from "vitest";
import { isNarrowed, narrowing, searchAndPeriod } from "./list-filter.ts";

const none = { ...searchAndPeriod.parse({}), kinds: [] as string[] };

test.each<[string, object, object]>([
  ["nothing chosen", {}, {}],
  ["blanks are no search", { search: "   " }, {}],
  ["a search is trimmed", { search: " oak " }, { search: "oak" }],
  ["what was chosen counts, an empty choice does not", { kinds: ["invoice"] }, { kinds: ["invoice"] }],
  ["an open end is left out", { from: "2026-11-01", until: null }, { from: "2026-11-01" }],
])("%s", (_says, changes, expected) => {
  const one = { ...none, ...changes };
  expect(narrowing(one)).toEqual(expected);
  expect(isNarrowed(one)).toBe(Object.keys(expected).length > 0);
});

test("an address that makes no sense shows everything", () => {
  expect(searchAndPeriod.parse({ search: 7, from: "yesterday", until: 3 })).toEqual({ search: "", from: null, until: null });
});
