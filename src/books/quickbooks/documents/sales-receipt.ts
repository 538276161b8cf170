/** Sales receipts: plan -> wire, wire -> posted (reference: 5.15). */
import type { PostedDocument } from "#domain/document/plan.ts";
import type { SalesReceiptPlan } from "#domain/document/sales-receipt.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { member, refMember, type Wire } from "./members.ts";
import { posted } from "./posted.ts";
import { salesMembers } from "./sales.ts";

/** The body of a create. */
export function encodeSalesReceipt(document: ReadyDocument<SalesReceiptPlan>, company: BooksCompany): Wire {
  const { depositAccount, paymentMethod, paymentReference } = document.plan;
  return {
    ...salesMembers(document, company),
    ...refMember("DepositToAccountRef", depositAccount),
    ...refMember("PaymentMethodRef", paymentMethod),
    ...member("PaymentRefNum", paymentReference),
  };
}

/** What QuickBooks says it has; one that a person made may have no customer. Throws when it is not a sales receipt. */
export function decodeSalesReceipt(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("sales-receipt", wire, company, appUrl, (receipt) => ({ page: "salesreceipt", party: receipt.CustomerRef, status: "paid" }));
}
