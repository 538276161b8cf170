/** Every document kind and how QuickBooks writes it: a new kind does not compile until it has a row here. */
import type { DocumentKind } from "#domain/document/kind.ts";
import type { DocumentPlan, PlanOf, PostedDocument } from "#domain/document/plan.ts";
import { planRefusals } from "#domain/document/refusals.ts";
import type { Failure } from "#domain/failure.ts";
import type { BooksCompany, DocumentSearch, ReadyDocument } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { decodeEstimate, encodeEstimate } from "./estimate.ts";
import { decodeExpense, encodeExpense } from "./expense.ts";
import { decodeInvoice, encodeInvoice } from "./invoice.ts";
import { decodePayment, encodePayment } from "./payment.ts";
import { decodeRefundReceipt, encodeRefundReceipt } from "./refund-receipt.ts";
import { decodeSalesReceipt, encodeSalesReceipt } from "./sales-receipt.ts";
import { ofCustomer, onDate } from "./search.ts";

interface Encoding<Plan extends DocumentPlan = DocumentPlan> {
  /** The wire name, which is also the member of a reply. */
  entity: string;
  /** The body of a create. */
  encode(document: ReadyDocument<Plan>, company: BooksCompany): Record<string, unknown>;
  /** What an answer says; throws when it is no document of the kind. */
  decode(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument;
  /** The condition that documents like the one searched for meet, and as few others as QuickBooks can tell apart. */
  condition(search: DocumentSearch): string;
}

const encodings: { [Kind in DocumentKind]: Encoding<PlanOf<Kind>> } = {
  invoice: { entity: "Invoice", encode: encodeInvoice, decode: decodeInvoice, condition: ofCustomer },
  estimate: { entity: "Estimate", encode: encodeEstimate, decode: decodeEstimate, condition: ofCustomer },
  "sales-receipt": { entity: "SalesReceipt", encode: encodeSalesReceipt, decode: decodeSalesReceipt, condition: ofCustomer },
  "refund-receipt": { entity: "RefundReceipt", encode: encodeRefundReceipt, decode: decodeRefundReceipt, condition: ofCustomer },
  payment: { entity: "Payment", encode: encodePayment, decode: decodePayment, condition: ofCustomer },
  // Whether purchases can be asked for by payee is unconfirmed: those of the day are, and the payee is compared.
  expense: { entity: "Purchase", encode: encodeExpense, decode: decodeExpense, condition: onDate },
};

/** The body of a create, or every reason why QuickBooks would not take it. */
export function bodyOf(document: ReadyDocument, company: BooksCompany): Result<Record<string, unknown>, Failure[]> {
  const refusals = planRefusals(document.plan, company);
  return refusals.length > 0 ? err(refusals) : ok(encodingOf(document.plan.kind).encode(document, company));
}

/** How documents of a kind are written and read. */
export function encodingOf(kind: DocumentKind): Encoding {
  return encodings[kind];
}
