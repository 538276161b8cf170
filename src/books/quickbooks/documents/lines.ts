/** The lines of sales documents on the wire: items, texts, the discount and the shipping charge. */
import { Big } from "big.js";
import { linesTotal, type PlannedItemLine } from "#domain/document/lines.ts";
import type { BooksRef } from "#domain/document/references.ts";
import type { PlannedDiscount, PlannedShipping, SalesPlan } from "#domain/document/sales.ts";
import type { PlannedTax } from "#domain/document/tax.ts";
import { decimalText, divideDecimals, lineAmount, type Decimal, type Money } from "#domain/money.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { isExactNumber, wireNumber, wirePrice } from "../amounts.ts";
import { cutTo } from "../wire-text.ts";
import { member, refMember, wireMoney, type Wire } from "./members.ts";
import { codeMembers, lineTaxMembers, wireAmount } from "./taxes.ts";

/** Reference: 5.8. */
const longestDescription = 4_000;
const shippingItem = "SHIPPING_ITEM_ID";

/** All lines of a sales document, the discount and shipping last. */
export function salesLines({ plan, items }: Pick<ReadyDocument, "items"> & { plan: SalesPlan }, company: BooksCompany): Wire[] {
  return [
    ...plan.lines.map((line, index) => (line.kind === "text" ? textLine(line.description) : itemLine(line, items[index] ?? null, plan.tax, company))),
    ...(plan.discount ? [discountLine(plan.discount, plan, company)] : []),
    ...(plan.shipping ? [shippingLine(plan.shipping, plan.tax, company)] : []),
  ];
}

/** A description within its length. */
export function wireDescription(description: string): string {
  return cutTo(description, longestDescription);
}

function textLine(description: string): Wire {
  return { DetailType: "DescriptionOnly", Description: wireDescription(description), DescriptionLineDetail: {} };
}

function itemLine(line: PlannedItemLine, item: BooksRef | null, tax: PlannedTax, company: BooksCompany): Wire {
  if (!item) throw new Error(`the line ${line.lineItemId} has no item`);
  const { amount, inclusive } = wireAmount(line, tax);
  const priced = wirePricing(line, amount);
  return {
    DetailType: "SalesItemLineDetail",
    Amount: wireMoney(amount),
    Description: priced.description,
    SalesItemLineDetail: {
      ItemRef: { value: item.id },
      Qty: wireNumber(priced.quantity),
      UnitPrice: wireNumber(priced.unitPrice),
      ...lineTaxMembers(line, tax, company),
      ...inclusive,
      ...refMember("ClassRef", line.class),
      ...member("ServiceDate", line.serviceDate),
    },
  };
}

interface Pricing {
  quantity: Decimal;
  unitPrice: Decimal;
  description: string;
}

/**
 * QuickBooks checks that amount = quantity x unit price, with at most seven decimals in the price (reference: 5.8). When
 * that cannot hold to the cent, the line is sent as one of the whole amount, and the description tells quantity and price.
 */
function wirePricing(line: PlannedItemLine, amount: Money): Pricing {
  const unitPrice = wirePrice(isSame(amount, line.amount) || Number(line.quantity) === 0 ? line.unitPrice : divideDecimals(decimalText(amount), line.quantity, 7));
  const product = lineAmount(line.quantity, unitPrice, amount.currency);
  const agrees = product.ok && isSame(product.value, amount);
  if (agrees && isExactNumber(unitPrice) && isExactNumber(line.quantity)) {
    return { quantity: line.quantity, unitPrice, description: wireDescription(line.description) };
  }
  const told = `(${line.quantity} x ${line.unitPrice})`;
  const description = `${cutTo(line.description, longestDescription - told.length - 1)} ${told}`.trim();
  return { quantity: "1" as Decimal, unitPrice: decimalText(amount), description };
}

function isSame(one: Money, other: Money): boolean {
  return one.amountMinor === other.amountMinor && one.currency === other.currency;
}

function discountLine(discount: PlannedDiscount, plan: Pick<SalesPlan, "lines" | "currency" | "tax">, company: BooksCompany): Wire {
  const isPercent = discount.percent !== null && percentGives(discount.percent, linesTotal(plan.lines, plan.currency), discount.amount);
  return {
    DetailType: "DiscountLineDetail",
    // Given with a percentage, an amount must agree with QuickBooks' own to the cent, or all is refused.
    ...(isPercent ? {} : { Amount: wireMoney(discount.amount) }),
    DiscountLineDetail: {
      PercentBased: isPercent,
      ...(isPercent ? { DiscountPercent: wireNumber(discount.percent as Decimal) } : {}),
      ...refMember("DiscountAccountRef", discount.account),
      ...(company.country === "US" ? {} : codeMembers(discount, plan.tax)),
    },
  };
}

/**
 * Whether QuickBooks comes to the planned amount by itself. Exactly half a cent may be rounded either way (unconfirmed),
 * and so such a discount is sent as the amount it is.
 */
function percentGives(percent: Decimal, subtotal: Money, amount: Money): boolean {
  if (!isExactNumber(percent)) return false;
  const away = new Big(subtotal.amountMinor).times(percent).div(100).minus(amount.amountMinor).abs();
  return away.lt(0.5);
}

function shippingLine(shipping: PlannedShipping, tax: PlannedTax, company: BooksCompany): Wire {
  const { amount, inclusive } = wireAmount(shipping, tax);
  return {
    DetailType: "SalesItemLineDetail",
    Amount: wireMoney(amount),
    SalesItemLineDetail: { ItemRef: { value: shippingItem }, ...lineTaxMembers(shipping, tax, company), ...inclusive },
  };
}
