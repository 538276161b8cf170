import { describe, expect, test } from "vitest";
import { outputsOf, groupOf } from "#actions/catalog.ts";
import type { FormField } from "#actions/form.ts";
import { actions, flowActions } from "#actions/index.ts";
import { recipes } from "#actions/recipes.ts";
import { operatorsOf, wordsOf } from "#domain/trigger/operator.ts";
import { settingGroups } from "../account-settings/fields.ts";
import { dutchOf } from "./dutch.ts";
import { workflowTexts } from "./workflows.ts";

function textsOf(field: FormField): string[] {
  const options = field.kind === "choice" || field.kind === "ordered-choices" ? field.options.map(({ label }) => label) : [];
  const rows = field.kind === "rows" ? [field.rowNoun, ...field.columns.flatMap(textsOf)] : [];
  return [field.label, field.help, ...options, ...rows];
}

function untranslated(texts: readonly string[]): string[] {
  return texts.filter((text) => text !== "" && dutchOf(text) === undefined);
}

describe("every fixed text has a Dutch one", () => {
  test.each([...actions, ...flowActions].map((action) => [action.kind, action] as const))("of the action %s", (_, action) => {
    expect(untranslated([action.title, action.description, groupOf(action), ...outputsOf(action).map(({ label }) => label), ...action.form.flatMap(textsOf)])).toEqual([]);
  });

  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))("of the recipe %s", (_, { title, description }) => {
    expect(untranslated([title, description])).toEqual([]);
  });

  test.each(["US", "NL"])("of the settings of a set of books in %s", (country) => {
    expect(untranslated(settingGroups(country).flatMap(({ title, help, fields }) => [title, help, ...fields.flatMap(textsOf)]))).toEqual([]);
  });

  test("of the operators of triggers", () => {
    const types = ["text", "number", "enumeration", "multi-select", "boolean", "date", "datetime"] as const;
    expect(untranslated(types.flatMap((type) => operatorsOf(type).map(wordsOf)))).toEqual([]);
  });
});

test("a text that is none of ours has no Dutch", () => {
  expect(dutchOf("constructor")).toBeUndefined();
  expect(dutchOf("Harbor & Pine")).toBeUndefined();
});

test.each(Object.entries(workflowTexts))("%s has the same values in Dutch", (english, dutch) => {
  const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  expect(places(dutch)).toEqual(places(english));
});
