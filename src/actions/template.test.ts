import { expect, test } from "vitest";
import { aContact, aSubject } from "./sale/samples.ts";
import { filledIn } from "./template.ts";

const contact = { ...aContact(), owner: { name: "Mei Tanaka", email: null } };
const subject = { ...aSubject({ contacts: [contact] }), owner: { name: "Robin Castellano", email: "robin@harborandpine.example" } };
const facts = { subject, contact, company: null, today: "2026-11-20" };

test.each([
  ["{{owner.name}} <{{ owner.email }}>", "Robin Castellano <robin@harborandpine.example>"],
  ["{{contact.owner.name}}", "Mei Tanaka"],
  ["{{contact.owner.email}}", ""],
  ["Since {{today}}", "Since 2026-11-20"],
])("%s is filled in", (template, text) => {
  expect(filledIn(template, facts, "memo")).toEqual({ ok: true, value: text });
});

test("nobody's record has an empty owner, and only a name and an e-mail of one are known", () => {
  expect(filledIn("By {{owner.name}}", { ...facts, subject: aSubject() }, "memo")).toEqual({ ok: true, value: "By" });
  expect(filledIn("{{owner.phone}}", facts, "memo")).toEqual({ ok: false, error: [{ code: "placeholder-unknown", placeholder: "owner.phone", field: "memo" }] });
});
