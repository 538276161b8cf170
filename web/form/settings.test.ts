import { describe, expect, it } from "vitest";
import type { FormFieldReply } from "#api/workflow.ts";
import { missingValues, optionsOf, placeProblems, settingsInWords, settingsOf, valuesOf } from "./settings.ts";

function field(over: Partial<FormFieldReply> & { name: string }): FormFieldReply {
  return { label: over.name, help: "", isRequired: false, shownWhen: null, kind: "picker", options: [], ...over };
}

const form = [
  field({ name: "books", label: "QuickBooks account", isRequired: true, options: [{ value: "b1", label: "Harbor", detail: null }] }),
  field({ name: "terms", label: "Payment terms" }),
  field({ name: "create", label: "Create product", kind: "choice", isRequired: true }),
  field({ name: "account", label: "Income account", isRequired: true, shownWhen: { field: "create", equals: "yes" } }),
];

describe("a form's values", () => {
  it("start from the settings, with nothing chosen as empty text", () => {
    expect(valuesOf(form, { books: "b1", terms: null, create: "no" })).toEqual({ books: "b1", terms: "", create: "no", account: "" });
  });

  it("are required only while their field shows", () => {
    expect(missingValues(form, { books: "", create: "no" })).toEqual({ books: "Choose QuickBooks account." });
    expect(missingValues(form, { books: "b1", create: "yes" })).toEqual({ account: "Choose income account." });
  });

  it("become settings in which hidden and empty fields are null", () => {
    expect(settingsOf(form, { books: "b1", terms: "", create: "no", account: "79" })).toEqual({ books: "b1", terms: null, create: "no", account: null });
    expect(settingsOf(form, { books: "b1", terms: "3", create: "yes", account: "79" })).toEqual({ books: "b1", terms: "3", create: "yes", account: "79" });
  });
});

describe("a field that hangs on a hidden field", () => {
  const chain = [...form, field({ name: "category", isRequired: true, shownWhen: { field: "account", equals: "79" } })];

  it("is hidden as well", () => {
    expect(missingValues(chain, { books: "b1", create: "no", account: "79" })).toEqual({});
    expect(missingValues(chain, { books: "b1", create: "yes", account: "79" })).toEqual({ category: "Choose category." });
  });
});

describe("problems the server found", () => {
  it("stand at their field, or apart when the field is not to be seen", () => {
    const problems = [
      { field: "books", problem: "choose an account" },
      { field: "account", problem: "give one" },
      { field: "action", problem: "unknown" },
    ];
    expect(placeProblems(form, { create: "no" }, problems)).toEqual({ atFields: { books: "choose an account" }, elsewhere: ["give one", "unknown"] });
  });
});

describe("a chosen value that is no longer offered", () => {
  it("stays visible", () => {
    const [books] = form;
    expect(books && optionsOf(books, "b9").map((option) => option.label)).toEqual(["Harbor", "b9 (no longer available)"]);
  });
});

describe("settings in words", () => {
  it("name each shown field's choice", () => {
    expect(settingsInWords(form, { books: "b1", create: "no", account: "79" })).toEqual([
      { label: "QuickBooks account", chosen: "Harbor" },
      { label: "Payment terms", chosen: null },
      { label: "Create product", chosen: "no (no longer available)" },
    ]);
  });
});
