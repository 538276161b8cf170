/**
 * A document plan: the complete, validated wish. Every id known or to be created, every amount final; pure data that is
 * shown before posting and recorded before the first call.
 */
import type { LocalDate } from "../dates.ts";
import type { Money } from "../money.ts";
import type { EstimatePlan } from "./estimate.ts";
import type { ExpensePlan } from "./expense.ts";
import type { InvoicePlan } from "./invoice.ts";
import type { DocumentKind, DocumentStatus } from "./kind.ts";
import type { PaymentPlan } from "./payment.ts";
import type { BooksRef, PaidInvoice, PlannedCustomer, PlannedItem } from "./references.ts";
import type { RefundReceiptPlan } from "./refund-receipt.ts";
import type { SalesReceiptPlan } from "./sales-receipt.ts";

/** Any document plan. */
export type DocumentPlan = InvoicePlan | EstimatePlan | SalesReceiptPlan | RefundReceiptPlan | PaymentPlan | ExpensePlan;

/** The plan of one kind. */
export type PlanOf<Kind extends DocumentKind> = Extract<DocumentPlan, { kind: Kind }>;

/** What the books say they have, after posting. */
export interface PostedDocument {
  kind: DocumentKind;
  booksId: string;
  /** The human number; null when the books gave none. Of a payment it is the payment's own number. */
  number: string | null;
  syncToken: string;
  status: DocumentStatus;
  /** Whom it is with: the customer, or the payee of an expense; null when it names nobody. */
  party: BooksRef | null;
  transactionDate: LocalDate;
  dueDate: LocalDate | null;
  total: Money;
  /** What is still open: unpaid of an invoice, not applied of a payment; zero for the kinds that owe nothing. */
  balance: Money;
  url: string;
  privateNote: string;
}

/** The customer a plan is for; null for an expense, which has a payee that exists or none. */
export function customerOf(plan: DocumentPlan): PlannedCustomer | null {
  return plan.kind === "expense" ? null : plan.customer;
}

/** The items of a plan's lines, in order; null for a line that sells nothing. */
export function itemsOf(plan: DocumentPlan): (PlannedItem | null)[] {
  if (plan.kind === "payment" || plan.kind === "expense") return [];
  return plan.lines.map((line) => (line.kind === "item" ? line.item : null));
}

/** The invoices a plan pays, in order. */
export function paidInvoicesOf(plan: DocumentPlan): PaidInvoice[] {
  return plan.kind === "payment" ? plan.applied.map((one) => one.invoice) : [];
}

/** Whether the total is known before the books have the document: not where they compute the tax themselves. */
export function isTotalKnown(plan: DocumentPlan): boolean {
  return plan.kind === "payment" || plan.tax.mode !== "automated" || plan.tax.expectedTax !== null;
}
