/** A document's lines as the tax computation sees them: which are sold, which is the discount, which is shipping. */
import { Big } from "big.js";
import { amount } from "../money.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";

export const shippingItemId = "SHIPPING_ITEM_ID";

/** One amount that is taxed or not. */
export interface PricedLine {
  line: Members;
  /** SalesItemLineDetail and the like. */
  detail: Members;
  amount: Big;
  taxCode: string | undefined;
  isShipping: boolean;
}

const details = ["SalesItemLineDetail", "AccountBasedExpenseLineDetail", "ItemBasedExpenseLineDetail", "DepositLineDetail"];

/** Item and expense lines, those inside bundles included. */
export function pricedLines(lines: readonly Members[]): PricedLine[] {
  return lines.flatMap((line) => {
    const group = line["GroupLineDetail"] as { Line?: Members[] } | undefined;
    if (group) return pricedLines(group.Line ?? []);
    const name = details.find((one) => one === line["DetailType"]);
    if (name === undefined) return [];
    const detail = (line[name] ?? {}) as Members;
    const isShipping = refId(detail["ItemRef"]) === shippingItemId;
    return [{ line, detail, amount: amount(line["Amount"]) ?? new Big(0), taxCode: refId(detail["TaxCodeRef"]), isShipping }];
  });
}

export function isDiscount(line: Members): boolean {
  return line["DetailType"] === "DiscountLineDetail";
}

export function sumOf(amounts: readonly Big[]): Big {
  return amounts.reduce((sum, one) => sum.plus(one), new Big(0));
}

/** Parts of a whole by weight, each rounded, the last taking what rounding leaves; nothing is lost. */
export function shares(whole: Big, weights: readonly Big[], round: (value: Big) => Big): Big[] {
  const total = sumOf(weights);
  if (total.eq(0)) return weights.map((_, index) => (index === weights.length - 1 ? whole : new Big(0)));
  let left = whole;
  return weights.map((weight, index) => {
    const share = index === weights.length - 1 ? left : round(whole.times(weight).div(total));
    left = left.minus(share);
    return share;
  });
}
