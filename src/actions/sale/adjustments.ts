/** What the CRM takes off and adds on the whole record: discounts and fees. Its taxes are the tax planning's. */
import { compareDecimals, percentOfMoney, roundToMoney, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { Adjustment } from "../../domain/record.ts";
import type { PricedLine } from "./prices.ts";

/** What is taken off the whole document. */
export interface WholeDiscount {
  /** Positive; never more than the lines. */
  amount: Money;
  /** Set when one percentage is all there is. */
  percent: Decimal | null;
}

/** The CRM's discounts on lines that are booked on the document, and those on the whole record, together. */
export function discountOf(lines: readonly PricedLine[], adjustments: readonly Adjustment[], currency: string): WholeDiscount {
  const subtotal = sumMoney(lines.map((line) => line.amount), currency);
  const onLines = sumMoney(lines.map((line) => line.discount), currency);
  const net = { amountMinor: subtotal.amountMinor - onLines.amountMinor, currency };
  const discounts = adjustments.filter(({ kind }) => kind === "discount");
  const onRecord = discounts.map((one) => amountOf(one, net));
  const amount = sumMoney([onLines, ...onRecord], currency);
  const [only, second] = discounts;
  const isOnePercentage = only?.form === "percent" && second === undefined && onLines.amountMinor === 0;
  return { amount: amount.amountMinor > subtotal.amountMinor && subtotal.amountMinor >= 0 ? subtotal : amount, percent: isOnePercentage ? only.value : null };
}

/** A fee of the record, as an amount. */
export interface Fee {
  label: string;
  amount: Money;
}

/** The record's fees; percentages are of what is left after discounts. */
export function feesOf(lines: readonly PricedLine[], adjustments: readonly Adjustment[], discount: WholeDiscount, currency: string): Fee[] {
  const subtotal = sumMoney(lines.map((line) => line.amount), currency);
  const net = { amountMinor: subtotal.amountMinor - discount.amount.amountMinor, currency };
  return adjustments.filter(({ kind, value }) => kind === "fee" && compareDecimals(value, "0" as Decimal) !== 0).map((one) => ({ label: one.label, amount: amountOf(one, net) }));
}

function amountOf({ form, value }: Adjustment, of: Money): Money {
  if (form === "percent") return percentOfMoney(of, value);
  const rounded = roundToMoney(value, of.currency);
  return rounded.ok ? rounded.value : of;
}
