/** The kinds of documents we create, and how people call them. */
import { z } from "zod";

export const documentKinds = ["invoice", "estimate", "sales-receipt", "refund-receipt", "payment", "expense"] as const;
export const documentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof documentKind>;

/** A kind in words, as a title and inside a sentence. */
export const documentWords: Record<DocumentKind, { title: string; noun: string; article: "a" | "an" }> = {
  invoice: { title: "Invoice", noun: "invoice", article: "an" },
  estimate: { title: "Estimate", noun: "estimate", article: "an" },
  "sales-receipt": { title: "Sales receipt", noun: "sales receipt", article: "a" },
  "refund-receipt": { title: "Refund receipt", noun: "refund receipt", article: "a" },
  payment: { title: "Payment", noun: "payment", article: "a" },
  expense: { title: "Expense", noun: "expense", article: "an" },
};

/** For example `Sales receipt 1042`; without a number the kind alone. */
export function documentTitle(kind: DocumentKind, number: string | null): string {
  const { title } = documentWords[kind];
  return number === null || number === "" ? title : `${title} ${number}`;
}

/** Where a document stands in the books. Which of them a kind can have follows from what it is. */
export const documentStatuses = [
  "open",
  "sent",
  "viewed",
  "partly-paid",
  "overdue",
  "paid",
  "pending",
  "accepted",
  "rejected",
  "closed",
  "refunded",
  "unapplied",
  "partly-applied",
  "applied",
  "voided",
  "deleted",
] as const;
export const documentStatus = z.enum(documentStatuses);
export type DocumentStatus = z.infer<typeof documentStatus>;

/** Nothing is owed by a document that was voided or deleted, and nothing counts as billed by it. */
export const goneStatuses = ["voided", "deleted"] as const satisfies readonly DocumentStatus[];
export type GoneStatus = (typeof goneStatuses)[number];

/** Whether the books still have it with its amounts. */
export function isLive(status: DocumentStatus): boolean {
  return !goneStatuses.some((gone) => gone === status);
}

/** A status in words. */
export const documentStatusWords: Record<DocumentStatus, string> = {
  open: "Open",
  sent: "Sent",
  viewed: "Viewed",
  "partly-paid": "Partly paid",
  overdue: "Overdue",
  paid: "Paid",
  pending: "Pending",
  accepted: "Accepted",
  rejected: "Rejected",
  closed: "Closed",
  refunded: "Refunded",
  unapplied: "Not applied",
  "partly-applied": "Partly applied",
  applied: "Applied",
  voided: "Voided",
  deleted: "Deleted",
};
