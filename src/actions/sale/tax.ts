/** How a sale is taxed: not at all, as the books compute it, as the CRM charged it, or by tax codes on the lines. */
import type { TaxMode } from "../../domain/books-settings.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import { untaxed } from "../../domain/document/lines.ts";
import type { Failure } from "../../domain/failure.ts";
import { compareDecimals, type Decimal } from "../../domain/money.ts";
import type { ReferenceKind } from "../../domain/reference-kind.ts";
import type { Adjustment } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { chosenRow, refOf } from "./chosen.ts";
import { taxByCodes } from "./tax-codes.ts";
import { chargedTax, type SaleTax, type TaxableLine, type TaxableSale } from "./taxable-sale.ts";

/** The step's choice, the account's, or what is usual in the country. */
export function taxModeOf(stepMode: TaxMode | null, { company, settings }: Pick<BooksConnection, "company" | "settings">): TaxMode {
  const chosen = stepMode ?? settings.taxMode;
  if (chosen !== null) return chosen;
  if (company.tax === "none") return "none";
  if (company.country === "US") return "automated";
  const hasCodes = settings.taxMappings.length > 0 || settings.defaultTaxCode !== null || settings.zeroTaxCode !== null;
  return hasCodes ? "codes" : "none";
}

/** What must be known of the books' taxes. */
export function taxKinds(mode: TaxMode): ReferenceKind[] {
  return mode === "codes" || mode === "as-charged" ? ["tax-code", "tax-rate"] : [];
}

/** The tax of the whole sale, or every reason why it cannot be told. */
export function planTax(mode: TaxMode, sale: TaxableSale, found: Found, notes: Notes): Result<SaleTax, Failure[]> {
  switch (mode) {
    case "none":
      return ok({ ...plain(sale), tax: { mode: "none" } });
    case "automated":
      return ok(automated(sale));
    case "as-charged":
      return asCharged(sale, found);
    case "codes":
      return taxByCodes(sale, found, notes);
  }
}

/** The amounts as they are, and nothing taxed. */
function plain({ lines, discount, shipping }: TaxableSale): Omit<SaleTax, "tax"> {
  return {
    lines: lines.map(() => untaxed),
    amounts: lines.map(({ amount }) => amount),
    discount,
    discountTaxCode: null,
    shipping: untaxed,
    shippingAmount: shipping,
  };
}

/**
 * The books compute the tax of the taxable lines. What the CRM charged is expected of them when it is whole, so that a
 * difference is seen; otherwise only they know the total.
 */
function automated(sale: TaxableSale): SaleTax {
  const taxable = sale.lines.map((line) => isTaxable(line, sale.adjustments));
  if (!taxable.includes(true)) return { ...plain(sale), tax: { mode: "none" } };
  const isWhole = sale.lines.every(({ tax }, index) => !taxable[index] || (tax !== null && tax.amount !== null));
  const lines = taxable.map((isLineTaxable) => ({ ...untaxed, isTaxable: isLineTaxable }));
  return { ...plain(sale), lines, tax: { mode: "automated", expectedTax: isWhole ? chargedTax(sale) : null } };
}

/** The CRM decides; where it says nothing of tax, a tax on the whole record does, and then the books' own item. */
function isTaxable({ tax, isItemTaxable }: TaxableLine, adjustments: readonly Adjustment[]): boolean {
  if (tax !== null) return isAboveZero(tax.rate) || isAboveZero(tax.amount);
  return adjustments.some(({ value }) => isAboveZero(value)) || (isItemTaxable ?? false);
}

function isAboveZero(decimal: Decimal | null): boolean {
  return decimal !== null && compareDecimals(decimal, "0" as Decimal) > 0;
}

/** The tax that the CRM charged is booked as it is, under the code the account names. */
function asCharged(sale: TaxableSale, found: Found): Result<SaleTax, Failure[]> {
  const tax = chargedTax(sale);
  if (tax.amountMinor === 0) return ok({ ...plain(sale), tax: { mode: "none" } });
  const { chargedTaxCode } = found.books.settings;
  if (chargedTaxCode === null) return err([{ code: "charged-tax-code-missing", field: "chargedTaxCode" }]);
  const code = chosenRow(found, "tax-code", chargedTaxCode, "chargedTaxCode");
  if (!code.ok) return code;
  if (code.value === null) throw new Error("a chosen tax code is there or refused");
  const lines = sale.lines.map((line) => ({ ...untaxed, isTaxable: isTaxable({ ...line, isItemTaxable: false }, sale.adjustments) }));
  return ok({ ...plain(sale), lines, tax: { mode: "as-charged", tax, code: refOf(code.value) } });
}
