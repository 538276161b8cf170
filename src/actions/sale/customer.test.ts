import { describe, expect, test } from "vitest";
import type { CustomerKey } from "../../domain/books-settings.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { Subject } from "../../domain/record.ts";
import type { Notes } from "../action.ts";
import { customerNeeds, planCustomer } from "./customer.ts";
import { aCompany, aContact, aRow, aSubject, found, type FoundFacts, told } from "./samples.ts";
import type { CustomerSettings } from "./settings.ts";

const usual: CustomerSettings = { customerRule: null, customerIs: "contact", contactChoice: ["first"], contactLabel: null, severalContacts: "first" };
const company = { customerIs: "company" } as const;
const under = { customerIs: "contact-under-company" } as const;
const matching = (...customerMatching: CustomerKey[]) => ({ customerMatching });

function plan(subject: Subject, facts: FoundFacts, settings: Partial<CustomerSettings> = {}) {
  const notes: Notes = { decisions: [], warnings: [] };
  return { notes, result: planCustomer({ ...usual, ...settings }, subject, found({ rows: [], ...facts }), notes) };
}

function customer(...args: Parameters<typeof plan>) {
  const { result } = plan(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.customer;
}

function failures(...args: Parameters<typeof plan>): Failure[] {
  const { result } = plan(...args);
  return result.ok ? [] : result.error;
}

const ada = (id: string, facts: Partial<ReferenceRow> = {}) => aRow("customer", id, "Ada Okoye", { firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", ...facts });
const northwind = (id: string, facts: Partial<ReferenceRow> = {}) => aRow("customer", id, "Northwind", { details: { companyName: "Northwind" }, ...facts });
const child = (row: ReferenceRow, parentId: string, parentName: string, facts: ReferenceRow["details"] = {}): ReferenceRow => ({ ...row, details: { ...row.details, parentId, fullName: `${parentName}:${row.name}`, ...facts } });
const withCompany = aSubject({ companies: [aCompany()] });

describe("the rule", () => {
  const settings = { customerSyncFilter: { property: "quickbooks_sync", values: ["true", "yes"] } };
  const outsider = aSubject({ contacts: [aContact({ properties: { quickbooks_sync: "no" } })] });
  const member = aSubject({ contacts: [aContact({ properties: { quickbooks_sync: " YES " } })] });
  test.each<[string, Subject, Partial<CustomerSettings>, object[]]>([
    ["must be eligible: a contact outside the filter stops, even one whom the books know", outsider, {}, [{ code: "contact-not-eligible", filter: { property: "quickbooks_sync", values: ["true", "yes"] } }]],
    ["must be eligible: a contact that meets the filter is billed", member, {}, []],
    ["create if missing: anybody is billed", outsider, { customerRule: "create-if-missing" }, []],
    ["must be eligible: a company is judged by its contact", { ...outsider, companies: [aCompany()] }, company, [{ code: "contact-not-eligible" }]],
    ["must be eligible: a company without contact cannot be judged", aSubject({ contacts: [], companies: [aCompany()] }), company, [{ code: "no-contact" }]],
    ["tells what is missing and what is not met at once", { ...outsider, companies: [] }, under, [{ code: "no-company" }, { code: "contact-not-eligible" }]],
  ])("%s", (_, subject, chosen, expected) => {
    expect(failures(subject, { rows: [ada("1")], settings }, chosen)).toMatchObject(expected);
  });
});

describe("a contact", () => {
  const props = { booksIdProperties: { contact: "qb_id", company: "qb_company_id", lineItem: null } };
  const withId = (id: string) => aSubject({ contacts: [aContact({ properties: { qb_id: id } })] });
  const atNorthwind = aSubject({ contacts: [aContact({ companyName: " NORTHWIND " })] });
  test.each<[string, Subject, FoundFacts, object]>([
    ["is matched by the saved link, whatever the customer is called", aSubject(), { rows: [aRow("customer", "7", "Somebody"), ada("1")], links: [{ kind: "customer", crmKey: "551", booksId: "7" }] }, { id: "7", matchedBy: "saved-link" }],
    ["is matched anew when the linked customer is gone", aSubject(), { rows: [ada("1")], links: [{ kind: "customer", crmKey: "551", booksId: "7" }] }, { id: "1", matchedBy: "name-and-email" }],
    ["is not matched by a link when the account does not use links", aSubject(), { rows: [aRow("customer", "7", "Somebody"), ada("1")], links: [{ kind: "customer", crmKey: "551", booksId: "7" }], settings: matching("name-and-email") }, { id: "1" }],
    ["is matched by the id in the CRM's property", withId(" 7 "), { rows: [aRow("customer", "7", "Somebody"), ada("1")], settings: props }, { id: "7", matchedBy: "books-id-property" }],
    ["is matched by e-mail alone when the account says so", aSubject(), { rows: [aRow("customer", "8", "A. Okoye", { email: "ADA@northwind.example" })], settings: matching("email") }, { id: "8", matchedBy: "email" }],
    ["is matched by first name, last name and e-mail", aSubject(), { rows: [ada("1", { name: "Okoye, Ada" })] }, { id: "1", matchedBy: "name-and-email" }],
    ["is matched by the full name as display name and e-mail", aSubject(), { rows: [ada("1", { firstName: null, lastName: null })] }, { id: "1", matchedBy: "name-and-email" }],
    ["is matched whatever the case, spaces and Unicode form", aSubject({ contacts: [aContact({ firstName: "Zoe\u0308", lastName: " ÜNAL" })] }), { rows: [ada("1", { firstName: "zoë", lastName: "Ünal" })] }, { id: "1" }],
    ["is matched by its company's name", atNorthwind, { rows: [northwind("5")], settings: matching("company-name") }, { id: "5", matchedBy: "company-name" }],
    ["is matched by display name when the customer has no e-mail", aSubject(), { rows: [ada("1", { email: null })], settings: matching("display-name") }, { id: "1", matchedBy: "display-name" }],
    ["is matched by the first way that finds any", atNorthwind, { rows: [northwind("5"), ada("1", { name: "A" })], settings: matching("company-name", "email") }, { id: "5" }],
    ["is matched in the document's currency when the same person buys in two", aSubject({ currency: "EUR" }), { rows: [ada("1"), ada("2", { name: "Ada Okoye EUR", currency: "EUR" })], company: { multicurrency: true } }, { id: "2" }],
    ["is not a project", aSubject(), { rows: [ada("1", { name: "A", details: { isProject: true, parentId: "5" } })] }, { use: "create" }],
  ])("%s", (_, subject, facts, expected) => {
    expect(customer(subject, facts)).toMatchObject(expected);
  });

  test.each<[string, Subject, FoundFacts, object[]]>([
    ["several equal customers, with all to choose from and the key of the choice", aSubject(), { rows: [ada("1"), ada("2", { name: "Ada Okoye (2)" }), ada("3", { isActive: false })] }, [{ code: "customers-ambiguous", matchedBy: "name-and-email", crmKey: "551", candidates: [{ id: "1", name: "Ada Okoye", email: "ada@northwind.example" }, { id: "2", name: "Ada Okoye (2)" }] }]],
    ["an inactive customer", aSubject(), { rows: [ada("1", { isActive: false })] }, [{ code: "customer-inactive", customerName: "Ada Okoye", crmKey: "551" }]],
    ["a link to an inactive customer, rather than another match", aSubject(), { rows: [ada("1"), aRow("customer", "7", "Old", { isActive: false })], links: [{ kind: "customer", crmKey: "551", booksId: "7" }] }, [{ code: "customer-inactive", customerName: "Old" }]],
    ["an id that the books do not have, rather than another match", withId("99"), { rows: [ada("1")], settings: props }, [{ code: "customer-id-unknown", property: "qb_id", booksId: "99", crmKey: "551" }]],
    ["no contact", aSubject({ contacts: [] }), {}, [{ code: "no-contact" }]],
    ["neither name nor e-mail, when nothing else matched", aSubject({ contacts: [aContact({ firstName: " ", lastName: null, email: "" })] }), {}, [{ code: "contact-without-name" }, { code: "contact-without-email" }]],
  ])("stops at %s", (_, subject, facts, expected) => {
    expect(failures(subject, facts)).toMatchObject(expected);
  });

  test("needs no e-mail where a link says who it is", () => {
    const facts = { rows: [ada("7")], links: [{ kind: "customer" as const, crmKey: "551", booksId: "7" }] };
    expect(customer(aSubject({ contacts: [aContact({ email: null })] }), facts)).toMatchObject({ id: "7" });
  });
});

describe("a new customer's name", () => {
  const vendor = aRow("vendor", "40", "ADA okoye");
  const namesake = ada("1", { email: "other@ada.example" });
  const numbered = (n: number) => aRow("customer", `${n}`, `Ada Okoye (${n})`, { email: `${n}@ada.example` });
  test.each<[string, FoundFacts, string]>([
    ["is the contact's when nobody has it", {}, "Ada Okoye"],
    ["gets a number when a vendor has it", { rows: [vendor], settings: { takenNames: "add-number" } }, "Ada Okoye (2)"],
    ["gets the next free number", { rows: [namesake, numbered(2), aRow("employee", "e", "Ada Okoye (3)", { isActive: false })], settings: { takenNames: "add-number" } }, "Ada Okoye (4)"],
    ["gets the e-mail when a namesake has it", { rows: [namesake], settings: { takenNames: "add-email" } }, "Ada Okoye (ada@northwind.example)"],
    ["stays as it is when nothing must be added", { settings: { takenNames: "add-email" } }, "Ada Okoye"],
  ])("%s", (_, facts, name) => {
    expect(customer(aSubject(), facts)).toMatchObject({ use: "create", name, firstName: "Ada", lastName: "Okoye" });
  });

  const free = (facts: Parameters<typeof aContact>[0]) => aSubject({ contacts: [aContact(facts)] });
  test.each<[string, Subject, FoundFacts, object[]]>([
    ["taken by a vendor", aSubject(), { rows: [vendor] }, [{ code: "display-name-taken", holder: "vendor", holderId: "40", crmKey: "551" }]],
    ["taken by an inactive employee", aSubject(), { rows: [aRow("employee", "60", "Ada Okoye", { isActive: false })] }, [{ code: "display-name-taken", holder: "employee" }]],
    ["taken by a customer with another e-mail", aSubject(), { rows: [namesake] }, [{ code: "display-name-taken", holder: "customer", holderId: "1" }]],
    ["taken by a customer with another e-mail, though the account matches by display name", aSubject(), { rows: [namesake], settings: matching("display-name") }, [{ code: "display-name-taken" }]],
    ["taken with every number", aSubject(), { rows: [vendor, ...[2, 3, 4, 5, 6, 7, 8, 9].map(numbered)], settings: { takenNames: "add-number" } }, [{ code: "display-name-taken", holder: "vendor" }]],
    ["taken with the e-mail, too", aSubject(), { rows: [vendor, aRow("customer", "3", "Ada Okoye (ada@northwind.example)")], settings: { takenNames: "add-email" } }, [{ code: "display-name-taken" }]],
    ["with a colon", free({ lastName: "O:K" }), {}, [{ code: "display-name-unusable", reason: "forbidden-character", crmKey: "551" }]],
    ["with a tab", free({ firstName: "A\tda" }), {}, [{ code: "display-name-unusable", reason: "forbidden-character" }]],
    ["with a line break", free({ lastName: "Oko\nye" }), {}, [{ code: "display-name-unusable", reason: "forbidden-character" }]],
    ["with a first name over 100 characters", free({ firstName: "A".repeat(101) }), {}, [{ code: "display-name-unusable", reason: "too-long" }]],
    ["with a company over 100 characters", free({ companyName: "N".repeat(101) }), {}, [{ code: "display-name-unusable", reason: "too-long" }]],
  ])("is refused: %s", (_, subject, facts, expected) => {
    expect(failures(subject, facts)).toMatchObject(expected);
  });
});

describe("a company", () => {
  const props = { booksIdProperties: { contact: null, company: "qb_id", lineItem: null } };
  test.each<[string, Subject, FoundFacts, object]>([
    ["is created without a person's name, with the contact's e-mail", withCompany, {}, { use: "create", name: "Northwind", companyName: "Northwind", firstName: null, lastName: null, email: "ada@northwind.example", parent: null, crmKey: "company:88" }],
    ["is matched by its saved link", withCompany, { rows: [northwind("5"), aRow("customer", "7", "NW Trading")], links: [{ kind: "customer", crmKey: "company:88", booksId: "7" }] }, { id: "7", matchedBy: "saved-link" }],
    ["is matched by the id in the CRM's property", aSubject({ companies: [aCompany({ properties: { qb_id: "7" } })] }), { rows: [aRow("customer", "7", "NW Trading")], settings: props }, { id: "7", matchedBy: "books-id-property" }],
    ["is matched by company name", withCompany, { rows: [northwind("5", { name: "NW" })], settings: matching("company-name") }, { id: "5", matchedBy: "company-name" }],
    ["is matched by display name, whatever the e-mail", withCompany, { rows: [northwind("5", { email: "ap@northwind.example" })], settings: matching("display-name") }, { id: "5", matchedBy: "display-name" }],
    ["is matched by name and e-mail", withCompany, { rows: [northwind("5", { email: "ada@northwind.example" })] }, { id: "5", matchedBy: "name-and-email" }],
    ["is not the person with the same e-mail", withCompany, { rows: [ada("1")], settings: matching("email") }, { use: "create", name: "Northwind" }],
    ["is the customer above, not its sub-customers", withCompany, { rows: [northwind("5"), child(northwind("6", { name: "Lisbon" }), "5", "Northwind")], settings: matching("company-name") }, { id: "5" }],
    ["needs no contact", aSubject({ contacts: [], companies: [aCompany()] }), {}, { use: "create", email: null }],
  ])("%s", (_, subject, facts, expected) => {
    expect(customer(subject, facts, company)).toMatchObject(expected);
  });

  test("brings the contact along for the document's e-mail", () => {
    expect(plan(withCompany, {}, company).result).toMatchObject({ ok: true, value: { contact: { email: "ada@northwind.example" }, company: { id: "88" } } });
  });

  test.each<[string, Subject, Partial<CustomerSettings>, FoundFacts, object[]]>([
    ["no company", aSubject(), {}, {}, [{ code: "no-company" }]],
    ["a company without a name", aSubject({ companies: [aCompany({ name: " " })] }), {}, {}, [{ code: "company-without-name" }]],
    ["several equal customers", withCompany, {}, { rows: [northwind("5"), northwind("6", { name: "Northwind 2" })], settings: matching("company-name") }, [{ code: "customers-ambiguous", crmKey: "company:88" }]],
    ["several contacts, when the step asks", { ...withCompany, contacts: [aContact(), aContact({ id: "552" })] }, { severalContacts: "ask" }, {}, [{ code: "contacts-ambiguous" }]],
  ])("stops at %s", (_, subject, settings, facts, expected) => {
    expect(failures(subject, facts, { ...company, ...settings })).toMatchObject(expected);
  });
});

describe("a contact under the company", () => {
  const byName = matching("saved-link", "name-and-email", "display-name");
  const key = "551@company:88";
  test.each<[string, FoundFacts, object]>([
    ["is created under the company, which is created first", {}, { use: "create", name: "Ada Okoye", crmKey: key, companyName: "Northwind", parent: { use: "create", name: "Northwind", email: null, parent: null, crmKey: "company:88" } }],
    ["is created under the company that the books have", { rows: [northwind("5")], settings: byName }, { use: "create", name: "Ada Okoye", parent: { use: "existing", id: "5" } }],
    ["is the sub-customer that the company has", { rows: [northwind("5"), child(ada("6"), "5", "Northwind")], settings: byName }, { use: "existing", id: "6" }],
    ["is the project that the company has", { rows: [northwind("5"), child(ada("6"), "5", "Northwind", { isProject: true })], settings: byName }, { use: "existing", id: "6" }],
    ["is the customer that was chosen, wherever it stands and whether or not the company is there", { rows: [ada("1")], links: [{ kind: "customer", crmKey: key, booksId: "1" }] }, { use: "existing", id: "1", matchedBy: "saved-link" }],
    ["is its own linked customer where that is under the company", { rows: [northwind("5"), child(aRow("customer", "6", "AO"), "5", "Northwind")], links: [{ kind: "customer", crmKey: "551", booksId: "6" }], settings: byName }, { id: "6", matchedBy: "saved-link" }],
    ["is not its customer under another company", { rows: [northwind("5"), child(ada("6", { name: "Ada O." }), "9", "Contoso")], links: [{ kind: "customer", crmKey: "551", booksId: "6" }], settings: byName }, { use: "create", name: "Ada Okoye", parent: { id: "5" } }],
  ])("%s", (_, facts, expected) => {
    expect(customer(withCompany, facts, under)).toMatchObject(expected);
  });

  test("gets another name than its new company when the account adds numbers", () => {
    const namesake = aSubject({ companies: [aCompany({ name: "Ada Okoye" })] });
    expect(customer(namesake, { settings: { takenNames: "add-number" } }, under)).toMatchObject({ name: "Ada Okoye (2)", parent: { name: "Ada Okoye" } });
  });

  const deep = northwind("5", { details: { companyName: "Northwind", parentId: "4", fullName: "A:B:C:D:Northwind" } });
  test.each<[string, Subject, FoundFacts, object[]]>([
    ["a namesake that stands by itself", withCompany, { rows: [northwind("5"), ada("1")], settings: byName }, [{ code: "display-name-taken", holder: "customer", holderId: "1", crmKey: key }]],
    ["a company of the same name, made along with it", aSubject({ companies: [aCompany({ name: "Ada Okoye" })] }), {}, [{ code: "display-name-taken", holder: "customer", holderId: null }]],
    ["a company that is inactive", withCompany, { rows: [northwind("5", { isActive: false })], settings: byName }, [{ code: "customer-inactive", crmKey: "company:88" }]],
    ["a company whose name is taken", withCompany, { rows: [aRow("vendor", "40", "Northwind")] }, [{ code: "display-name-taken", crmKey: "company:88" }]],
    ["a sixth level", withCompany, { rows: [deep], settings: byName }, [{ code: "customer-too-deep", parentName: "A:B:C:D:Northwind" }]],
    ["neither contact nor company", aSubject({ contacts: [] }), {}, [{ code: "no-contact" }, { code: "no-company" }]],
  ])("stops at %s", (_, subject, facts, expected) => {
    expect(failures(subject, facts, under)).toMatchObject(expected);
  });
});

test("the history says how the customer was found or why it is new, and whom the choice left out", () => {
  const two = { ...withCompany, contacts: [aContact(), aContact({ id: "552", name: "Ben Vos" })] };
  const { notes } = plan(two, { rows: [northwind("5"), aRow("vendor", "40", "Ada Okoye")], settings: { ...matching("display-name"), takenNames: "add-number" } }, under);
  expect(told(notes.decisions)).toEqual([
    { about: "contact", decided: "Ada Okoye, the first associated contact of 2" },
    { about: "company", decided: "Northwind, matched by display name" },
    { about: "customer", decided: "Ada Okoye (2) will be created under Northwind: none was matched by display name; the name Ada Okoye is taken" },
  ]);
  expect(notes.warnings).toMatchObject([{ code: "contact-one-of-several", others: ["Ben Vos"] }]);
});

test("all that may decide is looked up: names with every way out, the company's name, ids and both links", () => {
  const { books } = found({ settings: { takenNames: "add-email", customerMatching: ["saved-link", "books-id-property", "email"], booksIdProperties: { contact: "qb_id", company: null, lineItem: null } } });
  const subject = aSubject({ contacts: [aContact({ properties: { qb_id: "7" } })], companies: [aCompany()] });
  expect(customerNeeds({ ...usual, ...under }, subject, books)).toEqual({
    customers: [{ email: "ada@northwind.example", firstName: "ada", lastName: "okoye" }],
    displayNames: ["ada okoye", "ada okoye (ada@northwind.example)", "northwind"],
    companyNames: ["northwind"],
    emails: ["ada@northwind.example"],
    ids: [{ kind: "customer", id: "7" }],
    links: [{ kind: "customer", crmKey: "551@company:88" }, { kind: "customer", crmKey: "551" }, { kind: "customer", crmKey: "company:88" }],
  });
});
