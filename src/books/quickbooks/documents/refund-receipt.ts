/** Refund receipts: plan -> wire, wire -> posted (reference: 5.16). */
import type { PostedDocument } from "#domain/document/plan.ts";
import type { RefundReceiptPlan } from "#domain/document/refund-receipt.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { member, refMember, type Wire } from "./members.ts";
import { posted } from "./posted.ts";
import { salesMembers } from "./sales.ts";

/** The body of a create. The account the money leaves has the name of one that money goes to. */
export function encodeRefundReceipt(document: ReadyDocument<RefundReceiptPlan>, company: BooksCompany): Wire {
  const { refundFrom, paymentMethod, paymentReference } = document.plan;
  return {
    ...salesMembers(document, company),
    ...refMember("DepositToAccountRef", refundFrom),
    ...refMember("PaymentMethodRef", paymentMethod),
    ...member("PaymentRefNum", paymentReference),
  };
}

/** What QuickBooks says it has; one that a person made may have no customer. Throws when it is not a refund receipt. */
export function decodeRefundReceipt(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("refund-receipt", wire, company, appUrl, (receipt) => ({ page: "refundreceipt", party: receipt.CustomerRef, status: "refunded" }));
}
