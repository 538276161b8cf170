/** Plans the customer of a document: the contact, the company, or the contact under the company; matched or to be created. */
import type { CustomerKey } from "../../domain/books-settings.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import type { CustomerWay, DocumentDecision } from "../../domain/decision.ts";
import type { ExistingCustomer, NewCustomer, PlannedCustomer } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceQuery } from "../../domain/ports/mirror-store.ts";
import type { Company, Contact, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import type { Found, Notes } from "../action.ts";
import { type BilledParty, companyParty, contactParty, contactPartyUnder } from "./billed-party.ts";
import { chooseCompany, chooseContact, type Chosen } from "./contact-choice.ts";
import { chosenCustomer, matchCustomer, type Whereabouts } from "./customer-match.ts";
import { newCustomer, possibleNames } from "./new-customer.ts";
import type { CustomerSettings } from "./settings.ts";

/** Who stands for the customer; null = the record has none, or none that was asked for. */
export interface Standing {
  contact: Contact | null;
  company: Company | null;
}

/** What must be looked up to plan the customer. */
export function customerNeeds(
  settings: CustomerSettings,
  subject: Subject,
  books: Pick<BooksConnection, "settings">,
): Pick<ReferenceQuery, "customers" | "displayNames" | "companyNames" | "emails" | "ids" | "links"> {
  const parties = partiesOf(settings, chosenOf(settings, subject), books);
  const uses = new Set(books.settings.customerMatching);
  return {
    customers: parties.flatMap(({ objectType, email, firstName, lastName }) =>
      email === null || objectType === "company" ? [] : [{ email: matchingKey(email), firstName: matchingKey(firstName ?? ""), lastName: matchingKey(lastName ?? "") }],
    ),
    displayNames: parties.flatMap((party) => possibleNames(party, books.settings)).map(matchingKey),
    companyNames: parties.flatMap(({ companyName, objectType }) => (companyName !== null && (objectType === "company" || uses.has("company-name")) ? [matchingKey(companyName)] : [])),
    emails: parties.flatMap(({ email }) => (email !== null && uses.has("email") ? [matchingKey(email)] : [])),
    ids: parties.flatMap(({ booksId }) => (booksId === null ? [] : [{ kind: "customer" as const, id: booksId.id }])),
    links: parties.flatMap(({ crmKey, ownKey }) => [crmKey, ...(ownKey === null ? [] : [ownKey])]).map((crmKey) => ({ kind: "customer" as const, crmKey })),
  };
}

function partiesOf({ customerIs }: CustomerSettings, { contact, company }: Standing, { settings }: Pick<BooksConnection, "settings">): BilledParty[] {
  switch (customerIs) {
    case "contact":
      return contact ? [contactParty(contact, settings)] : [];
    case "company":
      return company ? [companyParty(company, contact?.email ?? null, settings)] : [];
    case "contact-under-company":
      return contact && company ? [contactPartyUnder(company, contact, settings), companyParty(company, null, settings)] : [];
  }
}

/** The customer and who stands for it, or every reason why there is none. */
export function planCustomer(settings: CustomerSettings, subject: Subject, found: Found, notes: Notes): Result<Standing & { customer: PlannedCustomer }, Failure[]> {
  const { contact, company, failures, decisions, warnings } = chosenOf(settings, subject);
  const [party, above] = partiesOf(settings, { contact, company }, found.books);
  const ineligible = failures.length > 0 && contact === null ? [] : ineligibility(settings, contact, subject, found);
  const unknown = party === undefined || failures.length > 0 ? failures : [];
  if (party === undefined || unknown.length + ineligible.length > 0) return err([...unknown, ...ineligible]);
  notes.decisions.push(...decisions);
  notes.warnings.push(...warnings);
  const customer = planParty(party, above ?? null, subject.currency, found, notes);
  return customer.ok ? ok({ contact, company, customer: customer.value }) : customer;
}

/** Who stands for the customer, why somebody who must is missing, and whom the choice leaves out. */
function chosenOf(settings: CustomerSettings, subject: Subject): Standing & Notes & { failures: Failure[] } {
  const { customerIs } = settings;
  const contact = chooseContact(settings, subject);
  // Where the contact alone is the customer, its company is only a source of facts: nobody needs to be asked.
  const company = chooseCompany(customerIs === "contact" ? { ...settings, severalContacts: "first" } : settings, subject);
  const recordName = subject.record.name;
  return {
    contact: contact.ok ? contact.value.chosen : null,
    company: company.ok ? company.value.chosen : null,
    failures: [
      ...(customerIs === "company" ? ambiguity(contact) : missing(contact, { code: "no-contact", recordName })),
      ...(customerIs === "contact" ? [] : missing(company, { code: "no-company", recordName })),
    ],
    decisions: notesOf(contact, company).flatMap((one) => one.decisions),
    warnings: notesOf(contact, ...(customerIs === "contact" ? [] : [company])).flatMap((one) => one.warnings),
  };
}

function missing(choice: Result<Chosen<Contact | Company>, Failure[]>, none: Failure): Failure[] {
  if (!choice.ok) return choice.error;
  return choice.value.chosen === null ? [none] : [];
}

/** A company can be billed without a contact, but not with one of several taken by chance. */
function ambiguity(choice: Result<Chosen<Contact>, Failure[]>): Failure[] {
  return choice.ok ? [] : choice.error.filter((failure) => failure.code === "contacts-ambiguous");
}

function notesOf(...choices: Result<Notes, Failure[]>[]): Notes[] {
  return choices.flatMap((choice) => (choice.ok ? [choice.value] : []));
}

/** "Must be eligible" asks whether the contact meets the account's filter; "create if missing" (the legacy rule) does not. */
function ineligibility(settings: CustomerSettings, contact: Contact | null, subject: Subject, { books }: Found): Failure[] {
  const filter = books.settings.customerSyncFilter;
  const rule = settings.customerRule ?? books.settings.customerRule;
  if (rule === "create-if-missing" || filter === null) return [];
  if (contact === null) return [{ code: "no-contact", recordName: subject.record.name }];
  const actual = comparable(contact.properties[filter.property] ?? "");
  if (filter.values.some((value) => comparable(value) === actual)) return [];
  return [{ code: "contact-not-eligible", contactName: contact.name, filter: { property: filter.property, values: filter.values } }];
}

/** The party's customer, under the one of `above` when there is somebody above it. */
function planParty(party: BilledParty, above: BilledParty | null, currency: string, found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  if (above === null) return matchedOrNew({ party, about: "customer", parent: null }, currency, found, notes);
  // What was chosen for this contact of this company may stand anywhere: then the company need not be in the books.
  const chosen = chosenCustomer(party, currency, found);
  if (!chosen.ok) return chosen;
  if (chosen.value) return told(chosen.value, party, "customer", notes);
  const parent = matchedOrNew({ party: above, about: "company", parent: null }, currency, found, notes);
  return parent.ok ? matchedOrNew({ party, about: "customer", parent: parent.value }, currency, found, notes) : parent;
}

interface Wanted {
  party: BilledParty;
  about: "customer" | "company";
  parent: PlannedCustomer | null;
}

function matchedOrNew({ party, about, parent }: Wanted, currency: string, found: Found, notes: Notes): Result<PlannedCustomer, Failure[]> {
  const where: Whereabouts = parent === null ? "anywhere" : { parentId: parent.use === "existing" ? parent.id : null };
  const matched = matchCustomer(party, where, currency, found);
  if (!matched.ok) return matched;
  if (matched.value) return told(matched.value, party, about, notes);
  const created = newCustomer(party, parent, found);
  if (created.ok) notes.decisions.push(customerCreated(created.value, about, party, found));
  return created;
}

function told(customer: ExistingCustomer, party: BilledParty, as: Wanted["about"], notes: Notes): Result<PlannedCustomer, Failure[]> {
  if (customer.matchedBy !== "created-earlier" && customer.matchedBy !== "earlier-document") notes.decisions.push({ code: "customer-matched", as, name: customer.name, way: wayOf(customer.matchedBy, party) });
  return ok(customer);
}

function customerCreated({ name, parent }: NewCustomer, as: Wanted["about"], party: BilledParty, found: Found): Extract<DocumentDecision, { code: "customer-created" }> {
  const keys = found.books.settings.customerMatching.filter((key) => key !== "books-id-property" || party.booksId !== null);
  return { code: "customer-created", as, name, under: parent?.name ?? null, tried: keys.map((key) => wayOf(key, party)), takenName: name === party.displayName ? null : party.displayName };
}

function wayOf(key: CustomerKey, { objectType, booksId }: BilledParty): CustomerWay {
  return { key, party: objectType, property: booksId?.property ?? null };
}
