/** How a document is taxed. The rules differ by country, so a plan says which one it follows. */
import type { Money } from "../money.ts";
import type { BooksRef } from "./references.ts";

/**
 * - none: no tax at all, and the books are told so.
 * - automated: the books compute the tax of the taxable lines (United States). `expectedTax` null = only they know it, and
 *   the plan's total is without it.
 * - as-charged: the tax the CRM charged is booked as it is, under that code (United States).
 * - codes: each line names its tax code (elsewhere); amounts are without tax or include it.
 */
export type PlannedTax =
  | { mode: "none" }
  | { mode: "automated"; expectedTax: Money | null }
  | { mode: "as-charged"; tax: Money; code: BooksRef }
  | { mode: "codes"; amounts: "exclusive" | "inclusive"; expectedTax: Money };

/** The tax that comes on top of the amounts; null = none, or it is not known. */
export function addedTax(tax: PlannedTax): Money | null {
  switch (tax.mode) {
    case "none":
      return null;
    case "automated":
      return tax.expectedTax;
    case "as-charged":
      return tax.tax;
    case "codes":
      return tax.amounts === "exclusive" ? tax.expectedTax : null;
  }
}
