import { expect, test } from "vitest";
import type { FormFieldReply } from "#api/form.ts";
import { answeredQuestions, connectedParts, fieldsOf, keepSetup, keptSetup, questions } from "./setup-state.ts";

const field = (name: string, usual: string): FormFieldReply => ({
  name, usual, label: name, help: "", isRequired: true, shownWhen: null, section: "main", kind: "choice", format: null, options: [], isSearched: false, search: null, choosesBooks: false, columns: [], rowNoun: null,
});
const groups = [{ id: "money", title: "", help: "", fields: [field("closedPeriod", "refuse"), field("differingTotal", "flag")] }];

test("there are eight questions, and no setting is asked for twice", () => {
  const names = questions.flatMap(({ fields }) => [...fields]);
  expect(questions).toHaveLength(8);
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

test("what was looked at is kept for each workspace, and a broken entry is as good as none", () => {
  const values = new Map<string, string>();
  const storage = { getItem: (name: string) => values.get(name) ?? null, setItem: (name: string, value: string) => void values.set(name, value) };
  keepSetup("w1", { lookedAt: ["tax"] }, storage);
  keepSetup("w1", { isPutAway: true }, storage);
  expect(keptSetup("w1", storage)).toEqual({ lookedAt: ["tax"], isPutAway: true });
  expect(keptSetup("w2", storage)).toEqual({ lookedAt: [], isPutAway: false });
  values.set("ledgerline-setup:w1", "{");
  expect(keptSetup("w1", storage).lookedAt).toEqual([]);
});
