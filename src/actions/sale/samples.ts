/** Ready-made facts for the tests of planning: a deal, a contact, lines, and what the books hold. */
import { booksSettings } from "../../domain/books-settings.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import type { Instant, LocalDate } from "../../domain/dates.ts";
import type { Decision } from "../../domain/decision.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import { decisionInWords } from "../../domain/explanation/decision.ts";
import type { DecisionSaid } from "../../domain/explanation/decision-words.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EnrollmentId } from "../../domain/ids.ts";
import { parseDecimal, type Decimal } from "../../domain/money.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { ReferenceKind } from "../../domain/reference-kind.ts";
import type { SavedLink } from "../../domain/ports/link-store.ts";
import type { ReferenceQuery } from "../../domain/ports/mirror-store.ts";
import type { Company, Contact, LineItem, PaymentFacts, Subject } from "../../domain/record.ts";
import type { Action, EarlierDocument, Found, Planned } from "../action.ts";

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

/** A deal of two hours of consultation at 150.00 USD, with a contact. */
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

/** A payment of 300.00 by card with a fee of 9.00, for two hours of consultation. */
export function aPayment(facts: Partial<PaymentFacts> = {}, subject: Partial<Subject> = {}): Subject {
  const payment: PaymentFacts = {
    paymentState: "succeeded", amount: "300" as Decimal, fee: "9" as Decimal, refunded: "0" as Decimal, refunds: [], method: "card", reference: "PAY-1042",
    paidAt: "2026-11-21T20:00:00.000Z" as Instant, payerEmail: "ada@northwind.example", paysInvoice: false, isFromBooks: false, ...facts,
  };
  const record = { objectType: "payment" as const, id: "7001", name: "Payment 1042", properties: {}, modifiedAt, url: "https://crm.example/payments/7001" };
  return aSubject({ record, amount: payment.amount, payment, ...subject });
}

/** A document made from the same record before. */
export function anEarlier(plan: DocumentPlan, facts: Partial<EarlierDocument> = {}): EarlierDocument {
  return { kind: plan.kind, booksId: "501", total: plan.total, party: { id: "1", name: "Ada Okoye" }, plan, enrollmentId: "e-1" as EnrollmentId, ...facts };
}

/** The plan of an action with these settings, and the notes made on the way. */
export function plannedBy(action: Action, settings: Record<string, unknown>, subject: Subject, facts: FoundFacts = {}): Planned {
  const ready = action.ready({ books: "b1", ...settings });
  if (!ready.ok) throw new Error(JSON.stringify(ready.error));
  const all = found(facts);
  const query = ready.value.needs(subject, all.books);
  const rows = all.references.rows.filter((row) => isAskedFor(row, query, all.references.links));
  const earlier = ready.value.looksBack ? all.earlier : [];
  return ready.value.plan(subject, { ...all, earlier, references: { ...all.references, rows } });
}

/** What was decided, as people are told. */
export function told(decisions: readonly Decision[]): (DecisionSaid & { lineItemId?: string })[] {
  return decisions.map((decision) => ({ ...decisionInWords(decision), ...(decision.lineItemId !== undefined && { lineItemId: decision.lineItemId }) }));
}

/** Whether the store would find the row: a plan must not know what it did not ask for. */
function isAskedFor(row: ReferenceRow, query: ReferenceQuery, links: readonly SavedLink[]): boolean {
  const isPerson = row.kind === "customer" || row.kind === "vendor" || row.kind === "employee";
  const linked = links.some((link) => link.kind === row.kind && link.booksId === row.id && query.links.some((one) => one.kind === link.kind && one.crmKey === link.crmKey));
  const has = (keys: readonly string[], text: string | null | undefined): boolean => text != null && keys.includes(matchingKey(text));
  return (
    linked ||
    query.kinds.includes(row.kind) ||
    query.ids.some(({ kind, id }) => kind === row.kind && id === row.id) ||
    (isPerson && has(query.displayNames, row.name)) ||
    (row.kind === "customer" && (has([...query.emails, ...query.customers.map(({ email }) => email)], row.email) || has(query.companyNames, row.details.companyName))) ||
    (row.kind === "item" && (has(query.skus, row.sku) || has(query.itemNames, row.name) || has(query.itemNames, row.details.fullName)))
  );
}

/** As above, the only document; throws with the failures when there is none. */
export function theDocument(...args: Parameters<typeof plannedBy>): DocumentPlan {
  const [only] = theDocuments(...args);
  if (!only) throw new Error("no document was planned");
  return only;
}

/** As above, all documents. */
export function theDocuments(...args: Parameters<typeof plannedBy>): DocumentPlan[] {
  const { plan } = plannedBy(...args);
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

/** Why there is no document; [] = there is one. */
export function theFailures(...args: Parameters<typeof plannedBy>): Failure[] {
  const { plan } = plannedBy(...args);
  return plan.ok ? [] : plan.error;
}

/** The books' reference data: Ada, two items, an income and a bank account, Net 30. */
export const usualRows: readonly ReferenceRow[] = [
  aRow("customer", "1", "Ada Okoye", { firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example" }),
  aRow("item", "1", "Design consultation", { sku: "DSN-100", type: "Service" }),
  aRow("item", "9", "Pendant light", { sku: "LGT-510", type: "NonInventory" }),
  aRow("account", "79", "Sales of Product Income", { type: "Income" }),
  aRow("account", "35", "Checking", { type: "Bank" }),
  aRow("term", "3", "Net 30", { dueDays: 30 }),
  aRow("account", "42", "Visa card", { type: "Credit Card" }),
  aRow("account", "60", "Processing fees", { type: "Expense" }),
  aRow("account", "4", "Undeposited Funds", { type: "Other Current Asset" }),
  aRow("payment-method", "2", "Visa"),
  aRow("vendor", "70", "Cardwell Payments"),
  aRow("tax-code", "9", "California"),
];

export interface FoundFacts {
  rows?: readonly ReferenceRow[];
  links?: Found["references"]["links"];
  company?: Partial<BooksConnection["company"]>;
  settings?: Partial<BooksConnection["settings"]>;
  earlier?: Found["earlier"];
}

/** What is found in the books of a company in the United States, with the usual rows. */
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
