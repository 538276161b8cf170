import { expect, test } from "vitest";
import type { FormFieldReply } from "../../src/api/workflow.ts";
import { missingFields, settingsToSave, shownFields } from "./visibility.ts";

const create: FormFieldReply = { name: "create", label: "Create", help: "", isRequired: true, shownWhen: null, kind: "choice", options: [] };
const account: FormFieldReply = { ...create, name: "account", label: "Income account", shownWhen: { field: "create", equals: "yes" } };
const form = [create, account];

test("a dependent field shows only while the other has its value", () => {
  expect(shownFields(form, { create: "no" })).toEqual([create]);
  expect(shownFields(form, { create: "yes" })).toEqual(form);
});

test("what is hidden is not saved", () => {
  expect(settingsToSave(form, { create: "no", account: "79" })).toEqual({ create: "no", account: null });
});

test("a required field counts as missing only while it shows", () => {
  expect(missingFields(form, { create: "no" })).toEqual({});
  expect(missingFields(form, { create: "yes" })).toEqual({ account: 'Choose a value for "Income account".' });
});
