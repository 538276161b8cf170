/**
 * A sales document's arithmetic, all in exact decimals (reference: totals): subtotal, discount, tax and total. US rules:
 * tax is computed on the undiscounted amounts unless ApplyTaxAfterDiscount says otherwise.
 */
import { Big } from "big.js";
import { Refusal } from "./fault-bodies.ts";
import { amount, toCents, wire } from "./money.ts";
import { refId } from "./references.ts";
import type { Members } from "./request-body.ts";
import { stateTaxRate } from "./state-tax.ts";

export const shippingItemId = "SHIPPING_ITEM_ID";

export interface TotalsInput {
  /** The document's lines without the server's own subtotal line. */
  lines: Members[];
  appliesTaxAfterDiscount: boolean;
  /** Sales tax as the company has it set up: off, or by the state the goods go to. */
  tax: { isOn: false } | { isOn: true; state: string; override: Big | undefined };
}

export interface Totals {
  subtotal: Big;
  discount: Big;
  shipping: Big;
  taxableBase: Big;
  /** Percent. */
  taxRate: string;
  tax: Big;
  total: Big;
}

/** Computes the totals; a discount above the subtotal and a total below zero are refused. */
export function totalsOf({ lines, appliesTaxAfterDiscount, tax }: TotalsInput): Totals {
  const items = lines.filter((line) => line["DetailType"] === "SalesItemLineDetail");
  const shipping = sum(items.filter(isShipping));
  const sold = items.filter((line) => !isShipping(line));
  const subtotal = sum(sold);
  const discount = discountOf(lines, subtotal);
  const taxableBase = reduced(sum(sold.filter(isTaxable)), subtotal, appliesTaxAfterDiscount ? discount : new Big(0)).plus(sum(items.filter(isShipping).filter(isTaxable)));
  const taxRate = tax.isOn ? stateTaxRate(tax.state) : "0";
  const taxAmount = tax.isOn ? (tax.override ?? toCents(taxableBase.times(taxRate).div(100))) : new Big(0);
  const total = subtotal.minus(discount).plus(shipping).plus(taxAmount);
  if (total.lt(0)) throw new Refusal("6000", "Business Validation Error: The transaction total can't be negative. Please enter a total of zero or more.", "TotalAmt");
  return { subtotal, discount, shipping, taxableBase, taxRate, tax: taxAmount, total };
}

function isDiscount(line: Members): boolean {
  return line["DetailType"] === "DiscountLineDetail";
}

function isShipping(line: Members): boolean {
  return refId(detailOf(line)["ItemRef"]) === shippingItemId;
}

function isTaxable(line: Members): boolean {
  return refId(detailOf(line)["TaxCodeRef"]) === "TAX";
}

function detailOf(line: Members): Members {
  return (line["SalesItemLineDetail"] ?? {}) as Members;
}

function sum(lines: Members[]): Big {
  return lines.reduce((total, line) => total.plus(amount(line["Amount"]) ?? 0), new Big(0));
}

/** The taxable part carries its share of the discount. */
function reduced(taxable: Big, subtotal: Big, discount: Big): Big {
  return discount.eq(0) || subtotal.eq(0) ? taxable : toCents(taxable.minus(discount.times(taxable).div(subtotal)));
}

function discountOf(lines: Members[], subtotal: Big): Big {
  const discounts = lines.filter(isDiscount);
  if (discounts.length > 1) throw new Refusal("6000", "Business Validation Error: A transaction can have only one discount line.", "Line");
  const [line] = discounts;
  if (!line) return new Big(0);
  const discount = discountAmount(line, subtotal);
  if (discount.gt(subtotal)) throw new Refusal("6000", "Business Validation Error: The discount amount can't be greater than the subtotal", "Line");
  return discount;
}

function discountAmount(line: Members, subtotal: Big): Big {
  const detail = (line["DiscountLineDetail"] ?? {}) as Members;
  const percent = amount(detail["DiscountPercent"]);
  const given = amount(line["Amount"]);
  const byPercent = percent === undefined ? undefined : toCents(subtotal.times(percent).div(100));
  if (byPercent !== undefined && given !== undefined && !byPercent.eq(given)) {
    throw new Refusal("6000", "Business Validation Error: You can't set both an amount and a discount percentage that disagree.", "Line");
  }
  const discount = byPercent ?? (given === undefined ? undefined : toCents(given));
  if (discount === undefined) throw new Refusal("6090", "Discount line lacks information : an amount or a percentage is needed.", "Line");
  return discount;
}

/** The lines as a reply shows them: items, then the server's subtotal, then the discount. */
export function linesWithSubtotal(lines: Members[], totals: Totals): Members[] {
  const subtotalLine = { Amount: wire(totals.subtotal), DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} };
  const discounts = lines.filter(isDiscount).map((line) => ({ ...line, Amount: wire(totals.discount) }));
  return [...lines.filter((line) => !isDiscount(line) && !isShipping(line)), subtotalLine, ...discounts, ...lines.filter(isShipping)];
}

/** TxnTaxDetail of a reply. */
export function taxDetailOf(totals: Totals, override: Members | undefined): Members {
  if (override) return { ...override, TotalTax: wire(totals.tax) };
  if (totals.taxableBase.eq(0)) return { TotalTax: 0 };
  const line = {
    Amount: wire(totals.tax),
    DetailType: "TaxLineDetail",
    TaxLineDetail: { TaxRateRef: { value: "3" }, PercentBased: true, TaxPercent: Number(totals.taxRate), NetAmountTaxable: wire(totals.taxableBase) },
  };
  return { TxnTaxCodeRef: { value: "2" }, TotalTax: wire(totals.tax), TaxLine: [line] };
}
