/** Ready-made facts for the tests of planning: a deal, a contact, lines, and what the books hold. */
import { booksSettings } from "../../domain/books-settings.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import type { Instant, LocalDate } from "../../domain/dates.ts";
import { parseDecimal } from "../../domain/money.ts";
import type { ReferenceKind, ReferenceRow } from "../../domain/ports/books.ts";
import type { Company, Contact, LineItem, Subject } from "../../domain/record.ts";
import type { Found } from "../action.ts";

const modifiedAt = "2026-11-20T10:00:00.000Z" as Instant;

/** A row of reference data. */
export function aRow(kind: ReferenceKind, id: string, name: string, facts: Partial<ReferenceRow> = {}): ReferenceRow {
  const none = { firstName: null, lastName: null, email: null, sku: null, currency: null, unitPrice: null, type: null, dueDays: null, details: {} };
  return { kind, id, name, isActive: true, modifiedAt, ...none, ...facts };
}

/** Ada Okoye, whom the books know. */
export function aContact(facts: Partial<Contact> = {}): Contact {
  const name = `${facts.firstName ?? "Ada"} ${facts.lastName ?? "Okoye"}`;
  return {
    objectType: "contact", id: "551", name, properties: {}, modifiedAt, url: "https://crm.example/contacts/551",
    firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", phone: null, companyName: null, address: null, roles: [], labels: [], ...facts,
  };
}

/** Northwind, where Ada works; the books do not know it. */
export function aCompany(facts: Partial<Company> = {}): Company {
  return {
    objectType: "company", id: "88", name: "Northwind", properties: {}, modifiedAt, url: "https://crm.example/companies/88",
    domain: "northwind.example", phone: null, address: null, roles: [], labels: [], ...facts,
  };
}

/** A line item; quantity and price as the CRM writes them. */
export function aLine(name: string, quantity: string, price: string, facts: Partial<LineItem> = {}): LineItem {
  return {
    objectType: "line-item", id: `line-${name}`, name, properties: { quantity, price }, modifiedAt, url: "", productId: null, sku: null, description: null,
    quantity: parseDecimal(quantity) ?? null, unitPrice: parseDecimal(price) ?? null, netAmount: null, discountPercent: null, currency: null,
    isRecurring: false, billingStart: null, tax: null, position: null, ...facts,
  };
}

export function aSubject(facts: Partial<Subject> = {}): Subject {
  return {
    record: { objectType: "deal", id: "9001", name: "Reception fit-out", properties: {}, modifiedAt, url: "https://crm.example/deals/9001" },
    currency: "USD",
    amount: null,
    contacts: [aContact()],
    companies: [],
    lineItems: [aLine("Design consultation", "2", "150", { sku: "DSN-100" })],
    adjustments: [],
    billingAddress: null,
    shippingAddress: null,
    payment: null,
    ...facts,
  };
}

/** The books' reference data: Ada, two items, an income and a bank account, Net 30. */
export const usualRows: readonly ReferenceRow[] = [
  aRow("customer", "1", "Ada Okoye", { firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example" }),
  aRow("item", "1", "Design consultation", { sku: "DSN-100", type: "Service" }),
  aRow("item", "9", "Pendant light", { sku: "LGT-510", type: "NonInventory" }),
  aRow("account", "79", "Sales of Product Income", { type: "Income" }),
  aRow("account", "35", "Checking", { type: "Bank" }),
  aRow("term", "3", "Net 30", { dueDays: 30 }),
];

export interface FoundFacts {
  rows?: readonly ReferenceRow[];
  links?: Found["references"]["links"];
  company?: Partial<BooksConnection["company"]>;
  settings?: Partial<BooksConnection["settings"]>;
  earlier?: Found["earlier"];
}

export function found({ rows = usualRows, links = [], company = {}, settings = {}, earlier = [] }: FoundFacts = {}): Found {
  const books = {
    company: {
      realmId: "9341452000000001", name: "Harbor & Pine Studio LLC", country: "US", homeCurrency: "USD", multicurrency: false,
      timeZone: "America/Los_Angeles", closedThrough: null, customNumbers: false, tax: "automated", allows: { discounts: true, shipping: false, prepayments: true, estimates: true }, classes: "none", locations: false, defaultTermsId: null, ...company,
    },
    settings: { ...booksSettings.parse({}), ...settings },
  } as BooksConnection;
  return { books, references: { rows: [...rows], links }, today: "2026-11-23" as LocalDate, now: "2026-11-23T18:00:00.000Z" as Instant, earlier };
}
