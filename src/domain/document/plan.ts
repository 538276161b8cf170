/**
 * A document plan: the complete, validated wish. Every id known or to be created, every amount final; pure data that is
 * shown before posting and recorded before the first call.
 */
import { z } from "zod";
import type { LocalDate } from "../dates.ts";
import type { Decimal, Money } from "../money.ts";

/** The kinds of documents we create. */
export const documentKinds = ["invoice"] as const;
export const documentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof documentKind>;

/** Points at something in the books, with its name for people. */
export interface BooksRef {
  id: string;
  name: string;
}

/** The customer of a document: one the books have, or one to be created first. */
export type PlannedCustomer =
  | { use: "existing"; id: string; name: string; matchedBy: "saved-link" | "name-and-email" | "created-earlier" }
  | {
      use: "create";
      name: string;
      firstName: string | null;
      lastName: string | null;
      email: string;
      companyName: string | null;
      /** The CRM contact it is made from; the link is saved. */
      contactId: string;
    };

/** The item of a line: one the books have, or one to be created first. */
export type PlannedItem =
  | { use: "existing"; id: string; name: string; matchedBy: "saved-link" | "sku" | "name" | "created-earlier" }
  | { use: "create"; name: string; sku: string | null; description: string | null; unitPrice: Decimal; incomeAccount: BooksRef };

/** One line: amount = quantity x unit price, rounded once. */
export interface PlannedLine {
  /** The CRM line item it comes from. */
  lineItemId: string;
  item: PlannedItem;
  description: string;
  quantity: Decimal;
  unitPrice: Decimal;
  amount: Money;
}

/** An invoice, ready to be posted. */
export interface InvoicePlan {
  kind: "invoice";
  customer: PlannedCustomer;
  /** In the company's time zone. */
  transactionDate: LocalDate;
  dueDate: LocalDate | null;
  terms: BooksRef | null;
  currency: string;
  lines: PlannedLine[];
  total: Money;
  billEmail: string | null;
  /** Text only we see; the mark is added when it is posted. */
  privateNote: string;
}

/** Any document plan. */
export type DocumentPlan = InvoicePlan;

/** What the books say they have, after posting. */
export interface PostedDocument {
  kind: DocumentKind;
  booksId: string;
  /** The human number; null when the books gave none. */
  number: string | null;
  syncToken: string;
  customer: BooksRef;
  transactionDate: LocalDate;
  dueDate: LocalDate | null;
  total: Money;
  balance: Money;
  url: string;
  privateNote: string;
}
