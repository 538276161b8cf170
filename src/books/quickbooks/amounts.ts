/** Amounts and QuickBooks' JSON numbers. A number with at most 15 significant digits survives the way exactly. */
import { Big } from "big.js";
import { roundToMoney, type Decimal, type Money } from "#domain/money.ts";

const mostDigits = 15;

/** A decimal as a wire number; one that a JSON number cannot hold exactly is a bug. */
export function wireNumber(decimal: Decimal): number {
  if (!isExactNumber(decimal)) throw new Error(`${decimal} cannot be sent as an exact number`);
  return Number(decimal);
}

/** A decimal that every reader of JSON numbers holds exactly. */
export function isExactNumber(decimal: Decimal): boolean {
  return new Big(decimal).c.length <= mostDigits;
}

/** A unit price as QuickBooks keeps it: with at most seven decimals (reference: 5.8). */
export function wirePrice(unitPrice: Decimal): Decimal {
  return new Big(unitPrice).round(7, Big.roundHalfUp).toFixed() as Decimal;
}

/** A wire number as a decimal. JSON numbers print their shortest exact text, so nothing is lost. */
export function decimalOf(number: number): Decimal {
  return new Big(number).toFixed() as Decimal;
}

/** A wire number as money. */
export function moneyOf(number: number, currency: string): Money {
  const money = roundToMoney(decimalOf(number), currency);
  if (!money.ok) throw new Error(`${number} ${currency} is too large`);
  return money.value;
}

/** An exchange rate: more digits than a JSON number holds are rounded away, as any rate is rounded somewhere. */
export function wireRate(rate: Decimal): number {
  return Number(new Big(rate).prec(mostDigits, Big.roundHalfUp).toFixed());
}
