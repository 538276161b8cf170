import { expect, test } from "vitest";
import { keyMeaning } from "./row-keys.ts";

test.each([
  ["ArrowDown", 0, { does: "next" }],
  ["k", 0, { does: "previous" }],
  ["1", 1, { does: "take", suggestion: 0 }],
  ["3", 3, { does: "take", suggestion: 2 }],
  ["2", 1, null],
  ["4", 9, null],
  ["Enter", 2, null],
])("%s on a row of %i suggestions means %o", (key, suggestions, meaning) => {
  expect(keyMeaning(key, suggestions)).toEqual(meaning);
});
