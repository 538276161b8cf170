/** The kinds and statuses of documents, in the reader's language. */
import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import type { DocumentKind, DocumentStatus } from "#domain/document/kind.ts";

/** For example `Sales receipt`. */
export function documentKindName(kind: DocumentKind): string {
  switch (kind) {
    case "invoice":
      return t`Invoice`;
    case "estimate":
      return t`Estimate`;
    case "sales-receipt":
      return t`Sales receipt`;
    case "refund-receipt":
      return t`Refund receipt`;
    case "payment":
      return t`Payment`;
    case "expense":
      return t`Expense`;
  }
}

/** For example `Sales receipts`. */
export function documentKindNames(kind: DocumentKind): string {
  switch (kind) {
    case "invoice":
      return t`Invoices`;
    case "estimate":
      return t`Estimates`;
    case "sales-receipt":
      return t`Sales receipts`;
    case "refund-receipt":
      return t`Refund receipts`;
    case "payment":
      return t`Payments`;
    case "expense":
      return t`Expenses`;
  }
}

/** For example `Invoice 1005`; only the kind while it has no number. */
export function documentName(kind: DocumentKind, number: string | null): string {
  const name = documentKindName(kind);
  return number === null ? name : `${name} ${number}`;
}

const statuses: Record<DocumentStatus, MessageDescriptor> = {
  open: msg`Open`,
  sent: msg`Sent`,
  viewed: msg`Viewed`,
  "partly-paid": msg`Partly paid`,
  overdue: msg`Overdue`,
  paid: msg`Paid`,
  pending: msg`Pending`,
  accepted: msg`Accepted`,
  rejected: msg`Rejected`,
  closed: msg`Closed`,
  refunded: msg`Refunded`,
  unapplied: msg`Not applied`,
  "partly-applied": msg`Partly applied`,
  applied: msg`Applied`,
  voided: msg`Voided`,
  deleted: msg`Deleted`,
};

/** Where a document stands in the books. */
export function documentStatusName(status: DocumentStatus): string {
  return i18n._(statuses[status]);
}
