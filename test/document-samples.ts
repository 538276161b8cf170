/** What the books contract posts: a document of every kind that fits the company under test. */
import { localDateIn, type Instant } from "#domain/dates.ts";
import { type ExpensePlan, expenseTotal } from "#domain/document/expense.ts";
import type { InvoicePlan } from "#domain/document/invoice.ts";
import type { DocumentKind } from "#domain/document/kind.ts";
import { linesTotal, untaxed } from "#domain/document/lines.ts";
import type { DocumentPlan, PostedDocument } from "#domain/document/plan.ts";
import type { BooksRef } from "#domain/document/references.ts";
import { plainSale } from "#domain/document/sales.ts";
import type { RequestId } from "#domain/ids.ts";
import { type Decimal, lineAmount } from "#domain/money.ts";
import type { Books, ReadyDocument, ReferenceRow, WriteAnswer } from "#domain/ports/books.ts";
import type { Result } from "#domain/result.ts";

/** The books the samples are made for. */
export interface SampleCompany {
  books: Books;
  now(): Instant;
}

/** All reference data, page by page, and from where changes are asked for. */
export async function everything(books: Books): Promise<{ rows: ReferenceRow[]; cursor: string }> {
  const first = valueOf(await books.referencePage(null));
  const rows = [...first.rows];
  for (let position = first.next; position !== null; ) {
    const page = valueOf(await books.referencePage(position));
    rows.push(...page.rows);
    position = page.next;
  }
  return { rows, cursor: first.cursor };
}

let lastId = 0;

/** An id that no other test uses. */
export function freshId(): RequestId {
  return `books-contract-${(lastId += 1)}` as RequestId;
}

/** An invoice for the first customer with an e-mail, each line on the first item. */
export async function sampleDocument({ books, now }: SampleCompany, lines: readonly (readonly [string, string])[] = [["2", "120.50"]]): Promise<ReadyDocument<InvoicePlan>> {
  const [company, all] = [valueOf(await books.company()), await everything(books)];
  const customer = refOf(all.rows.find((row) => row.kind === "customer" && row.isActive && row.email !== null));
  const item = refOf(all.rows.find((row) => row.kind === "item" && row.isActive));
  const planned = lines.map(([quantity, unitPrice], index) => {
    const amount = lineAmount(quantity as Decimal, unitPrice as Decimal, company.homeCurrency);
    if (!amount.ok) throw new Error("the sample amount is too large");
    return {
      ...untaxed,
      kind: "item" as const,
      class: null,
      serviceDate: null,
      lineItemId: String(index),
      item: { use: "existing" as const, ...item, matchedBy: "name" as const },
      description: `Line ${index}: 10 % "off" & more`,
      quantity: quantity as Decimal,
      unitPrice: unitPrice as Decimal,
      amount: amount.value,
    };
  });
  const plan: InvoicePlan = {
    ...plainSale,
    kind: "invoice",
    customer: { use: "existing", ...customer, matchedBy: "saved-link" },
    transactionDate: localDateIn(company.timeZone, now()),
    dueDate: null,
    terms: null,
    currency: company.homeCurrency,
    lines: planned,
    total: linesTotal(planned, company.homeCurrency),
    billEmail: "bills@customers.example",
    privateNote: "From the contract",
    prepayment: null,
    fromEstimate: null,
  };
  return { plan, party: customer, items: planned.map(() => item), invoices: [], mark: `[ledgerline:${freshId()}]` };
}

/** A document of any kind: the lines of `sampleDocument`, or an amount that is as large as they are. */
export async function sampleOf(kind: DocumentKind, company: SampleCompany): Promise<ReadyDocument> {
  const document = await sampleDocument(company, [["1", "4711.17"], ["3", "0.333"]]);
  const all = (await everything(company.books)).rows;
  const account = (type: string) => refOf(all.find((row) => row.kind === "account" && row.isActive && row.type === type));
  const { kind: _, dueDate: _due, terms: _terms, prepayment: _paid, fromEstimate: _from, ...sale } = document.plan;
  const { customer, transactionDate, currency, privateNote, total } = sale;
  const dated = { transactionDate, currency, exchangeRate: null, privateNote };
  const paid = { paymentMethod: null, paymentReference: "ch_9Q1" };
  const plans: Record<DocumentKind, () => DocumentPlan> = {
    invoice: () => document.plan,
    estimate: () => ({ ...sale, kind: "estimate", expirationDate: transactionDate, acceptance: null }),
    "sales-receipt": () => ({ ...sale, ...paid, kind: "sales-receipt", depositAccount: account("Bank") }),
    "refund-receipt": () => ({ ...sale, ...paid, kind: "refund-receipt", refundFrom: account("Bank") }),
    payment: () => ({ ...dated, ...paid, kind: "payment", customer, total, applied: [], depositAccount: null }),
    expense: () => expenseOf({ ...dated, category: account("Expense"), paidFrom: account("Bank"), payee: refOf(all.find((row) => row.kind === "vendor" && row.isActive)), total }),
  };
  const plan = plans[kind]();
  return { ...document, plan, party: plan.kind === "expense" ? plan.payee : document.party };
}

type ExpenseFacts = Pick<ExpensePlan, "transactionDate" | "currency" | "exchangeRate" | "privateNote" | "payee" | "total"> & { category: BooksRef; paidFrom: BooksRef };

function expenseOf({ category, paidFrom, total, ...facts }: ExpenseFacts): ExpensePlan {
  const lines = [{ ...untaxed, category, description: "Processing fee", amount: total, class: null }];
  const tax = { mode: "none" as const };
  return { ...facts, kind: "expense", paidFrom: { account: paidFrom, kind: "bank" }, lines, tax, total: expenseTotal({ lines, tax, currency: total.currency }), number: null, paymentMethod: null, location: null };
}

/** Points at a row; the company must have it. */
export function refOf(row: ReferenceRow | undefined): { id: string; name: string } {
  if (!row) throw new Error("the company lacks what the contract needs");
  return { id: row.id, name: row.name };
}

/** The value of a result; a failure fails the test. */
export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What was written; anything else fails the test. */
export function postedValue<T extends PostedDocument | ReferenceRow>(answer: WriteAnswer<T>): T {
  if (answer.outcome !== "posted") throw new Error(JSON.stringify(answer));
  return answer.value;
}
