import { describe, expect, test } from "vitest";
import type { Association, Contact, Subject } from "../../domain/record.ts";
import { chooseCompany, chooseContact } from "./contact-choice.ts";
import { aCompany, aContact, aSubject } from "./samples.ts";
import type { CustomerSettings } from "./settings.ts";

const usual: CustomerSettings = { customerRule: null, customerIs: "contact", contactChoice: ["first"], contactLabel: null, severalContacts: "first" };

function person(id: string, name: string, facts: Partial<Contact> = {}): Contact {
  const [firstName = null, lastName = null] = name.split(" ");
  return aContact({ id, name, firstName, lastName, email: `${name.split(" ")[0]?.toLowerCase()}@northwind.example`, ...facts });
}
const roles = (...all: Association["roles"]) => ({ roles: all });
const paidBy = (payerEmail: string | null): Partial<Subject> => ({
  payment: { paymentState: "succeeded", amount: null, fee: null, refunded: "0" as never, refunds: [], method: null, reference: null, paidAt: null, payerEmail, paysInvoice: false, isFromBooks: false },
});

const ada = person("1", "Ada Okoye", roles("primary"));
const ben = person("2", "Ben Vos", roles("billing"));
const cleo = person("3", "Cleo Diaz", { ...roles("signer"), labels: ["Décision maker"] });
const all = [ada, ben, cleo];

describe("the contact", () => {
  test.each<[string, Partial<CustomerSettings>, Partial<Subject>, string | null]>([
    ["is the billing contact", { contactChoice: ["billing"] }, {}, "Ben Vos"],
    ["is the signer of the quote", { contactChoice: ["signer"] }, {}, "Cleo Diaz"],
    ["is the payer, whatever the case of the e-mail", { contactChoice: ["payer"] }, paidBy(" BEN@northwind.example"), "Ben Vos"],
    ["is the primary one", { contactChoice: ["primary"] }, { contacts: [ben, ada] }, "Ada Okoye"],
    ["is the one with the label, whatever its case and Unicode form", { contactChoice: ["label"], contactLabel: "DE\u0301CISION  maker" }, {}, "Cleo Diaz"],
    ["is the first", { contactChoice: ["first"] }, {}, "Ada Okoye"],
    ["is found by the next way when the first finds nobody", { contactChoice: ["payer", "label", "billing", "first"], contactLabel: "Finance" }, {}, "Ben Vos"],
    ["is not the payer when a payment names nobody", { contactChoice: ["payer", "primary"] }, { contacts: [person("4", "Dee Roe", { email: null }), ada], ...paidBy(null) }, "Ada Okoye"],
    ["is nobody when none is associated", { contactChoice: ["billing"] }, { contacts: [] }, null],
  ])("%s", (_, settings, facts, expected) => {
    const choice = chooseContact({ ...usual, ...settings }, aSubject({ contacts: all, ...facts }));
    expect(choice.ok && choice.value.chosen?.name).toBe(expected ?? undefined);
  });

  test("is said to be missing when no way finds any, and nobody else is taken", () => {
    const choice = chooseContact({ ...usual, contactChoice: ["signer", "label"], contactLabel: "Finance" }, aSubject({ contacts: [ada, ben] }));
    expect(choice).toEqual({
      ok: false,
      error: [{ code: "contact-not-chosen", recordName: "Reception fit-out", ways: [{ by: "signer" }, { by: "label", label: "Finance" }], contactNames: ["Ada Okoye", "Ben Vos"] }],
    });
  });

  test("of several that fit is the first, with a warning that names the others and the reason for the choice", () => {
    expect(chooseContact(usual, aSubject({ contacts: all }))).toMatchObject({
      ok: true,
      value: {
        chosen: { name: "Ada Okoye" },
        decisions: [{ code: "party-chosen", objectType: "contact", name: "Ada Okoye", way: { by: "first" }, of: 3 }],
        warnings: [{ code: "contact-one-of-several", objectType: "contact", contactName: "Ada Okoye", others: ["Ben Vos", "Cleo Diaz"] }],
      },
    });
  });

  test("the only one that fits is taken without a warning", () => {
    expect(chooseContact({ ...usual, contactChoice: ["billing"] }, aSubject({ contacts: all }))).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  test("of several that fit is asked for, with the candidates, when the step says so", () => {
    const choice = chooseContact({ ...usual, severalContacts: "ask" }, aSubject({ contacts: [ada, ben] }));
    expect(choice).toMatchObject({ ok: false, error: [{ code: "contacts-ambiguous", objectType: "contact", candidates: [{ id: "1", name: "Ada Okoye" }, { id: "2", name: "Ben Vos" }] }] });
  });
});

describe("the company", () => {
  const [first, primary, billing] = [aCompany({ id: "1" }), aCompany({ id: "2", ...roles("primary") }), aCompany({ id: "3", ...roles("billing") })];
  test.each<[string, Subject["companies"], string | undefined]>([
    ["with the billing label comes before the primary one", [first, primary, billing], "3"],
    ["that is primary comes before the first", [first, primary], "2"],
    ["is the first otherwise", [first], "1"],
    ["is nobody when none is associated", [], undefined],
  ])("%s", (_, companies, expected) => {
    const choice = chooseCompany(usual, aSubject({ companies }));
    expect(choice.ok && choice.value.chosen?.id).toBe(expected);
  });

  test("of several without a role is asked for when the step says so", () => {
    const choice = chooseCompany({ ...usual, severalContacts: "ask" }, aSubject({ companies: [first, aCompany({ id: "9", name: "Contoso" })] }));
    expect(choice).toMatchObject({ ok: false, error: [{ code: "contacts-ambiguous", objectType: "company" }] });
  });
});
