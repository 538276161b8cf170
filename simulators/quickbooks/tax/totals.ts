/** A document's arithmetic, all in exact decimals: subtotal, discount, shipping, tax and total, by the company's tax regime. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { wire } from "../money.ts";
import type { Members } from "../wire-object.ts";
import { type Calculation, type CodesInput, exclusiveTax, inclusiveTax } from "./codes.ts";
import { discountOf, isPercentDiscount } from "./discount.ts";
import { isDiscount, type PricedLine, pricedLines, sumOf } from "./document-lines.ts";
import type { TaxSide } from "./rates.ts";
import { taxRegime } from "./regime.ts";
import { unitedStatesTax } from "./united-states.ts";

export interface TotalsInput {
  company: Company;
  side: TaxSide;
  /** What the document shall hold: addresses, GlobalTaxCalculation, ApplyTaxAfterDiscount. */
  members: Members;
  /** What this request holds: only a tax detail that comes with it counts. */
  given: Members;
  customer: Entity | undefined;
  /** The document's lines without the server's own subtotal line. */
  lines: readonly Members[];
  /** Rounds to the currency's smallest unit. */
  round: (value: Big) => Big;
}

export interface Totals {
  /** The lines as they are kept: with amounts net of tax. */
  lines: Members[];
  subtotal: Big;
  discount: Big;
  shipping: Big;
  tax: Big;
  total: Big;
  /** TxnTaxDetail of the reply; absent while the company has no sales tax. */
  taxDetail: Members | undefined;
  /** GlobalTaxCalculation of the reply; only outside the United States. */
  calculation: string | undefined;
}

/** Computes the totals; a discount above the subtotal and a total below zero are refused. */
export function totalsOf(input: TotalsInput): Totals {
  const totals = computed(input);
  if (totals.total.gte(0)) return totals;
  throw new Refusal("6000", "Business Validation Error: The transaction total can't be negative. Please enter a total of zero or more.", "TotalAmt");
}

function computed(input: TotalsInput): Totals {
  const regime = taxRegime(input.company);
  if (regime === "codes") return codesTotals(input);
  const plain = untaxed(input);
  if (regime === "off" || input.side === "purchase") return { ...plain, taxDetail: regime === "off" ? undefined : { TotalTax: 0 } };
  const { tax, detail } = unitedStatesTax({ ...input, regime, priced: pricedLines(input.lines), subtotal: plain.subtotal, discount: plain.discount });
  return { ...plain, tax, total: plain.total.plus(tax), taxDetail: detail };
}

function untaxed({ lines, round }: TotalsInput): Totals {
  const priced = pricedLines(lines);
  const subtotal = soldSum(priced);
  const shipping = sumOf(priced.filter((one) => one.isShipping).map((one) => one.amount));
  const discount = discountOf(lines, subtotal, round);
  const total = subtotal.minus(discount).plus(shipping);
  return { lines: [...lines], subtotal, discount, shipping, tax: new Big(0), total, taxDetail: undefined, calculation: undefined };
}

function soldSum(priced: readonly PricedLine[]): Big {
  return sumOf(priced.filter((one) => !one.isShipping).map((one) => one.amount));
}

/** Tax by codes on the lines, exclusive unless the document says inclusive; or none at all. */
function codesTotals(input: TotalsInput): Totals {
  const { company, side, members, given, lines, round } = input;
  const calculation = (members["GlobalTaxCalculation"] ?? "TaxExcluded") as Calculation | "NotApplicable";
  const plain = untaxed({ ...input, lines: calculation === "TaxInclusive" ? lines.filter((line) => !isDiscount(line)) : lines });
  if (calculation === "NotApplicable") {
    if (given["TxnTaxDetail"] !== undefined) throw new Refusal("6170", "Invalid TxnTaxDetail : TxnTaxDetail cannot be used with NotApplicable.", "TxnTaxDetail");
    return { ...plain, calculation };
  }
  const codes: CodesInput = { company, side, priced: pricedLines(lines), round };
  if (calculation === "TaxInclusive") return inclusiveTotals(input, codes);
  const { tax, taxLines } = exclusiveTax(codes, plain.discount);
  return { ...plain, tax, total: plain.total.plus(tax), taxDetail: { TotalTax: wire(tax), TaxLine: taxLines }, calculation };
}

function inclusiveTotals({ lines, round }: TotalsInput, codes: CodesInput): Totals {
  const sold = codes.priced.filter((one) => !one.isShipping);
  const { nets, discount, total, tax, taxLines } = inclusiveTax(codes, (subtotal, isGross) => {
    if (isGross || isPercentDiscount(lines)) return discountOf(lines, subtotal, round);
    // An amount is said with tax: its net part is in the proportion of the lines.
    const gross = discountOf(lines, subtotal, round);
    const factor = soldSum(codes.priced).eq(0) ? new Big(1) : subtotal.div(grossSum(sold));
    return round(gross.times(factor));
  });
  const netOf = new Map(codes.priced.map(({ line }, index) => [line, nets[index] ?? new Big(0)]));
  const subtotal = sumOf(codes.priced.flatMap((one, index) => (one.isShipping ? [] : [nets[index] ?? new Big(0)])));
  const shipping = sumOf(nets).minus(subtotal);
  const kept = withNets(lines, netOf);
  return { lines: kept, subtotal, discount, shipping, tax, total, taxDetail: { TotalTax: wire(tax), TaxLine: taxLines }, calculation: "TaxInclusive" };
}

function grossSum(priced: readonly PricedLine[]): Big {
  return sumOf(priced.map(({ detail, amount }) => (detail["TaxInclusiveAmt"] ? new Big(Number(detail["TaxInclusiveAmt"])) : amount)));
}

/** Inclusive documents are kept net: amount and price without tax, the amount with tax beside them. */
function withNets(lines: readonly Members[], netOf: ReadonlyMap<Members, Big>): Members[] {
  return lines.map((line) => {
    const group = line["GroupLineDetail"] as { Line?: Members[] } | undefined;
    if (group) return { ...line, GroupLineDetail: { ...group, Line: withNets(group.Line ?? [], netOf) } };
    const net = netOf.get(line);
    return net === undefined ? line : withNet(line, net);
  });
}

const unitPriceDecimals = 7;

function withNet(line: Members, net: Big): Members {
  const name = String(line["DetailType"]);
  const detail = line[name] as Members;
  const quantity = Number(detail["Qty"] ?? 0);
  const gross = detail["TaxInclusiveAmt"] ? detail["TaxInclusiveAmt"] : line["Amount"];
  const price = quantity === 0 || detail["UnitPrice"] === undefined ? {} : { UnitPrice: wire(net.div(quantity).round(unitPriceDecimals, Big.roundHalfUp)) };
  return { ...line, Amount: wire(net), [name]: { ...detail, ...price, TaxInclusiveAmt: gross } };
}
