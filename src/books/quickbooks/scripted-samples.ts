/** For tests: companies, and a document of each kind ready to be posted to them. */
import type { LocalDate } from "#domain/dates.ts";
import type { EstimatePlan } from "#domain/document/estimate.ts";
import { type ExpensePlan, expenseTotal } from "#domain/document/expense.ts";
import type { InvoicePlan } from "#domain/document/invoice.ts";
import { type PlannedItemLine, untaxed } from "#domain/document/lines.ts";
import type { PaymentPlan } from "#domain/document/payment.ts";
import { type DocumentPlan, itemsOf } from "#domain/document/plan.ts";
import type { RefundReceiptPlan } from "#domain/document/refund-receipt.ts";
import { plainSale, type SalesPlan, salesTotal } from "#domain/document/sales.ts";
import type { SalesReceiptPlan } from "#domain/document/sales-receipt.ts";
import { type Decimal, lineAmount, type Money } from "#domain/money.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";

export const scriptedRealm = "9341452000000001";
export const usCompany: BooksCompany = {
  realmId: scriptedRealm,
  name: "Harbor & Pine",
  country: "US",
  homeCurrency: "USD",
  multicurrency: false,
  timeZone: "America/Los_Angeles",
  closedThrough: null,
  customNumbers: false, tax: "automated", allows: { discounts: true, shipping: false, prepayments: true, estimates: true }, classes: "none", locations: false, defaultTermsId: null,
};

/** Outside the United States, with tax codes, in pounds. */
export const ukCompany: BooksCompany = { ...usCompany, country: "GB", homeCurrency: "GBP", timeZone: "Europe/London" };

/** An amount in US dollars, in cents. */
export function usd(amountMinor: number): Money {
  return { amountMinor, currency: "USD" };
}

/** A line of 3 x 33.335 unless told otherwise; the amount follows from quantity and price. */
export function scriptedLine(changes: { quantity?: string; unitPrice?: string; description?: string; amountMinor?: number } = {}): PlannedItemLine {
  const { quantity = "3", unitPrice = "33.335", description = "Design consultation" } = changes;
  const product = lineAmount(quantity as Decimal, unitPrice as Decimal, "USD");
  if (!product.ok) throw new Error("the sample line is too large");
  return {
    ...untaxed,
    kind: "item",
    class: null,
    serviceDate: null,
    lineItemId: "501",
    item: { use: "existing", id: "7", name: "Design", matchedBy: "sku" },
    description,
    quantity: quantity as Decimal,
    unitPrice: unitPrice as Decimal,
    amount: { amountMinor: changes.amountMinor ?? product.value.amountMinor, currency: "USD" },
  };
}

/** What marks the documents of these samples. */
export const scriptedMark = "[ledgerline:abc-s1-0-0]";

const sale = {
  ...plainSale,
  customer: { use: "existing", id: "58", name: "Ada Okoye", matchedBy: "saved-link" } as const,
  transactionDate: "2026-11-23" as LocalDate,
  currency: "USD",
  privateNote: "Deal 4711",
};

/** A document for customer 58, each item line on item 7. */
function ready<Plan extends DocumentPlan>(plan: Plan, mark = scriptedMark): ReadyDocument<Plan> {
  const items = itemsOf(plan).map((item) => item && { id: "7", name: "Design" });
  return { plan, party: { id: "58", name: "Ada Okoye" }, items, invoices: [], mark };
}

/** An invoice. */
export function scriptedDocument(changes: Partial<InvoicePlan> = {}, mark?: string): ReadyDocument<InvoicePlan> {
  const own = { kind: "invoice" as const, dueDate: null, terms: null, prepayment: null, fromEstimate: null };
  return ready(priced({ ...sale, ...own, lines: [scriptedLine()], ...changes }), mark);
}

/** An estimate. */
export function scriptedEstimate(changes: Partial<EstimatePlan> = {}): ReadyDocument<EstimatePlan> {
  return ready(priced({ ...sale, kind: "estimate", expirationDate: null, acceptance: null, lines: [scriptedLine()], ...changes }));
}

const paidAtOnce = { depositAccount: null, paymentMethod: null, paymentReference: null };

/** A sales receipt. */
export function scriptedSalesReceipt(changes: Partial<SalesReceiptPlan> = {}): ReadyDocument<SalesReceiptPlan> {
  return ready(priced({ ...sale, ...paidAtOnce, kind: "sales-receipt", lines: [scriptedLine()], ...changes }));
}

/** A refund receipt, paid from the account 35. */
export function scriptedRefundReceipt(changes: Partial<RefundReceiptPlan> = {}): ReadyDocument<RefundReceiptPlan> {
  const own = { kind: "refund-receipt" as const, refundFrom: { id: "35", name: "Checking" }, paymentMethod: null, paymentReference: null };
  return ready(priced({ ...sale, ...own, lines: [scriptedLine()], ...changes }));
}

/** A payment of 220.50 that pays nothing in particular. */
export function scriptedPayment(changes: Partial<PaymentPlan> = {}, invoices: string[] = []): ReadyDocument<PaymentPlan> {
  const { customer, transactionDate, currency, privateNote } = sale;
  const plan: PaymentPlan = { ...paidAtOnce, kind: "payment", customer, transactionDate, currency, privateNote, exchangeRate: null, total: usd(22_050), applied: [], ...changes };
  return { ...ready(plan), invoices };
}

/** An expense of 29.40 from the bank account 35, paid to nobody who is named. */
export function scriptedExpense(changes: Partial<ExpensePlan> = {}): ReadyDocument<ExpensePlan> {
  const { transactionDate, currency, privateNote } = sale;
  const lines = [{ ...untaxed, category: { id: "66", name: "Merchant fees" }, description: "Processing fee", amount: usd(2_940), class: null }];
  const plan: ExpensePlan = {
    kind: "expense",
    paidFrom: { account: { id: "35", name: "Checking" }, kind: "bank" },
    payee: null,
    transactionDate,
    currency,
    exchangeRate: null,
    lines,
    tax: { mode: "none" },
    total: usd(0),
    number: null,
    paymentMethod: null,
    location: null,
    privateNote,
    ...changes,
  };
  return { ...ready({ ...plan, total: changes.total ?? expenseTotal(plan) }), party: plan.payee };
}

/** The plan with its total, unless that is said. */
function priced<Plan extends SalesPlan>(plan: Omit<Plan, "total"> & { total?: Money }): Plan {
  const whole = plan as unknown as Plan;
  return { ...whole, total: plan.total ?? salesTotal(whole) };
}
