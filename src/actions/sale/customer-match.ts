/** Finds the customer that the books have for a party, by the account's ordered ways of matching. */
import type { CustomerKey } from "../../domain/books-settings.ts";
import type { ExistingCustomer } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found } from "../action.ts";
import type { BilledParty } from "./billed-party.ts";

/** What the customer must be under: anything, or this very customer (null = a new one, which has none under it yet). */
export type Whereabouts = "anywhere" | { parentId: string | null };

/** Where a way looks. */
interface Field {
  customers: readonly ReferenceRow[];
  /** Of them, those that are where the party belongs. */
  fitting: readonly ReferenceRow[];
  linkedId: (crmKey: string) => string | undefined;
}

const ways: Record<CustomerKey, (party: BilledParty, field: Field) => ReferenceRow[]> = {
  "saved-link": linkedRows,
  "books-id-property": ({ booksId }, { fitting }) => fitting.filter((row) => row.id === booksId?.id),
  // An e-mail alone may be a person's: a company must be named, too.
  email: (party, { fitting }) => fitting.filter((row) => isSame(row.email, party.email) && (party.objectType === "contact" || isNamedAsCompany(row, party))),
  "name-and-email": (party, { fitting }) => fitting.filter((row) => isSame(row.email, party.email) && (party.objectType === "contact" ? isNamedAsPerson(row, party) : isNamedAsCompany(row, party))),
  "company-name": (party, { fitting }) => fitting.filter((row) => isSame(row.details.companyName, party.companyName)),
  "display-name": (party, { fitting }) => fitting.filter((row) => isSame(row.name, party.displayName) && !isOfSomebodyElse(row, party)),
};

/** The customer found by the first way that finds any; null = none does. Several equal ones and inactive ones stop. */
export function matchCustomer(party: BilledParty, where: Whereabouts, currency: string, found: Found): Result<ExistingCustomer | null, Failure[]> {
  return matchBy(found.books.settings.customerMatching, party, where, currency, found);
}

/** The customer that a person chose for the party, wherever it stands; null = nobody chose. */
export function chosenCustomer(party: BilledParty, currency: string, found: Found): Result<ExistingCustomer | null, Failure[]> {
  const keys = found.books.settings.customerMatching.filter((key) => key === "saved-link");
  return matchBy(keys, party, { parentId: null }, currency, found);
}

function matchBy(keys: readonly CustomerKey[], party: BilledParty, where: Whereabouts, currency: string, found: Found): Result<ExistingCustomer | null, Failure[]> {
  const field = fieldOf(where, found);
  for (const key of keys) {
    if (key === "books-id-property" && party.booksId !== null && !field.customers.some((row) => row.id === party.booksId?.id)) {
      const { property, id } = party.booksId;
      return err([{ code: "customer-id-unknown", crmName: party.crmName, property, booksId: id, crmKey: party.crmKey }]);
    }
    const rows = ways[key](party, field);
    if (rows.length > 0) return pick(rows, key, party, currency, found);
  }
  return ok(null);
}

/** A project is a piece of work, not somebody: it stands for a contact only under that contact's company. */
function fieldOf(where: Whereabouts, { references }: Found): Field {
  const customers = references.rows.filter((row) => row.kind === "customer");
  return {
    customers,
    fitting: customers.filter((row) => (where === "anywhere" ? row.details.isProject !== true : where.parentId !== null && row.details.parentId === where.parentId)),
    linkedId: (crmKey) => references.links.find((link) => link.kind === "customer" && link.crmKey === crmKey)?.booksId,
  };
}

/** What was chosen for the party itself may be any customer; what was chosen for the contact alone must be where it belongs. */
function linkedRows({ crmKey, ownKey }: BilledParty, { customers, fitting, linkedId }: Field): ReferenceRow[] {
  const chosen = customers.filter((row) => row.id === linkedId(crmKey));
  return chosen.length > 0 || ownKey === null ? chosen : fitting.filter((row) => row.id === linkedId(ownKey));
}

function isSame(one: string | null | undefined, other: string | null): boolean {
  return one != null && other !== null && other !== "" && matchingKey(one) === matchingKey(other);
}

/** A display name that is the full name stands for both names. */
function isNamedAsPerson(row: ReferenceRow, party: BilledParty): boolean {
  const sameNames = matchingKey(row.firstName ?? "") === matchingKey(party.firstName ?? "") && matchingKey(row.lastName ?? "") === matchingKey(party.lastName ?? "");
  return party.displayName !== "" && (sameNames || isSame(row.name, party.displayName));
}

function isNamedAsCompany(row: ReferenceRow, party: BilledParty): boolean {
  return isSame(row.name, party.displayName) || isSame(row.details.companyName, party.companyName);
}

/** Namesakes are told apart by their e-mails; those of a company are its people's. */
function isOfSomebodyElse(row: ReferenceRow, party: BilledParty): boolean {
  return party.objectType === "contact" && row.email !== null && party.email !== null && !isSame(row.email, party.email);
}

function pick(rows: readonly ReferenceRow[], matchedBy: CustomerKey, party: BilledParty, currency: string, found: Found): Result<ExistingCustomer, Failure[]> {
  const active = inCurrency(withoutSubCustomers(rows.filter((row) => row.isActive)), currency, found);
  const [only, second] = active;
  if (second) {
    const candidates = active.map(({ id, name, email, details }) => ({ id, name: details.fullName ?? name, email }));
    return err([{ code: "customers-ambiguous", contactName: party.crmName, matchedBy, candidates, crmKey: party.crmKey }]);
  }
  if (!only) return err([{ code: "customer-inactive", customerName: rows[0]?.name ?? party.crmName, crmKey: party.crmKey }]);
  return ok({ use: "existing", id: only.id, name: only.name, matchedBy });
}

/** A customer and its own sub-customers are not equal matches: the one above is meant. */
function withoutSubCustomers(rows: readonly ReferenceRow[]): ReferenceRow[] {
  const ids = new Set(rows.map((row) => row.id));
  return rows.filter(({ details }) => details.parentId === undefined || !ids.has(details.parentId));
}

/** A customer has one currency; whoever buys in two is two customers in the books. */
function inCurrency(rows: ReferenceRow[], currency: string, { books }: Found): ReferenceRow[] {
  const { multicurrency, homeCurrency } = books.company;
  const billable = multicurrency ? rows.filter((row) => (row.currency ?? homeCurrency) === currency) : rows;
  return billable.length > 0 ? billable : rows;
}
