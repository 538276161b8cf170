import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filled, textFinder } from "./filled-text.ts";

const texts = ["removed {email}", 'removed the workflow "{name}"', "removed everything (really).", 'renamed "{before}" to "{after}"'] as const;
const find = textFinder(texts);

describe("a sentence made of a text with values", () => {
  test.each([
    ["removed a@acme.example", { text: texts[0], values: { email: "a@acme.example" } }],
    ['removed the workflow "Won deal"', { text: texts[1], values: { name: "Won deal" } }],
    ["removed everything (really).", { text: texts[2], values: {} }],
    ['renamed "A\nB" to "C"', { text: texts[3], values: { before: "A\nB", after: "C" } }],
    ["added something", undefined],
  ])("%j is found again", (sentence, found) => {
    expect(find(sentence)).toEqual(found);
  });

  test("gives back values that put together are the sentence", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.string(), fc.string(), (text, one, other) => {
        const sentence = filled(text, { email: one, name: one, before: one, after: other });
        const found = find(sentence);
        expect(found && filled(found.text, found.values)).toBe(sentence);
      }),
    );
  });
});

test("a place without a value stays as it is", () => {
  expect(filled("{one} of {many}", { one: 1 })).toBe("1 of {many}");
});
