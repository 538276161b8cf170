/** A payment: money a customer paid, applied to what the customer owes. */
import type { LocalDate } from "../dates.ts";
import type { Decimal, Money } from "../money.ts";
import type { BooksRef, PaidInvoice, PlannedCustomer } from "./references.ts";

/** A payment, ready to be posted. */
export interface PaymentPlan {
  kind: "payment";
  customer: PlannedCustomer;
  /** In the company's time zone. */
  transactionDate: LocalDate;
  currency: string;
  /** Home currency per one unit of `currency`; null = the books' own rate of the day. */
  exchangeRate: Decimal | null;
  /** What was received. */
  total: Money;
  /** What of it pays which invoice; the rest stays the customer's credit. */
  applied: AppliedAmount[];
  /** Where the money goes; null = the books' account for money not yet deposited. */
  depositAccount: BooksRef | null;
  paymentMethod: BooksRef | null;
  /** The payment's own number, for example of the card payment. */
  paymentReference: string | null;
  /** Text only we see; the mark is added when it is posted. */
  privateNote: string;
}

/** The part of a payment that pays one invoice. */
export interface AppliedAmount {
  invoice: PaidInvoice;
  amount: Money;
}
