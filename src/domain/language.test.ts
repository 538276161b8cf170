import { expect, test } from "vitest";
import { acceptedLanguage } from "./language.ts";

test.each([
  ["nl-NL,nl;q=0.9,en;q=0.8", "nl"],
  ["en-GB,nl;q=0.9", "en"],
  ["fr, nl;q=0.5, en;q=0.4", "nl"],
  ["nl;q=0, en", "en"],
  ["fr", "en"],
  [null, "en"],
])("%s is spoken to in %s", (header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});
