/** An invoice: the customer owes its total until payments arrive. */
import type { LocalDate } from "../dates.ts";
import type { Money } from "../money.ts";
import type { BooksRef } from "./references.ts";
import type { SalesPlan } from "./sales.ts";

/** An invoice, ready to be posted. */
export interface InvoicePlan extends SalesPlan {
  kind: "invoice";
  /** Null = as the terms say, or the invoice date without terms. */
  dueDate: LocalDate | null;
  terms: BooksRef | null;
  /** What was paid before the invoice; the balance is the total without it. */
  prepayment: { amount: Money; account: BooksRef | null } | null;
  /** The accepted estimate it comes from, which the books then close. */
  fromEstimate: BooksRef | null;
}
