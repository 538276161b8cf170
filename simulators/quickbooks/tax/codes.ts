/**
 * Tax by codes on lines, everywhere but in the United States. Exclusive: one rounding per rate over the document. Inclusive:
 * tax is taken out of every line by itself, so five lines of 4.00 at 20 % hold 3.35 where one of 20.00 holds 3.33, and the
 * document's total is exactly what was said with tax.
 */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { amount } from "../money.ts";
import type { Members } from "../wire-object.ts";
import { type PricedLine, shares, sumOf } from "./document-lines.ts";
import { calculationFailed, type CodeRate, grossFactor, ratesOf, taxLine, type TaxSide, unitTaxes } from "./rates.ts";

export type Calculation = "TaxExcluded" | "TaxInclusive";

export interface CodesInput {
  company: Company;
  side: TaxSide;
  priced: readonly PricedLine[];
  round: (value: Big) => Big;
}

/** Lines that share a tax code. */
interface CodeGroup {
  rates: CodeRate[];
  lines: PricedLine[];
}

/** The lines by code; every line must have one. */
function groupsOf({ company, side, priced }: CodesInput): CodeGroup[] {
  const groups = new Map<string, CodeGroup>();
  for (const line of priced) {
    const code = codeOf(company, line);
    const group = groups.get(code.Id) ?? { rates: ratesOf(company, code, side), lines: [] };
    group.lines.push(line);
    groups.set(code.Id, group);
  }
  return [...groups.values()];
}

function codeOf(company: Company, { taxCode }: PricedLine): Entity {
  if (taxCode === undefined) {
    throw new Refusal("6000", "Business Validation Error: When you use a GST/HST rate, you need to choose a sales tax code for each line item.", "TaxCodeRef");
  }
  const code = company.find("TaxCode", taxCode);
  if (!code) throw new Refusal("2500", `Invalid Reference Id : TaxCode element id ${taxCode} not found`, "TaxCodeRef");
  if (code["Active"] === false) throw calculationFailed();
  return code;
}

export interface CodesTax {
  tax: Big;
  taxLines: Members[];
}

/** Tax on top of net amounts; the discount lowers each group by its share. */
export function exclusiveTax(input: CodesInput, discount: Big): CodesTax {
  const groups = groupsOf(input);
  const sold = groups.map(({ lines }) => sumOf(lines.filter((line) => !line.isShipping).map((line) => line.amount)));
  const discounts = shares(discount, sold, input.round);
  const bases = groups.map(({ lines }, index) => sumOf(lines.map((line) => line.amount)).minus(discounts[index] ?? 0));
  return byRate(groups, bases, input.round);
}

/** What an inclusive document comes to. */
export interface InclusiveTax extends CodesTax {
  /** Net amount per line, in the order of the input. */
  nets: Big[];
  /** Of net amounts. */
  discount: Big;
  total: Big;
}

/** A line's amount with tax: said outright, or the line's amount itself. */
function grossOf({ detail, amount: lineAmount }: PricedLine): Big {
  const said = amount(detail["TaxInclusiveAmt"]);
  return said === undefined || said.eq(0) ? lineAmount : said;
}

/** Tax inside gross amounts. `discountOn` gives the discount of a subtotal, which is asked for net and gross. */
export function inclusiveTax(input: CodesInput, discountOn: (subtotal: Big, isGross: boolean) => Big): InclusiveTax {
  const { round } = input;
  const groups = groupsOf(input);
  const factorOf = new Map(groups.flatMap(({ rates, lines }) => lines.map((line) => [line, grossFactor(rates)] as const)));
  const netOf = new Map(input.priced.map((line) => [line, round(grossOf(line).div(factorOf.get(line) ?? 1))]));
  const net = (line: PricedLine): Big => netOf.get(line) ?? new Big(0);
  const sold = input.priced.filter((line) => !line.isShipping);
  const grossDiscount = discountOn(sumOf(sold.map(grossOf)), true);
  const discount = discountOn(sumOf(sold.map(net)), false);
  const soldOf = (lines: PricedLine[], value: (line: PricedLine) => Big): Big => sumOf(lines.filter((line) => !line.isShipping).map(value));
  const netDiscounts = shares(discount, groups.map(({ lines }) => soldOf(lines, net)), round);
  const grossDiscounts = shares(grossDiscount, groups.map(({ lines }) => soldOf(lines, grossOf)), round);
  const bases = groups.map(({ lines }, index) => sumOf(lines.map(net)).minus(netDiscounts[index] ?? 0));
  const grosses = groups.map(({ lines }, index) => sumOf(lines.map(grossOf)).minus(grossDiscounts[index] ?? 0));
  const taxes = groups.map(({ rates }, index) => {
    const base = bases[index] ?? new Big(0);
    return shares((grosses[index] ?? base).minus(base), unitTaxes(rates).map(({ factor }) => factor), round);
  });
  const lines = collected(groups.flatMap(({ rates }, group) => rates.map((rate, index) => ({ rate, base: bases[group] ?? new Big(0), tax: taxes[group]?.[index] ?? new Big(0) }))));
  return { nets: input.priced.map(net), discount, total: sumOf(grosses), tax: sumOf(lines.map(({ tax }) => tax)), taxLines: lines.map(({ rate, base, tax }) => taxLine(rate, tax, base)) };
}

interface RateTax {
  rate: CodeRate;
  base: Big;
  tax: Big;
}

/** A rate comes once, whichever codes use it. */
function collected(taxes: RateTax[]): RateTax[] {
  const byId = new Map<string, RateTax>();
  for (const one of taxes) {
    const sofar = byId.get(one.rate.rateId);
    byId.set(one.rate.rateId, sofar ? { rate: one.rate, base: sofar.base.plus(one.base), tax: sofar.tax.plus(one.tax) } : one);
  }
  return [...byId.values()];
}

/** Rounded once per rate, over all codes that use it. */
function byRate(groups: CodeGroup[], bases: Big[], round: (value: Big) => Big): CodesTax {
  const exact = groups.flatMap(({ rates }, index) =>
    unitTaxes(rates).map(({ rate, factor, base }) => ({ rate, base: round((bases[index] ?? new Big(0)).times(base)), tax: (bases[index] ?? new Big(0)).times(factor) })),
  );
  const lines = collected(exact).map((one) => ({ ...one, tax: round(one.tax) }));
  return { tax: sumOf(lines.map(({ tax }) => tax)), taxLines: lines.map(({ rate, base, tax }) => taxLine(rate, tax, base)) };
}
