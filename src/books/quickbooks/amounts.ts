/** Amounts and QuickBooks' JSON numbers. A number with at most 15 significant digits survives the way exactly. */
import { Big } from "big.js";
import { roundToMoney, type Decimal, type Money } from "#domain/money.ts";

/** A decimal as a wire number; one that a JSON number cannot hold exactly is a bug. */
export function wireNumber(decimal: Decimal): number {
  const number = Number(decimal);
  if (!new Big(number).eq(decimal)) throw new Error(`${decimal} cannot be sent as an exact number`);
  return number;
}

/** A wire number as money. JSON numbers print their shortest exact text, so nothing is lost. */
export function moneyOf(number: number, currency: string): Money {
  const money = roundToMoney(new Big(number).toFixed() as Decimal, currency);
  if (!money.ok) throw new Error(`${number} ${currency} is too large`);
  return money.value;
}
