import { expect, test } from "vitest";
import type { PropertyDefinition } from "#domain/record.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { inLanguageOf } from "./language.ts";
import { eventInWords, whenInWords } from "./workflow-words.ts";

const inLanguage = (language: string, say: () => string): string => inLanguageOf(new Headers({ "accept-language": language }), say);
const properties: PropertyDefinition[] = [{ name: "dealstage", label: "Deal {stage}", type: "enumeration", isReadOnly: false, options: [{ value: "closedwon", label: "Closed won" }, { value: "closedlost", label: "Closed lost" }] }];

test.each<[TriggerEvent, string, string]>([
  [{ event: "created" }, "The record is created", "Het record wordt aangemaakt"],
  [{ event: "property-changed", property: "amount" }, "amount changes", "amount verandert"],
  [{ event: "property-changed", property: "dealstage", values: ["closedwon", "closedlost"] }, "Deal {stage} changes to Closed won or Closed lost", "Deal {stage} verandert in Closed won of Closed lost"],
])("the event %o is told in the language of whoever asks", (event, english, dutch) => {
  expect(inLanguage("en", () => eventInWords(event, properties))).toBe(english);
  expect(inLanguage("nl", () => eventInWords(event, properties))).toBe(dutch);
});

test("so is when a branch is taken", () => {
  const words = { properties, groups: () => [], either: () => "" };
  expect(inLanguage("nl", () => whenInWords({ name: "a", values: ["vip", ""] }, words))).toBe("vip of geen waarde");
  expect(inLanguage("nl", () => whenInWords({ name: "a", values: ["closedwon", "gone"] }, words, "dealstage"))).toBe("Closed won of gone");
  expect(inLanguage("nl", () => whenInWords({ name: "b" }, words))).toBe("geen andere tak past");
  expect(inLanguage("en", () => whenInWords({ name: "b" }, words))).toBe("no other branch fits");
});
