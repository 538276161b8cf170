/** A sales document's lines as a reply shows them. */
import { wire } from "../money.ts";
import type { Members } from "../wire-object.ts";
import { isDiscount, pricedLines } from "./document-lines.ts";
import type { Totals } from "./totals.ts";

/** Items, then the server's subtotal, then the discount, then shipping. */
export function linesWithSubtotal({ lines, subtotal, discount }: Totals): Members[] {
  const shipping = new Set(pricedLines(lines).filter((one) => one.isShipping).map((one) => one.line));
  const subtotalLine = { Amount: wire(subtotal), DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} };
  const discounts = lines.filter(isDiscount).map((line) => ({ ...line, Amount: wire(discount) }));
  return [...lines.filter((line) => !isDiscount(line) && !shipping.has(line)), subtotalLine, ...discounts, ...shipping];
}
