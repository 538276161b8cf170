/** Invoices: plan -> wire, wire -> posted. Symmetric and pure. */
import type { InvoicePlan } from "#domain/document/invoice.ts";
import type { DocumentStatus } from "#domain/document/kind.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import type { WireDocument } from "../wire.ts";
import { member, refMember, wireMoney, type Wire } from "./members.ts";
import { customerIn, posted, seenStatus } from "./posted.ts";
import { salesMembers } from "./sales.ts";

/** The body of a create. */
export function encodeInvoice(document: ReadyDocument<InvoicePlan>, company: BooksCompany): Wire {
  const { dueDate, terms, prepayment, fromEstimate } = document.plan;
  return {
    ...salesMembers(document, company),
    ...member("DueDate", dueDate),
    ...refMember("SalesTermRef", terms),
    ...(prepayment ? { Deposit: wireMoney(prepayment.amount), ...refMember("DepositToAccountRef", prepayment.account) } : {}),
    ...(fromEstimate ? { LinkedTxn: [{ TxnId: fromEstimate.id, TxnType: "Estimate" }] } : {}),
  };
}

/** What QuickBooks says it has. Throws when the answer is not an invoice. */
export function decodeInvoice(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("invoice", wire, company, appUrl, (invoice) => ({
    page: "invoice",
    party: customerIn(invoice),
    open: invoice.Balance,
    status: statusOf(invoice),
  }));
}

/** There is no member for it: what is open tells, and of what nobody paid yet how far it came (reference: 5.13). */
function statusOf(invoice: WireDocument): DocumentStatus {
  const { TotalAmt, Balance } = invoice;
  if (!Balance) return "paid";
  return Balance < TotalAmt ? "partly-paid" : (seenStatus(invoice) ?? "open");
}
