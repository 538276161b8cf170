import { expect, test } from "vitest";
import { wantedLanguage } from "./language.ts";

test.each([
  [null, ["nl-BE", "en"], "nl"],
  [null, ["fr-FR", "nl"], "nl"],
  [null, ["fr-FR"], "en"],
  ["en", ["nl"], "en"],
  ["xx", ["nl"], "nl"],
])("of the choice %s and the browser's %s the language is %s", (chosen, browser, language) => {
  expect(wantedLanguage(chosen, browser)).toBe(language);
});
