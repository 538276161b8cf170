/** Money and decimals as text for people. */
import { shownLocale } from "../language/language.ts";
import { decimalText, type Money } from "#domain/money.ts";

/** For example `$1,200.00`. Exact: the decimal text goes to Intl, never a float. */
export function moneyText(money: Money, locale = shownLocale()): string {
  const text = decimalText(money) as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(text);
}

/** A unit price: at least the currency's decimals, and as many more as it really has. */
export function unitPriceText(unitPrice: string, currency: string, locale = shownLocale()): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 10 });
  return format.format(unitPrice as Intl.StringNumericLiteral);
}

/** A quantity with all of its decimals. */
export function quantityText(quantity: string, locale = shownLocale()): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(quantity as Intl.StringNumericLiteral);
}

/** A count, for example `1,204`. */
export function countText(count: number, locale = shownLocale()): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** What stands between the thousands, for inputs of numbers. */
export function thousandSeparator(locale = shownLocale()): string {
  return new Intl.NumberFormat(locale, { useGrouping: "always" }).formatToParts(1_000).find(({ type }) => type === "group")?.value ?? "";
}
