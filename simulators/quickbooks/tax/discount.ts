/** The discount line of a document: an amount, or a percentage of the subtotal. */
import { Big } from "big.js";
import { Refusal } from "../fault-bodies.ts";
import { amount } from "../money.ts";
import type { Members } from "../wire-object.ts";
import { isDiscount } from "./document-lines.ts";

/** The discount of a subtotal; both are net of tax, or both with it. */
export function discountOf(lines: readonly Members[], subtotal: Big, round: (value: Big) => Big): Big {
  const [line, ...others] = lines.filter(isDiscount);
  if (others.length > 0) throw new Refusal("6000", "Business Validation Error: A transaction can have only one discount line.", "Line");
  if (!line) return new Big(0);
  const discount = discountAmount(line, subtotal, round);
  if (discount.gt(subtotal)) throw new Refusal("6000", "Business Validation Error: The discount amount can't be greater than the subtotal", "Line");
  return discount;
}

function discountAmount(line: Members, subtotal: Big, round: (value: Big) => Big): Big {
  const percent = amount(((line["DiscountLineDetail"] ?? {}) as Members)["DiscountPercent"]);
  const given = amount(line["Amount"]);
  const byPercent = percent === undefined ? undefined : round(subtotal.times(percent).div(100));
  if (byPercent !== undefined && given !== undefined && !byPercent.eq(given)) {
    throw new Refusal("6000", "Business Validation Error: You can't set both an amount and a discount percentage that disagree.", "Line");
  }
  const discount = byPercent ?? (given === undefined ? undefined : round(given));
  if (discount === undefined) throw new Refusal("6090", "Discount line lacks information : an amount or a percentage is needed.", "Line");
  return discount;
}

/** Whether the discount is a percentage. */
export function isPercentDiscount(lines: readonly Members[]): boolean {
  const line = lines.find(isDiscount);
  return line !== undefined && amount(((line["DiscountLineDetail"] ?? {}) as Members)["DiscountPercent"]) !== undefined;
}
