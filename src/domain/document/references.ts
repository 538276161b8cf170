/** What a plan points at in the books: something they have, or something to be created first. */
import type { Decimal } from "../money.ts";

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

/** The invoice a payment is for: one the books have, or one that the same step posts before it. */
export type PaidInvoice =
  | { use: "existing"; id: string; number: string | null }
  | {
      use: "posted-before";
      /** The ordinal of its posting in the step. */
      ordinal: number;
    };
