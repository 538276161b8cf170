/** Payments: plan -> wire, wire -> posted (reference: 5.18). */
import type { DocumentStatus } from "#domain/document/kind.ts";
import type { AppliedAmount, PaymentPlan } from "#domain/document/payment.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import type { WireDocument } from "../wire.ts";
import { commonMembers, member, noteWith, refMember, wireMoney, type Wire } from "./members.ts";
import { customerIn, posted } from "./posted.ts";

/** The body of a create. */
export function encodePayment({ plan, party, invoices, mark }: ReadyDocument<PaymentPlan>, company: BooksCompany): Wire {
  if (party === null) throw new Error("the payment has no customer");
  const lines = plan.applied.map((one, index) => appliedLine(one, invoices[index]));
  return {
    CustomerRef: { value: party.id },
    ...commonMembers(plan, company),
    TotalAmt: wireMoney(plan.total),
    ...refMember("DepositToAccountRef", plan.depositAccount),
    ...refMember("PaymentMethodRef", plan.paymentMethod),
    ...member("PaymentRefNum", plan.paymentReference),
    PrivateNote: noteWith(plan.privateNote, mark),
    ...(lines.length === 0 ? {} : { Line: lines }),
  };
}

function appliedLine({ amount }: AppliedAmount, invoiceId: string | undefined): Wire {
  if (invoiceId === undefined) throw new Error("the payment has an amount without an invoice");
  return { Amount: wireMoney(amount), LinkedTxn: [{ TxnId: invoiceId, TxnType: "Invoice" }] };
}

/** What QuickBooks says it has: payments have no number but their own. Throws when the answer is not a payment. */
export function decodePayment(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("payment", wire, company, appUrl, (payment) => ({
    page: "recvpayment",
    number: payment.PaymentRefNum ?? null,
    party: customerIn(payment),
    open: payment.UnappliedAmt,
    status: statusOf(payment),
  }));
}

function statusOf({ TotalAmt, UnappliedAmt }: WireDocument): DocumentStatus {
  if (!UnappliedAmt) return "applied";
  return UnappliedAmt < TotalAmt ? "partly-applied" : "unapplied";
}
