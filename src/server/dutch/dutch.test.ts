import { describe, expect, test } from "vitest";
import { outputsOf, groupOf } from "#actions/catalog.ts";
import type { FormField } from "#actions/form.ts";
import { actions, flowActions } from "#actions/index.ts";
import { recipes } from "#actions/recipes.ts";
import { workflowFile } from "#actions/workflow-file.ts";
import { contract } from "#api/contract.ts";
import { permissionsWith } from "../../crm/hubspot/scopes.ts";
import { isContractProcedure } from "@orpc/contract";
import { operatorsOf, wordsOf } from "#domain/trigger/operator.ts";
import { booksSettings } from "#domain/books-settings.ts";
import { settingFields, settingGroups } from "../account-settings/fields.ts";
import { settingsFrom, type SettingValues } from "../account-settings/values.ts";
import { dutchOf } from "./dutch.ts";
import { deedTexts } from "./deeds.ts";
import { replyTexts } from "./replies.ts";
import { shapeTexts } from "./shapes.ts";
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

describe("every reason why a setting cannot be taken has a Dutch one", () => {
  const unfit = [null, "", "x", "-1", "0", "1000", "9".repeat(5_000), 5, [], ["x"], ["-1"], {}];
  const bad = (form: readonly FormField[]) => form.flatMap((field) => [...unfit, ...(field.kind === "choice" ? field.options.map(({ value }) => value) : [])].map((value) => ({ [field.name]: value })));

  test.each([...actions, ...flowActions].map((action) => [action.kind, action] as const))("of the action %s", (_, action) => {
    const reasons = bad(action.form).flatMap((settings) => {
      const ready = action.ready(settings);
      return ready.ok ? [] : ready.error.flatMap((failure) => (failure.code === "setting-invalid" ? [failure.reason] : []));
    });
    expect(untranslated([...new Set(reasons)])).toEqual([]);
  });

  test("of the settings of a set of books", () => {
    const usual = booksSettings.parse({});
    const problems = [{ nonsense: "x" }, ...bad(settingFields), { syncProperty: "x", syncValues: "" }, { syncValues: "x" }].flatMap((given) => {
      const merged = settingsFrom(usual, given as SettingValues);
      return "problems" in merged ? merged.problems.map(({ problem }) => problem) : [];
    });
    expect(problems.length).toBeGreaterThan(20);
    expect(untranslated([...new Set(problems)])).toEqual([]);
  });
});

test("every message of the API's contract has a Dutch one", () => {
  const messages = messagesIn(contract);
  expect(messages.length).toBeGreaterThan(30);
  expect(untranslated(messages)).toEqual([]);
});

test("every message of a schema that requests and workflow files are checked with has a Dutch one", () => {
  const messages = schemaMessagesIn([contract, workflowFile]);
  expect(messages.length).toBeGreaterThan(40);
  expect(untranslated(messages)).toEqual([]);
});

test("what does not work without a scope of the CRM has a Dutch one", () => {
  expect(untranslated(permissionsWith(() => "unknown").map(({ without }) => without))).toEqual([]);
});

/** The messages of a contract's errors, wherever they are. */
function messagesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  if (!isContractProcedure(part)) return Object.values(part).flatMap(messagesIn);
  return Object.values(part["~orpc"].errorMap as Record<string, { message?: string } | undefined>).flatMap((error) => error?.message ?? []);
}

/** The messages that schemas have of their own, wherever they are. */
function schemaMessagesIn(part: unknown, seen = new Set<unknown>()): string[] {
  if (typeof part !== "object" || part === null || seen.has(part)) return [];
  seen.add(part);
  if (isContractProcedure(part)) return schemaMessagesIn(part["~orpc"].inputSchema, seen);
  if (!("_zod" in part)) return Object.values(part).flatMap((one) => schemaMessagesIn(one, seen));
  const { def } = part._zod as { def: { error?: (issue: object) => unknown; getter?: () => unknown } };
  const own = def.error?.({});
  return [...(typeof own === "string" ? [own] : []), ...schemaMessagesIn(def.getter?.(), seen), ...schemaMessagesIn(def, seen)];
}

test("a text that is none of ours has no Dutch", () => {
  expect(dutchOf("constructor")).toBeUndefined();
  expect(dutchOf("Harbor & Pine")).toBeUndefined();
});

test.each(Object.entries({ ...workflowTexts, ...replyTexts, ...shapeTexts, ...deedTexts }))("%s has the same values in Dutch", (english, dutch) => {
  const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  expect(places(dutch)).toEqual(places(english));
});
