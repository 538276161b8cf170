/** An expense: money that left a bank or credit card account, for example a payment's processing fee. */
import type { LocalDate } from "../dates.ts";
import { sumMoney, type Decimal, type Money } from "../money.ts";
import { linesTotal, type PlannedExpenseLine } from "./lines.ts";
import type { BooksRef } from "./references.ts";
import { addedTax, type PlannedTax } from "./tax.ts";

/** An expense, ready to be posted. */
export interface ExpensePlan {
  kind: "expense";
  paidFrom: { account: BooksRef; kind: "bank" | "credit-card" };
  /** The vendor it was paid to; null = nobody is named. */
  payee: BooksRef | null;
  /** In the company's time zone. */
  transactionDate: LocalDate;
  currency: string;
  /** Home currency per one unit of `currency`; null = the books' own rate of the day. */
  exchangeRate: Decimal | null;
  lines: PlannedExpenseLine[];
  /** Sales tax is never computed for an expense: none, or by codes. */
  tax: Extract<PlannedTax, { mode: "none" | "codes" }>;
  /** `expenseTotal` of the above. */
  total: Money;
  /** Null = the books give one, or none. */
  number: string | null;
  paymentMethod: BooksRef | null;
  location: BooksRef | null;
  /** The memo; the mark is added when it is posted. */
  privateNote: string;
}

/** Total = lines + the tax on top. */
export function expenseTotal({ lines, tax, currency }: Pick<ExpensePlan, "lines" | "tax" | "currency">): Money {
  const onTop = addedTax(tax);
  return sumMoney([linesTotal(lines, currency), ...(onTop ? [onTop] : [])], currency);
}
