/**
 * Sales tax in the United States. Automated: the rates of the place the goods go to. Manual: the rates of one tax code for
 * the document. Tax is computed on the undiscounted amounts unless ApplyTaxAfterDiscount says otherwise.
 */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount } from "../money.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { type PricedLine, sumOf } from "./document-lines.ts";
import { type CodeRate, ratesOf, taxLine } from "./rates.ts";

export interface UnitedStatesInput {
  company: Company;
  regime: "automated" | "manual";
  members: Members;
  /** The request's own members: only a tax detail that comes with it counts. */
  given: Members;
  customer: Entity | undefined;
  priced: readonly PricedLine[];
  subtotal: Big;
  discount: Big;
  round: (value: Big) => Big;
}

export interface DocumentTax {
  tax: Big;
  /** TxnTaxDetail of the reply. */
  detail: Members;
}

const mostTaxedLines = 750;

/** The document's tax and how the reply shows it. */
export function unitedStatesTax(input: UnitedStatesInput): DocumentTax {
  const base = taxableBase(input);
  if (base.gt(0) && input.priced.length > mostTaxedLines) {
    throw new Refusal("6000", `Business Validation Error: A taxable transaction can have at most ${mostTaxedLines} lines.`, "Line");
  }
  const override = overrideOf(input);
  if (override) return override;
  if (base.eq(0)) return { tax: new Big(0), detail: { TotalTax: 0 } };
  const { code, rates } = input.regime === "automated" ? placeRates(input) : codeRates(input);
  const taxes = rates.map((rate) => input.round(base.times(rate.percent).div(100)));
  const tax = sumOf(taxes);
  return {
    tax,
    detail: {
      ...(code === undefined ? {} : { TxnTaxCodeRef: { value: code } }),
      TotalTax: Number(tax.toFixed()),
      TaxLine: rates.map((rate, index) => taxLine(rate, taxes[index] ?? new Big(0), base)),
    },
  };
}

/** The taxable part carries its share of the discount when tax comes after it. */
function taxableBase({ priced, members, subtotal, discount, round }: UnitedStatesInput): Big {
  const taxable = priced.filter(({ taxCode }) => taxCode === "TAX");
  const sold = sumOf(taxable.filter((one) => !one.isShipping).map((one) => one.amount));
  const shipping = sumOf(taxable.filter((one) => one.isShipping).map((one) => one.amount));
  const isReduced = members["ApplyTaxAfterDiscount"] === true && !discount.eq(0) && !subtotal.eq(0);
  return (isReduced ? round(sold.minus(discount.times(sold).div(subtotal))) : sold).plus(shipping);
}

/** A tax total is kept when code and total both come in the request; alone, each is replaced by the engine's own. */
function overrideOf({ given, round }: UnitedStatesInput): DocumentTax | undefined {
  const detail = (given["TxnTaxDetail"] ?? {}) as Members;
  const total = amount(detail["TotalTax"]);
  if (refId(detail["TxnTaxCodeRef"]) === undefined || total === undefined) return undefined;
  const tax = round(total);
  return { tax, detail: { ...detail, TotalTax: Number(tax.toFixed()) } };
}

/** The tax code of a state carries the state's name in short. */
function placeRates({ company, members }: UnitedStatesInput): { code: string | undefined; rates: CodeRate[] } {
  const address = (members["ShipAddr"] ?? company.single("CompanyInfo")["CompanyAddr"]) as Members | undefined;
  const state = memberText(address?.["CountrySubDivisionCode"]).toUpperCase();
  const code = company.all("TaxCode").find((one) => one["Name"] === `${state} sales tax`);
  return { code: code?.Id, rates: code ? ratesOf(company, code, "sales") : [] };
}

/** The document's code, else the customer's, else the company's. */
function codeRates({ company, members, customer }: UnitedStatesInput): { code: string | undefined; rates: CodeRate[] } {
  const wanted = (members["TxnTaxDetail"] as Members | undefined)?.["TxnTaxCodeRef"] ?? customer?.["DefaultTaxCodeRef"] ?? company.prefs("TaxPrefs")["TaxGroupCodeRef"];
  const id = refId(wanted);
  if (id === undefined) return { code: undefined, rates: [] };
  const code = company.find("TaxCode", id);
  if (!code) throw new Refusal("2500", `Invalid Reference Id : TaxCode element id ${id} not found`, "TxnTaxCodeRef");
  return { code: id, rates: ratesOf(company, code, "sales") };
}
