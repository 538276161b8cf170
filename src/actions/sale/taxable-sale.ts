/** What is taxed and what comes of it, and the tax that the CRM charged. */
import type { LineTax } from "../../domain/document/lines.ts";
import type { BooksRef } from "../../domain/document/references.ts";
import type { PlannedTax } from "../../domain/document/tax.ts";
import { percentOfMoney, roundToMoney, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { Adjustment, LineItemTax } from "../../domain/record.ts";

/** What is taxed. Amounts are as the CRM has them; discount and shipping are positive, zero = there is none. */
export interface TaxableSale {
  currency: string;
  lines: TaxableLine[];
  discount: Money;
  shipping: Money;
  /** The taxes the CRM put on the whole record. */
  adjustments: Adjustment[];
  /** The document must come to exactly this, because it was paid; null = it comes to what it comes to. */
  paid: Money | null;
  /** The tax that was charged, when it is known better than by lines and taxes; null = as they say. */
  charged: Money | null;
}

export interface TaxableLine {
  name: string;
  amount: Money;
  tax: LineItemTax | null;
  /** What the books say of the item; null = nothing, or they are not asked. */
  isItemTaxable: boolean | null;
}

/** The tax of a sale, with the amounts as they go on the document: with tax inside where the document's amounts include it. */
export interface SaleTax {
  tax: PlannedTax;
  /** One per line, as are `amounts`. */
  lines: LineTax[];
  amounts: Money[];
  discount: Money;
  discountTaxCode: BooksRef | null;
  shipping: LineTax;
  shippingAmount: Money;
}

/** What the CRM charged on lines and on the whole record, rounded once per amount. */
export function chargedTax({ lines, adjustments, discount, currency, charged }: Pick<TaxableSale, "lines" | "adjustments" | "discount" | "currency" | "charged">): Money {
  if (charged !== null) return charged;
  const onLines = lines.flatMap(({ tax, amount }) => (tax === null ? [] : [lineTaxAmount(tax, amount)]));
  const net = sumMoney(lines.map(({ amount }) => amount), currency);
  const base = { amountMinor: net.amountMinor - discount.amountMinor, currency };
  const onRecord = adjustments.map(({ form, value }) => (form === "percent" ? percentOfMoney(base, value) : moneyOf(value, currency)));
  return sumMoney([...onLines, ...onRecord], currency);
}

function lineTaxAmount({ amount, rate }: LineItemTax, of: Money): Money {
  if (amount !== null) return moneyOf(amount, of.currency);
  return rate === null ? { amountMinor: 0, currency: of.currency } : percentOfMoney(of, rate);
}

function moneyOf(amount: Decimal, currency: string): Money {
  const rounded = roundToMoney(amount, currency);
  if (!rounded.ok) throw new Error(`a tax of ${amount} ${currency} is out of range`);
  return rounded.value;
}
