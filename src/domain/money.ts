/**
 * Money is a whole number of minor units plus its currency; quantities and unit prices are exact decimals kept as text.
 * Rounding happens once, where a line amount is computed, half away from zero.
 */
import { Big } from "big.js";
import { err, ok, type Result } from "./result.ts";

declare const brand: unique symbol;
/** An exact decimal number as text, for example `0.333` or `-12.5`. */
export type Decimal = string & { readonly [brand]: "Decimal" };

/** An amount: `amountMinor` is a safe integer of the currency's minor unit (cents for USD). */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const minorDigits: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

/** How many decimals the currency's minor unit has. */
export function minorUnitDigits(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/** The currencies whose minor unit has so many decimals; those with two are the rest. */
export function currenciesWithDigits(digits: 0 | 3): string[] {
  return Object.keys(minorDigits).filter((currency) => minorDigits[currency] === digits);
}

/** Reads a plain decimal number; surrounding space is allowed, anything else is not a decimal. */
export function parseDecimal(text: string): Decimal | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed)) return undefined;
  return new Big(trimmed.replace(/^\+/, "")).toFixed() as Decimal;
}

/** Orders two decimals: negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  return new Big(a).cmp(b);
}

/** Rounds a decimal to the currency's minor unit, half away from zero. */
export function roundToMoney(amount: Decimal, currency: string): Result<Money, "too-large"> {
  const digits = minorUnitDigits(currency);
  const minor = new Big(amount).times(new Big(10).pow(digits)).round(0, Big.roundHalfUp);
  const amountMinor = Number(minor.toFixed());
  return Number.isSafeInteger(amountMinor) ? ok({ amountMinor: amountMinor + 0, currency }) : err("too-large");
}

/** Line amount = quantity x unit price, rounded once. */
export function lineAmount(quantity: Decimal, unitPrice: Decimal, currency: string): Result<Money, "too-large"> {
  return roundToMoney(new Big(quantity).times(unitPrice).toFixed() as Decimal, currency);
}

/** The exact product or quotient helpers below keep decimals out of binary floating point. */
export function divideDecimals(dividend: Decimal, divisor: Decimal, decimals: number): Decimal {
  return new Big(dividend).div(divisor).round(decimals, Big.roundHalfUp).toFixed() as Decimal;
}

/** Sums amounts of one currency; mixing currencies is a bug. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  const total = amounts.reduce((sum, money) => {
    if (money.currency !== currency) throw new Error(`cannot add ${money.currency} to ${currency}`);
    return sum.plus(money.amountMinor);
  }, new Big(0));
  return { amountMinor: Number(total.toFixed()), currency };
}

/** The amount as a decimal text with the currency's decimals, for example `1200.00`. */
export function decimalText(money: Money): Decimal {
  const digits = minorUnitDigits(money.currency);
  return new Big(money.amountMinor).div(new Big(10).pow(digits)).toFixed(digits) as Decimal;
}

/** A percentage of an amount, rounded half away from zero. `percent` is for example `8.875`. */
export function percentOfMoney({ amountMinor, currency }: Money, percent: Decimal): Money {
  const minor = new Big(amountMinor).times(percent).div(100).round(0, Big.roundHalfUp);
  return { amountMinor: Number(minor.toFixed()) + 0, currency };
}
