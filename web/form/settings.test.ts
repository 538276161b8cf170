import { describe, expect, it } from "vitest";
import { formField, type FormFieldReply } from "#api/form.ts";
import { missingValues, moved, opensAdvanced, optionsOf, placeProblems, settingsInWords, settingsOf, shownSettingsOf, valuesOf } from "./settings.ts";

const options = (...labels: string[]) => labels.map((label) => ({ value: label.toLowerCase(), label, detail: null }));

function field(over: Partial<FormFieldReply> & { name: string }): FormFieldReply {
  const blank = { label: over.name, help: "", isRequired: false, shownWhen: null, section: "main", kind: "picker", format: null, usual: null, options: [], isSearched: false, search: null, choosesBooks: false, columns: [], rowNoun: null };
  return formField.parse({ ...blank, ...over });
}

const form = [
  field({ name: "books", label: "QuickBooks account", isRequired: true, options: [{ value: "b1", label: "Harbor", detail: null }] }),
  field({ name: "terms", label: "Payment terms" }),
  field({ name: "create", label: "Create product", kind: "choice", isRequired: true, usual: "no" }),
  field({ name: "account", label: "Income account", isRequired: true, shownWhen: { field: "create", equals: ["yes", "perhaps"] } }),
];
const ways = field({ name: "ways", label: "Which contact", kind: "ordered-choices", isRequired: true, section: "advanced", usual: ["first"], options: options("Billing", "First", "Signer: of the quote") });
const date = field({ name: "date", kind: "choice", isRequired: true, section: "advanced", usual: "today", options: options("Today", "Property") });
const dateProperty = field({ name: "dateProperty", label: "Date property", kind: "property", isRequired: true, section: "advanced", shownWhen: { field: "date", equals: ["property"] } });
const memo = field({ name: "memo", label: "Memo", kind: "text", format: "long-template", section: "advanced" });
const advanced = [ways, date, dateProperty, memo];

describe("a form's values", () => {
  it("start from the settings, else from the usual, with nothing chosen as empty text", () => {
    expect(valuesOf(form, { books: "b1", terms: null })).toEqual({ books: "b1", terms: "", create: "no", account: "" });
    expect(valuesOf(advanced, { memo: "Thanks" })).toEqual({ ways: ["first"], date: "today", dateProperty: "", memo: "Thanks" });
  });

  it("are required only while their field shows, lists and texts too", () => {
    expect(missingValues(form, { books: "", create: "no" })).toEqual({ books: "Choose QuickBooks account." });
    expect(missingValues(form, { books: "b1", create: "perhaps" })).toEqual({ account: "Choose income account." });
    expect(missingValues(advanced, { ways: [], date: "today" })).toEqual({ ways: "Choose which contact." });
    expect(missingValues([{ ...memo, isRequired: true }], { memo: "  " })).toEqual({ memo: "Give memo." });
  });

  it("become settings in which empty fields are null and hidden ones as usual", () => {
    expect(settingsOf(form, { books: "b1", terms: "", create: "no", account: "79" })).toEqual({ books: "b1", terms: null, create: "no", account: null });
    expect(settingsOf(form, { books: "b1", terms: "3", create: "yes", account: "79" })).toEqual({ books: "b1", terms: "3", create: "yes", account: "79" });
    const hidden = [field({ name: "make", kind: "choice" }), { ...date, shownWhen: { field: "make", equals: ["yes"] } }];
    expect(settingsOf(hidden, { make: "", date: "property" })).toEqual({ make: null, date: "today" });
    expect(settingsOf(advanced, { ways: ["signer: of the quote", "first"], date: "today", memo: "" })).toMatchObject({ ways: ["signer: of the quote", "first"], memo: null });
  });
});

describe("a field that hangs on a hidden field", () => {
  const chain = [...form, field({ name: "category", isRequired: true, shownWhen: { field: "account", equals: ["79"] } })];

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

describe("advanced fields", () => {
  it("are folded away until one of them is changed or wrong", () => {
    const usual = valuesOf(advanced, {});
    expect(opensAdvanced(advanced, usual, [])).toBe(false);
    expect(opensAdvanced(advanced, usual, ["memo"])).toBe(true);
    expect(opensAdvanced(advanced, { ...usual, ways: ["billing", "first"] }, [])).toBe(true);
    expect(opensAdvanced(advanced, { ...usual, dateProperty: "closedate" }, [])).toBe(false);
  });
});

describe("the order of a list", () => {
  it("changes by one place, and its ends hold", () => {
    expect(moved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b"], "a", -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], "b", 1)).toEqual(["a", "b"]);
  });
});

describe("a table", () => {
  const [rate, code] = [field({ name: "rate", label: "Rate", kind: "text", isRequired: true }), field({ name: "code", label: "Tax code", isRequired: true, options: [{ value: "5", label: "21% VAT", detail: null }] })];
  const rates = field({ name: "rates", kind: "rows", rowNoun: "rate", columns: [rate, code] });
  const values = valuesOf([rates], { rates: [{ rate: "21", code: "5" }, { rate: " 9 ", code: null }] });

  it("is rows of texts, and its empty required cells are missing", () => {
    expect(values).toEqual({ rates: [{ rate: "21", code: "5" }, { rate: " 9 ", code: "" }] });
    expect(missingValues([rates], values)).toEqual({ "rates.1.code": "Choose tax code." });
    expect(settingsOf([rates], values)).toEqual({ rates: [{ rate: "21", code: "5" }, { rate: "9", code: null }] });
    expect(settingsInWords([rates], values)).toEqual([{ label: "rates", chosen: "21 21% VAT;  9 " }]);
  });

  it("shows the server's problems at their cells", () => {
    expect(placeProblems([rates], values, [{ field: "rates.1.rate", problem: "twice" }]).atFields).toEqual({ "rates.1.rate": "twice" });
  });
});

describe("settings that are saved only as far as they show", () => {
  it("leave the hidden ones out", () => {
    expect(shownSettingsOf(form, { books: "b1", terms: "", create: "no", account: "79" })).toEqual({ books: "b1", terms: null, create: "no" });
  });
});

describe("settings in words", () => {
  it("name each shown field's choice", () => {
    expect(settingsInWords(form, { books: "b1", create: "yes", account: "79" })).toEqual([
      { label: "QuickBooks account", chosen: "Harbor" },
      { label: "Payment terms", chosen: null },
      { label: "Create product", chosen: "yes (no longer available)" },
      { label: "Income account", chosen: "79 (no longer available)" },
    ]);
  });

  it("name of advanced fields only what was changed, lists in their order", () => {
    expect(settingsInWords(advanced, {})).toEqual([]);
    expect(settingsInWords(advanced, { ways: ["signer: of the quote", "first"], memo: "Thanks, {{contact.firstname}}" })).toEqual([
      { label: "Which contact", chosen: "Signer, then First" },
      { label: "Memo", chosen: "Thanks, {{contact.firstname}}" },
    ]);
  });
});
