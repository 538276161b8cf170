/** What HubSpot works out by itself: net amounts of line items, and the closed flags and dates of deals. */
import { Big } from "big.js";
import type { Stage } from "./pipelines.ts";
import { taxRates } from "./tax-rates.ts";

export type Values = Record<string, string>;

/** Property values that follow from others; null = no value. */
export type Outcome = Record<string, string | null>;

/**
 * A line item's amounts, without rounding. `discount` is an amount per unit (as HubSpot's editor labels it),
 * `hs_discount_percentage` a percentage of the price; HubSpot takes only one of them, and the percentage wins here.
 */
export function lineItemAmounts(values: Values): Outcome {
  const price = numberOf(values["price"]);
  const quantity = numberOf(values["quantity"] ?? "1");
  if (price === null || quantity === null) return { ...noTax, amount: null, hs_pre_discount_amount: null, hs_total_discount: null, hs_effective_unit_price: null };
  const percentage = numberOf(values["hs_discount_percentage"]);
  const unitDiscount = percentage ? price.times(percentage).div(100) : (numberOf(values["discount"]) ?? new Big(0));
  const unitPrice = price.minus(unitDiscount);
  return {
    ...taxOf(values["hs_tax_rate_group_id"], unitPrice.times(quantity)),
    amount: decimalText(unitPrice.times(quantity)),
    hs_pre_discount_amount: decimalText(price.times(quantity)),
    hs_total_discount: decimalText(unitDiscount.times(quantity)),
    hs_effective_unit_price: decimalText(unitPrice),
  };
}

const noTax: Outcome = { hs_tax_rate: null, hs_tax_label: null, hs_tax_amount: null, hs_post_tax_amount: null };

/** The tax on a line by the rate it names, rounded to cents. */
function taxOf(rateId: string | undefined, net: Big): Outcome {
  const rate = taxRates.find((one) => one.id === rateId);
  if (rate === undefined) return noTax;
  const tax = net.times(rate.percentageRate).div(100).round(2, Big.roundHalfUp);
  return { hs_tax_rate: rate.percentageRate, hs_tax_label: rate.label, hs_tax_amount: tax.toFixed(2), hs_post_tax_amount: decimalText(net.plus(tax)) };
}

/** What follows from a payment's amount, fees and refunds. */
export function paymentAmounts(values: Values): Outcome {
  const gross = numberOf(values["hs_initial_amount"]);
  if (gross === null) return {};
  const fees = (numberOf(values["hs_fees_amount"]) ?? new Big(0)).plus(numberOf(values["hs_platform_fee"]) ?? 0);
  const left = gross.minus(numberOf(values["hs_refunds_amount"]) ?? 0);
  return {
    hs_net_amount: decimalText(gross.minus(fees)),
    hs_net_amount_after_refunds: decimalText(left),
    hs_max_refundable_amount_in_portal_currency: decimalText(left),
    hs_payment_method: values["hs_payment_method_type"] ?? null,
  };
}

/** An adjustment of a whole quote, as it is kept. */
export interface QuoteAdjustments {
  discounts: readonly Values[];
  fees: readonly Values[];
  taxes: readonly Values[];
}

/** What a quote comes to: its lines with their tax, less discounts, with fees and taxes on what is left. */
export function quoteAmount(lines: readonly Values[], { discounts, fees, taxes }: QuoteAdjustments): string {
  const sum = (all: readonly Values[], of: Big): Big => all.reduce((total, one) => total.plus(one["hs_type"] === "PERCENT" ? of.times(one["hs_value"] ?? 0).div(100) : (one["hs_value"] ?? 0)), new Big(0));
  const net = new Big(sumOf(lines.map((line) => line["amount"])));
  const left = net.minus(sum(discounts, net));
  const lineTax = new Big(sumOf(lines.map((line) => line["hs_tax_amount"])));
  return left.plus(sum(fees, left)).plus(sum(taxes, left)).plus(lineTax).toFixed(2);
}

/** The sum of the line items' amounts, as a deal's amount. */
export function sumOf(amounts: readonly (string | undefined)[]): string {
  return decimalText(amounts.reduce((sum, amount) => sum.plus(numberOf(amount) ?? 0), new Big(0)));
}

/** Exact, with at least two decimals. */
function decimalText(number: Big): string {
  const exact = number.toFixed();
  const decimals = exact.split(".")[1]?.length ?? 0;
  return decimals >= 2 ? exact : number.toFixed(2);
}

function numberOf(text: string | undefined): Big | null {
  if (text === undefined || text === "") return null;
  try {
    return new Big(text);
  } catch {
    return null;
  }
}

/** What follows from the deal's stage. Entering a closed stage stamps the close date, unless the same write sets it. */
export function dealOutcome(values: Values, before: Values | null, { setsCloseDate, now, stage }: { setsCloseDate: boolean; now: string; stage: Stage | undefined }): Outcome {
  if (stage === undefined) return {};
  const isNew = before?.["dealstage"] !== stage.id;
  const entered = `hs_v2_date_entered_${stage.id}`;
  return {
    hs_is_closed: String(stage.isClosed),
    hs_is_closed_won: String(stage.isClosed && Number(stage.probability) === 1),
    hs_is_closed_lost: String(stage.isClosed && Number(stage.probability) === 0),
    hs_deal_stage_probability: stage.probability,
    amount_in_home_currency: values["amount"] ?? null,
    ...(isNew && values[entered] === undefined ? { [entered]: now } : {}),
    ...(isNew && stage.isClosed && !setsCloseDate ? { closedate: now } : {}),
  };
}
