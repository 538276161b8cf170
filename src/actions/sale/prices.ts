/** The prices of line items: quantity, unit price and amount, rounded once, and the discount the CRM took off. */
import type { LineDiscounts } from "../../domain/books-settings.ts";
import type { Failure } from "../../domain/failure.ts";
import { decimalText, divideDecimals, lineAmount, minorUnitDigits, parseDecimal, roundToMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { LineItem } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";

/** QuickBooks takes amounts up to this (reference: line amounts). */
const largestAmountMajor = 99_999_999_999;
/** QuickBooks keeps unit prices with up to seven decimals. */
const unitPriceDecimals = 7;

/** One line item with its price as it goes on the document. */
export interface PricedLine {
  lineItem: LineItem;
  quantity: Decimal;
  unitPrice: Decimal;
  amount: Money;
  /** What the CRM took off and the amount still holds; zero when the discount is in the price. */
  discount: Money;
}

/** All lines, or every reason why not, of all lines at once. */
export function priceLines(lineItems: readonly LineItem[], currency: string, discounts: LineDiscounts): Result<PricedLine[], Failure[]> {
  const priced = lineItems.map((lineItem) => priceLine(lineItem, currency, discounts));
  const failures = priced.flatMap((one) => (one.ok ? [] : one.error));
  return failures.length > 0 ? err(failures) : ok(priced.flatMap((one) => (one.ok ? [one.value] : [])));
}

function priceLine(lineItem: LineItem, currency: string, discounts: LineDiscounts): Result<PricedLine, Failure[]> {
  const { quantity, unitPrice, netAmount } = lineItem;
  const failures: Failure[] = [...unreadable(lineItem, "quantity"), ...unreadable(lineItem, "price")];
  if (lineItem.currency !== null && lineItem.currency !== currency) {
    failures.push({ code: "line-currency-differs", lineName: lineItem.name, lineCurrency: lineItem.currency, documentCurrency: currency });
  }
  if (failures.length > 0 || quantity === null || unitPrice === null) return err(failures);
  const gross = lineAmount(quantity, unitPrice, currency);
  const net = netAmount === null ? gross : roundToMoney(netAmount, currency);
  if (!gross.ok || !net.ok || isTooLarge(gross.value) || isTooLarge(net.value)) return err([{ code: "amount-too-large", lineName: lineItem.name }]);
  const takenOff = gross.value.amountMinor - net.value.amountMinor;
  const isInPrice = discounts === "net-price" || takenOff < 0;
  if (takenOff === 0 || !isInPrice) return ok({ lineItem, ...exactPrice(quantity, unitPrice, gross.value), amount: gross.value, discount: { amountMinor: takenOff, currency } });
  return ok({ lineItem, ...priceOf(quantity, net.value), amount: net.value, discount: { amountMinor: 0, currency } });
}

function isTooLarge({ amountMinor }: Money): boolean {
  return Math.abs(amountMinor) > largestAmountMajor * 100;
}

function unreadable(lineItem: LineItem, field: "quantity" | "price"): Failure[] {
  const value = field === "quantity" ? lineItem.quantity : lineItem.unitPrice;
  if (value !== null) return [];
  const raw = lineItem.properties[field]?.trim();
  return [
    raw && parseDecimal(raw) === undefined
      ? { code: "number-not-readable", lineName: lineItem.name, field, value: raw }
      : { code: "line-item-incomplete", lineName: lineItem.name, missing: field },
  ];
}

/**
 * QuickBooks compares an amount with quantity x price to the hundredth, also where the currency has none: there the price is
 * made to fit the rounded amount.
 */
function exactPrice(quantity: Decimal, unitPrice: Decimal, amount: Money): Pick<PricedLine, "quantity" | "unitPrice"> {
  return minorUnitDigits(amount.currency) < 2 ? priceOf(quantity, amount) : { quantity, unitPrice };
}

/**
 * Quantity and unit price whose product is exactly the amount: the books check it. Where no unit price of seven decimals
 * gives it, the line becomes one of the whole amount.
 */
export function priceOf(quantity: Decimal, amount: Money): Pick<PricedLine, "quantity" | "unitPrice"> {
  if (Number(quantity) !== 0) {
    const unitPrice = divideDecimals(decimalText(amount), quantity, unitPriceDecimals);
    const product = lineAmount(quantity, unitPrice, amount.currency);
    if (product.ok && product.value.amountMinor === amount.amountMinor) return { quantity, unitPrice };
  }
  return { quantity: "1" as Decimal, unitPrice: plain(decimalText(amount)) };
}

/** Without zeros that say nothing, as the CRM writes prices. */
function plain(decimal: Decimal): Decimal {
  return parseDecimal(decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal) ?? decimal;
}
