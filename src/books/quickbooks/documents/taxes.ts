/**
 * Tax on the wire (reference: 5.10). In the United States lines say TAX or NON and QuickBooks computes, unless both the
 * code and the total of the tax are given; elsewhere every line names a tax code.
 */
import type { LineTax } from "#domain/document/lines.ts";
import type { PlannedTax } from "#domain/document/tax.ts";
import type { Money } from "#domain/money.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import { wireMoney, type Wire } from "./members.ts";

/** What the whole document says of tax. */
export function taxMembers(tax: PlannedTax, company: BooksCompany): Wire {
  switch (tax.mode) {
    case "none":
      // Unsaid, amounts count as without tax, and QuickBooks asks for a code on each line.
      return company.country === "US" ? {} : { GlobalTaxCalculation: "NotApplicable" };
    case "automated":
      return {};
    case "as-charged":
      // The total alone is computed anew, the code alone is replaced: only both together are kept.
      return { TxnTaxDetail: { TxnTaxCodeRef: { value: tax.code.id }, TotalTax: wireMoney(tax.tax) } };
    case "codes":
      return { GlobalTaxCalculation: tax.amounts === "inclusive" ? "TaxInclusive" : "TaxExcluded" };
  }
}

/**
 * The tax code of a sales line. Without tax, lines of a company in the United States say NON: automated sales tax would
 * otherwise add tax to the total that was previewed.
 */
export function lineTaxMembers(line: LineTax, tax: PlannedTax, company: BooksCompany): Wire {
  if (company.country === "US") return { TaxCodeRef: { value: tax.mode !== "none" && line.isTaxable ? "TAX" : "NON" } };
  return codeMembers(line, tax);
}

/** The tax code of a line where documents are taxed by codes. */
export function codeMembers(line: Pick<LineTax, "taxCode">, tax: PlannedTax): Wire {
  return tax.mode === "codes" && line.taxCode !== null ? { TaxCodeRef: { value: line.taxCode.id } } : {};
}

/** One amount as QuickBooks keeps it: net, with the amount that includes tax beside it when there is one. */
export interface WireAmount {
  amount: Money;
  inclusive: Wire;
}

/**
 * In a document of inclusive amounts QuickBooks keeps each line net (recorded: quantity 15 at 0.5306667 is 7.96 of 9.00) and
 * checks quantity x price against the net amount; the amount with tax goes beside it, and it is what tax is taken out of.
 * Sent as both, neither reading can change the total.
 */
export function wireAmount(line: LineTax & { amount: Money }, tax: PlannedTax): WireAmount {
  if (tax.mode !== "codes" || tax.amounts === "exclusive") return { amount: line.amount, inclusive: {} };
  const amountMinor = line.amount.amountMinor - (line.includedTax?.amountMinor ?? 0);
  return { amount: { ...line.amount, amountMinor }, inclusive: { TaxInclusiveAmt: wireMoney(line.amount) } };
}
