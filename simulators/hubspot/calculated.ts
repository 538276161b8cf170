/** What HubSpot works out by itself: net amounts of line items, and the closed flags and dates of deals. */
import { Big } from "big.js";
import { stageWithId } from "./pipelines.ts";

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
  if (price === null || quantity === null) return { amount: null, hs_pre_discount_amount: null, hs_total_discount: null, hs_effective_unit_price: null };
  const percentage = numberOf(values["hs_discount_percentage"]);
  const unitDiscount = percentage ? price.times(percentage).div(100) : (numberOf(values["discount"]) ?? new Big(0));
  const unitPrice = price.minus(unitDiscount);
  return {
    amount: decimalText(unitPrice.times(quantity)),
    hs_pre_discount_amount: decimalText(price.times(quantity)),
    hs_total_discount: decimalText(unitDiscount.times(quantity)),
    hs_effective_unit_price: decimalText(unitPrice),
  };
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
export function dealOutcome(values: Values, before: Values | null, setsCloseDate: boolean, now: string): Outcome {
  const found = stageWithId(values["dealstage"]);
  if (found === undefined) return {};
  const { stage } = found;
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
