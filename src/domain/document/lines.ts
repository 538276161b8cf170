/** The lines of a document. Amounts are final here: computed once, in the document's currency. */
import type { LocalDate } from "../dates.ts";
import { sumMoney, type Decimal, type Money } from "../money.ts";
import type { BooksRef, PlannedItem } from "./references.ts";

/** How one amount is taxed; which of the members counts is decided by the document's tax mode. */
export interface LineTax {
  /** Whether tax is due on it, where tax is computed by the books or sent as charged. */
  isTaxable: boolean;
  /** The tax code, where documents are taxed by codes; null = the line has none. */
  taxCode: BooksRef | null;
  /** The tax inside the amount, where amounts include tax; null = none is inside. */
  includedTax: Money | null;
}

/** A sold item: amount = quantity x unit price, rounded once. A discount on the line is in its unit price. */
export interface PlannedItemLine extends LineTax {
  kind: "item";
  /** The CRM line item it comes from. */
  lineItemId: string;
  item: PlannedItem;
  description: string;
  quantity: Decimal;
  unitPrice: Decimal;
  amount: Money;
  class: BooksRef | null;
  serviceDate: LocalDate | null;
}

/** A line of text without an amount. */
export interface PlannedTextLine {
  kind: "text";
  description: string;
}

/** One line of a sales document. */
export type PlannedLine = PlannedItemLine | PlannedTextLine;

/** One line of an expense: an amount for a category, which is an account of the books. */
export interface PlannedExpenseLine extends LineTax {
  category: BooksRef;
  description: string;
  amount: Money;
  class: BooksRef | null;
}

/** Not taxed in any mode. */
export const untaxed: LineTax = { isTaxable: false, taxCode: null, includedTax: null };

/** The sum of the lines, before discount, shipping and tax. */
export function linesTotal(lines: readonly (PlannedLine | PlannedExpenseLine)[], currency: string): Money {
  const amounts = lines.flatMap((line) => ("amount" in line ? [line.amount] : []));
  return sumMoney(amounts, currency);
}
