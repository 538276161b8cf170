/**
 * The customer of a document: found by the account's keys in their order, or to be created. It is a contact, a company, or a
 * sub-customer for the contact under the company.
 */
import type { CustomerKey, CustomerRule } from "../../domain/books-settings.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import type { ExistingCustomer, NewCustomer, PlannedCustomer } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { customerLinkKey, matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { ReferenceQuery } from "../../domain/ports/store.ts";
import type { Company, Contact, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { comparable } from "../../domain/trigger.ts";
import type { Found, Notes } from "../action.ts";
import { chooseContact, type ContactSettings, likelyContact } from "./contact-choice.ts";
import { nameForCustomer, otherNames } from "./customer-name.ts";
import type { SaleSettings } from "./settings.ts";

export type CustomerSettings = ContactSettings & Pick<SaleSettings, "customerRule" | "customerIs">;

export interface ChosenCustomer {
  customer: PlannedCustomer;
  /** Whose e-mail is on the document. */
  contact: Contact | null;
  company: Company | null;
}

/** What must be known of the books' customers. */
export function customerNeeds(
  settings: CustomerSettings,
  subject: Subject,
  books: BooksConnection,
): Pick<ReferenceQuery, "customers" | "displayNames" | "companyNames" | "emails" | "ids" | "links"> {
  const contact = settings.customerIs === "company" ? null : likelyContact(settings, subject);
  const company = settings.customerIs === "contact" ? null : companyOf(subject);
  const parties = [contact, company].filter((one) => one !== null);
  const email = contact?.email?.trim();
  const names = parties.map(displayNameOf).filter((name) => name !== "");
  return {
    customers: contact && email ? [{ email: matchingKey(email), firstName: matchingKey(contact.firstName ?? ""), lastName: matchingKey(contact.lastName ?? "") }] : [],
    displayNames: [...names, ...names.flatMap((name) => otherNames(name, email ?? null, books))].map(matchingKey),
    companyNames: [...(company ? [company.name] : []), ...(contact?.companyName ? [contact.companyName] : [])].map(matchingKey),
    emails: email ? [matchingKey(email)] : [],
    ids: parties.flatMap((party) => booksIdOf(party, books) ?? []).map((id) => ({ kind: "customer" as const, id })),
    links: parties.map((party) => ({ kind: "customer" as const, crmKey: customerLinkKey(party) })),
  };
}

/** Matched, to be created, or every reason why neither. */
export function planCustomer(settings: CustomerSettings, subject: Subject, found: Found, notes: Notes): Result<ChosenCustomer, Failure[]> {
  const chosen = chooseContact(settings, subject, notes);
  if (!chosen.ok) return chosen;
  const [contact, company] = [chosen.value, companyOf(subject)];
  const rule = settings.customerRule ?? found.books.settings.customerRule;
  const customer = customerFor(settings, contact, company, rule, subject, found, notes);
  return customer.ok ? ok({ customer: customer.value, contact, company }) : customer;
}

function customerFor(settings: CustomerSettings, contact: Contact | null, company: Company | null, rule: CustomerRule, subject: Subject, found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const recordName = subject.record.name;
  const noContact: Failure[] = contact === null ? [{ code: "no-contact", recordName }] : [];
  const noCompany: Failure[] = company === null && settings.customerIs !== "contact" ? [{ code: "no-company", recordName }] : [];
  const ineligible = contact === null ? [] : ineligibility(contact, rule, found);
  switch (settings.customerIs) {
    case "contact":
      return contact === null ? err(noContact) : customerOfContact(contact, ineligible, found, notes);
    case "company":
      if (company === null || ineligible.length > 0) return err([...noCompany, ...ineligible]);
      return customerOfParty(company, found, notes);
    case "contact-under-company":
      if (company === null || contact === null) return err([...noContact, ...noCompany, ...ineligible]);
      return subCustomer(contact, company, ineligible, found, notes);
  }
}

/** The first: the CRM's primary one, else the oldest record. */
function companyOf({ companies }: Subject): Company | null {
  return companies.find(({ roles }) => roles.includes("primary")) ?? companies[0] ?? null;
}

/** The new rule asks for eligibility; the legacy rule ("create if missing") does not. */
function ineligibility(contact: Contact, rule: CustomerRule, found: Found): Failure[] {
  const filter = found.books.settings.customerSyncFilter;
  if (rule === "create-if-missing" || filter === null) return [];
  const actual = comparable(contact.properties[filter.property] ?? "");
  if (filter.values.some((value) => comparable(value) === actual)) return [];
  return [{ code: "contact-not-eligible", contactName: contact.name, filter: `${filter.property} is any of ${filter.values.join(", ")}` }];
}

function customerOfContact(contact: Contact, ineligible: Failure[], found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const failures = [...incompleteness(contact), ...ineligible];
  return failures.length > 0 ? err(failures) : customerOfParty(contact, found, notes);
}

/** A customer that could be anybody with that name is worse than none. */
function incompleteness(contact: Contact): Failure[] {
  const failures: Failure[] = [];
  if (displayNameOf(contact) === "") failures.push({ code: "contact-without-name", contactUrl: contact.url });
  if (!contact.email?.trim()) failures.push({ code: "contact-without-email", contactName: contact.name, contactUrl: contact.url });
  return failures;
}

type Party = Contact | Company;

/** The display name of the customer made from a contact or company. */
export function displayNameOf(party: Party): string {
  const parts = party.objectType === "contact" ? [party.firstName, party.lastName] : [party.name];
  return parts
    .map((part) => part?.trim().replace(/\s+/g, " ") ?? "")
    .filter((part) => part !== "")
    .join(" ");
}

/** A customer that stands by itself. */
function customerOfParty(party: Party, found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const matched = matchedCustomer(party, allCustomers(found), found, notes);
  if (!matched.ok || matched.value) return matched as Result<PlannedCustomer, Failure[]>;
  return newCustomer(party, null, found, notes);
}

/** The contact's own customer under the company's; the company's is matched or created first. */
function subCustomer(contact: Contact, company: Company, ineligible: Failure[], found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const failures = [...incompleteness(contact), ...ineligible];
  const parent = customerOfParty(company, found, notes);
  if (failures.length > 0 || !parent.ok) return err([...failures, ...(parent.ok ? [] : parent.error)]);
  const parentId = parent.value.use === "existing" ? parent.value.id : null;
  const children = allCustomers(found).filter((row) => parentId !== null && row.details.parentId === parentId);
  const matched = matchedCustomer(contact, children, found, notes);
  if (!matched.ok || matched.value) return matched as Result<PlannedCustomer, Failure[]>;
  return newCustomer(contact, parent.value as NewCustomer["parent"], found, notes);
}

function allCustomers(found: Found): ReferenceRow[] {
  return found.references.rows.filter((row) => row.kind === "customer");
}

/** The one customer that the first key with any match finds; null = no key finds any. Inactive ones are never taken silently. */
function matchedCustomer(party: Party, rows: readonly ReferenceRow[], found: Found, notes: Notes): Result<ExistingCustomer | null, Failure[]> {
  for (const key of found.books.settings.customerMatching) {
    const matches = customersBy(key, party, rows, found);
    const active = matches.filter((row) => row.isActive);
    const [only, second] = active;
    if (second) {
      const candidates = active.map(({ id, name, email, details }) => ({ id, name: details.fullName ?? name, email }));
      return err([{ code: "customers-ambiguous", contactName: party.name, crmKey: customerLinkKey(party), candidates }]);
    }
    if (only) {
      notes.decisions.push({ about: "customer", decided: `${only.name}, matched ${keyWords[key]}` });
      return ok({ use: "existing", id: only.id, name: only.name, matchedBy: key });
    }
    if (matches[0]) return err([{ code: "customer-inactive", customerName: matches[0].name }]);
  }
  return ok(null);
}

const keyWords: Record<CustomerKey, string> = {
  "saved-link": "by the link saved earlier",
  "books-id-property": "by the QuickBooks id in the CRM",
  email: "by e-mail",
  "name-and-email": "by first name, last name and e-mail",
  "company-name": "by company name",
  "display-name": "by display name",
};

function customersBy(key: CustomerKey, party: Party, rows: readonly ReferenceRow[], found: Found): ReferenceRow[] {
  const isSame = (own: string | null | undefined, theirs: string | null | undefined): boolean => matchingKey(own ?? "") !== "" && matchingKey(own ?? "") === matchingKey(theirs ?? "");
  const email = party.objectType === "contact" ? party.email : null;
  switch (key) {
    case "saved-link": {
      const link = found.references.links.find((one) => one.kind === "customer" && one.crmKey === customerLinkKey(party));
      return rows.filter((row) => row.id === link?.booksId);
    }
    case "books-id-property": {
      const id = booksIdOf(party, found.books);
      return rows.filter((row) => row.id === id);
    }
    case "email":
      return rows.filter((row) => isSame(email, row.email));
    case "name-and-email":
      return party.objectType === "contact" ? rows.filter((row) => isSame(email, row.email) && hasNameOf(party, row)) : [];
    case "company-name": {
      const companyName = party.objectType === "company" ? party.name : party.companyName;
      return rows.filter((row) => isSame(companyName, row.details.companyName));
    }
    case "display-name":
      return rows.filter((row) => isSame(displayNameOf(party), row.name));
  }
}

/** A display name that is the full name stands for both names. */
function hasNameOf(contact: Contact, row: ReferenceRow): boolean {
  if (matchingKey(row.name) === matchingKey(displayNameOf(contact))) return true;
  return matchingKey(row.firstName ?? "") === matchingKey(contact.firstName ?? "") && matchingKey(row.lastName ?? "") === matchingKey(contact.lastName ?? "");
}

/** The books' own id as a user wrote it in the CRM; undefined = there is none. */
function booksIdOf(party: Party, { settings }: Pick<BooksConnection, "settings">): string | undefined {
  const property = settings.booksIdProperties[party.objectType];
  return (property !== null && party.properties[property]?.trim()) || undefined;
}

function newCustomer(party: Party, parent: NewCustomer["parent"], found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const person = party.objectType === "contact" ? party : null;
  const email = person?.email?.trim() || null;
  const name = nameForCustomer(displayNameOf(party), [person?.firstName, person?.lastName], email, customerLinkKey(party), found);
  if (!name.ok) return name;
  const under = parent === null ? "" : ` under ${parent.name}`;
  notes.decisions.push({ about: "customer", decided: `${name.value} will be created${under}: no customer ${person ? "has this name and e-mail" : "is called so"}` });
  return ok({
    use: "create",
    name: name.value,
    firstName: person?.firstName?.trim() || null,
    lastName: person?.lastName?.trim() || null,
    email,
    companyName: person ? person.companyName : party.name,
    phone: party.phone,
    address: party.address,
    parent,
    crmKey: customerLinkKey(party),
  });
}
