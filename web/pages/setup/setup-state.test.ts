import { expect, test } from "vitest";
import type { FormFieldReply } from "#api/form.ts";
import { setupQuestions } from "#domain/setup.ts";
import { answeredQuestions, connectedParts, fieldsOf, questions } from "./setup-state.ts";

const field = (name: string, usual: string): FormFieldReply => ({
  name, usual, label: name, help: "", isRequired: true, shownWhen: null, section: "main", kind: "choice", format: null, options: [], isSearched: false, search: null, choosesBooks: false, columns: [], rowNoun: null,
});
const groups = [{ id: "money", title: "", help: "", fields: [field("closedPeriod", "refuse"), field("differingTotal", "flag")] }];

test("every question that is kept is asked in its order, and no setting is asked for twice", () => {
  const names = questions.flatMap(({ fields }) => [...fields]);
  expect(questions.map(({ id }) => id)).toEqual(setupQuestions);
  expect(new Set(names).size).toBe(names.length);
});

test("a question is answered by another setting than the usual, or by having been looked at", () => {
  const account = { groups, settings: { closedPeriod: "refuse", differingTotal: "void" } };
  expect([...answeredQuestions(account, new Set())]).toEqual(["differing-total"]);
  expect([...answeredQuestions(account, new Set(["closed-period"]))]).toEqual(["closed-period", "differing-total"]);
  expect(fieldsOf(questions[6], account).map(({ name }) => name)).toEqual(["closedPeriod"]);
});

test("what ended or was disconnected does not count as connected", () => {
  const one = { id: "1", role: "books", name: "Books", connectionState: "connected" } as const;
  const parts = connectedParts([one, { ...one, id: "2", connectionState: "ended" }, { ...one, id: "3", role: "crm" }]);
  expect([parts.books.map(({ id }) => id), parts.crms.map(({ id }) => id)]).toEqual([["1"], ["3"]]);
});
