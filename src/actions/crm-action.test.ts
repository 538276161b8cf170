import { expect, test } from "vitest";
import { crmActionOf, readInputs } from "./crm-action.ts";
import { actions } from "./index.ts";

const uncapped = { documentsPerHour: null, amountPerDocument: null, newCustomersPerDay: null };

test.each(actions.map((action) => [action.kind, action] as const))("%s offers every field of its form, each once, and what is about the CRM's workflow", (_, action) => {
  const { fields } = crmActionOf(action);
  const names = fields.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...action.form.filter(({ kind }) => kind !== "rows").map(({ name }) => name), "whenStopped", "waitDays", "askApproval", "approvalAmount", "mostDocuments", "mostAmount", "whenRepeated"]);
  for (const { kind, options, shownWhen, follows } of fields) {
    expect(options.length > 0).toBe(kind === "choice" || kind === "choices");
    for (const other of [shownWhen?.field, follows]) if (other != null) expect(names).toContain(other);
  }
  expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toContain("books");
});

test.each(actions.map((action) => [action.kind, action] as const))("%s has the same fields in Dutch, and every word of them is Dutch", (_, action) => {
  const [english, dutch] = [crmActionOf(action), crmActionOf(action, "nl")];
  const bare = ({ fields }: typeof english) => fields.map(({ label: _label, help: _help, options, ...field }) => ({ ...field, options: options.map(({ value }) => value) }));
  expect(bare(dutch)).toEqual(bare(english));
  const wordsOf = ({ title, description, fields }: typeof english) => [title, description, ...fields.flatMap(({ label, help, options }) => [label, help, ...options.map((option) => option.label)])];
  const same = wordsOf(english).filter((words, index) => words !== "" && wordsOf(dutch)[index] === words);
  expect([...new Set(same)].filter((words) => !["Percentage", "QuickBooks"].includes(words))).toEqual([]);
});

test.each(actions.map((action) => [action.kind, action] as const))("%s takes back what the CRM sends: only the form's own fields, lists apart", (_, action) => {
  const read = readInputs(action, { books: "b1", contactChoice: "billing;first", nonsense: "x", whenStopped: "go-on", waitDays: "3", whenRepeated: "another" });
  const hasContacts = action.form.some(({ name }) => name === "contactChoice");
  expect(read).toEqual({
    ok: true,
    value: { settings: { books: "b1", ...(hasContacts && { contactChoice: ["billing", "first"] }) }, wishes: { whenStopped: "go-on", waitDays: 3, whenRepeated: "another" }, approval: null, caps: uncapped },
  });
});

test.each(["0", "29", "1.5", "a week", "-1"])("%s days are no time to wait", (waitDays) => {
  expect(readInputs(actions[0]!, { books: "b1", waitDays })).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field: "waitDays" }] });
});

test("nothing chosen means: wait a week, and bill once", () => {
  expect(readInputs(actions[0]!, {})).toEqual({ ok: true, value: { settings: {}, wishes: { whenStopped: "wait", waitDays: 7, whenRepeated: "same" }, approval: null, caps: uncapped } });
});

test("an approval and limits are read, with the currency of the amount", () => {
  expect(readInputs(actions[0]!, { askApproval: "amount", approvalAmount: "1000", mostDocuments: "5", mostAmount: " 2500.50 usd" })).toMatchObject({
    ok: true, value: { approval: { when: "amount", amount: "1000" }, caps: { documentsPerHour: 5, amountPerDocument: { amount: "2500.50", currency: "USD" } } },
  });
  expect(readInputs(actions[0]!, { askApproval: "always" })).toMatchObject({ ok: true, value: { approval: { when: "always" } } });
});

test.each([
  [{ askApproval: "amount" }, "approvalAmount"],
  [{ askApproval: "amount", approvalAmount: "much" }, "approvalAmount"],
  [{ askApproval: "sometimes" }, "askApproval"],
  [{ mostDocuments: "0" }, "mostDocuments"],
  [{ mostDocuments: "few" }, "mostDocuments"],
  [{ mostAmount: "5000" }, "mostAmount"],
  [{ mostAmount: "5.0.0 USD" }, "mostAmount"],
])("%o makes no sense", (inputs, field) => {
  expect(readInputs(actions[0]!, inputs)).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field }] });
});
