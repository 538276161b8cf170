/** How a company's sales tax works, as its preferences say. */
import type { Company } from "../company.ts";

/**
 * - off: no tax at all.
 * - automated: the United States; the engine finds the rate by address, lines say TAX or NON.
 * - manual: the United States, older companies; one tax code for the document, lines say TAX or NON.
 * - codes: everywhere else; each line has a tax code, amounts are exclusive or inclusive.
 */
export type TaxRegime = "off" | "automated" | "manual" | "codes";

/** The regime of a company now. */
export function taxRegime(company: Company): TaxRegime {
  const prefs = company.prefs("TaxPrefs");
  if (prefs["UsingSalesTax"] !== true) return "off";
  if (company.single("CompanyInfo")["Country"] !== "US") return "codes";
  return prefs["PartnerTaxEnabled"] === true ? "automated" : "manual";
}
