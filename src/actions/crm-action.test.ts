import { expect, test } from "vitest";
import { crmActionOf, readInputs } from "./crm-action.ts";
import { actions } from "./index.ts";

test.each(actions.map((action) => [action.kind, action] as const))("%s offers every field of its form, each once, and what is about the CRM's workflow", (_, action) => {
  const { fields } = crmActionOf(action);
  const names = fields.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...action.form.filter(({ kind }) => kind !== "rows").map(({ name }) => name), "whenStopped", "waitDays", "whenRepeated"]);
  for (const { kind, options, shownWhen, follows } of fields) {
    expect(options.length > 0).toBe(kind === "choice" || kind === "choices");
    for (const other of [shownWhen?.field, follows]) if (other != null) expect(names).toContain(other);
  }
  expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toContain("books");
});

test.each(actions.map((action) => [action.kind, action] as const))("%s takes back what the CRM sends: only the form's own fields, lists apart", (_, action) => {
  const read = readInputs(action, { books: "b1", contactChoice: "billing;first", nonsense: "x", whenStopped: "go-on", waitDays: "3", whenRepeated: "another" });
  const hasContacts = action.form.some(({ name }) => name === "contactChoice");
  expect(read).toEqual({
    ok: true,
    value: { settings: { books: "b1", ...(hasContacts && { contactChoice: ["billing", "first"] }) }, wishes: { whenStopped: "go-on", waitDays: 3, whenRepeated: "another" } },
  });
});

test.each(["0", "29", "1.5", "a week", "-1"])("%s days are no time to wait", (waitDays) => {
  expect(readInputs(actions[0]!, { books: "b1", waitDays })).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field: "waitDays" }] });
});

test("nothing chosen means: wait a week, and bill once", () => {
  expect(readInputs(actions[0]!, {})).toEqual({ ok: true, value: { settings: {}, wishes: { whenStopped: "wait", waitDays: 7, whenRepeated: "same" } } });
});
