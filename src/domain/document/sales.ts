/** What all sales documents share: invoice, estimate, sales receipt and refund receipt. */
import type { LocalDate } from "../dates.ts";
import { sumMoney, type Decimal, type Money } from "../money.ts";
import type { PostalAddress } from "../postal-address.ts";
import { linesTotal, type LineTax, type PlannedLine } from "./lines.ts";
import type { BooksRef, PlannedCustomer } from "./references.ts";
import { addedTax, type PlannedTax } from "./tax.ts";

/** What takes the place of tax, discount and the like when a plan has nothing to say about them. */
export type SalesExtras = Omit<SalesPlan, "customer" | "transactionDate" | "currency" | "lines" | "total">;

/** The part of a plan that every sales document has. */
export interface SalesPlan {
  customer: PlannedCustomer;
  /** In the company's time zone. */
  transactionDate: LocalDate;
  /** ISO 4217. */
  currency: string;
  /** Home currency per one unit of `currency`; null = the books' own rate of the day. */
  exchangeRate: Decimal | null;
  lines: PlannedLine[];
  discount: PlannedDiscount | null;
  shipping: PlannedShipping | null;
  tax: PlannedTax;
  /** `salesTotal` of all the above. */
  total: Money;
  /** Null = the books give the next one. */
  number: string | null;
  billEmail: string | null;
  billEmailCc: string[];
  billEmailBcc: string[];
  /** Text the customer sees; empty = none. */
  customerMemo: string;
  /** Text only we see; the mark is added when it is posted. */
  privateNote: string;
  /** Null = the customer's own, as the books have it. */
  billingAddress: PostalAddress | null;
  shippingAddress: PostalAddress | null;
  class: BooksRef | null;
  location: BooksRef | null;
  customFields: PlannedCustomField[];
  emailing: Emailing;
}

/** One discount on the whole document. */
export interface PlannedDiscount {
  /** For example `8.5`; null = it was given as an amount. */
  percent: Decimal | null;
  /** What it comes to, as a positive amount; with tax inside where amounts include tax. */
  amount: Money;
  /** Null = the books' own account for discounts. */
  account: BooksRef | null;
  /** Where documents are taxed by codes. */
  taxCode: BooksRef | null;
  /** Whether it is taken off before tax is computed (United States). */
  isBeforeTax: boolean;
}

/** The charge for shipping. */
export interface PlannedShipping extends LineTax {
  amount: Money;
}

/** The value of a custom field that the books have. */
export interface PlannedCustomField {
  /** The books' number of the field. */
  id: string;
  name: string;
  value: string;
}

/**
 * What becomes of the document as mail: nothing, it is put on the books' list of documents to be sent, or it is sent once it
 * is posted, which is a call of its own.
 */
export type Emailing = "leave" | "mark-to-be-sent" | "send";

/** Nothing but customer, lines and total: no tax, no discount, no shipping, and the books' own number. */
export const plainSale: SalesExtras = {
  exchangeRate: null,
  discount: null,
  shipping: null,
  tax: { mode: "none" },
  number: null,
  billEmail: null,
  billEmailCc: [],
  billEmailBcc: [],
  customerMemo: "",
  privateNote: "",
  billingAddress: null,
  shippingAddress: null,
  class: null,
  location: null,
  customFields: [],
  emailing: "leave",
};

/** Total = lines - discount + shipping + the tax on top, as far as it is known. */
export function salesTotal({ lines, discount, shipping, tax, currency }: Pick<SalesPlan, "lines" | "discount" | "shipping" | "tax" | "currency">): Money {
  const onTop = addedTax(tax);
  return sumMoney(
    [
      linesTotal(lines, currency),
      ...(discount ? [{ ...discount.amount, amountMinor: -discount.amount.amountMinor }] : []),
      ...(shipping ? [shipping.amount] : []),
      ...(onTop ? [onTop] : []),
    ],
    currency,
  );
}
