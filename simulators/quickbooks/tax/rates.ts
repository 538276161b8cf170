/** The rates behind a tax code, and what they make of an amount. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import type { Members } from "../wire-object.ts";

/** Which rates of a code count. */
export type TaxSide = "sales" | "purchase";

/** One rate of a code. */
export interface CodeRate {
  rateId: string;
  /** Percent, exact. */
  percent: Big;
  applies: "TaxOnAmount" | "TaxOnAmountPlusTax" | "TaxOnTax";
}

/** The rates of a code in their order. A code without rates for this side cannot be used on it. */
export function ratesOf(company: Company, code: Entity, side: TaxSide): CodeRate[] {
  const list = code[side === "sales" ? "SalesTaxRateList" : "PurchaseTaxRateList"] as { TaxRateDetail?: Members[] } | undefined;
  const details = list?.TaxRateDetail ?? [];
  if (details.length === 0) throw calculationFailed();
  return [...details].sort((a, b) => Number(a["TaxOrder"] ?? 0) - Number(b["TaxOrder"] ?? 0)).map((detail) => rateOf(company, detail));
}

function rateOf(company: Company, detail: Members): CodeRate {
  const rateId = (detail["TaxRateRef"] as { value: string }).value;
  const rate = company.find("TaxRate", rateId);
  if (!rate || rate["Active"] === false) throw calculationFailed();
  return { rateId, percent: new Big(Number(rate["RateValue"])), applies: (detail["TaxTypeApplicable"] ?? "TaxOnAmount") as CodeRate["applies"] };
}

/** As the vendor words it when a rate is inactive or a code does not fit the transaction. */
export function calculationFailed(): Refusal {
  const words = "We're sorry, QuickBooks encountered an error while calculating tax. Try saving again in a few minutes.";
  return new Refusal("6000", `Business Validation Error: ${words}`, "TaxCodeRef");
}

/** A rate's share of one unit of net amount. */
export interface UnitTax {
  rate: CodeRate;
  /** Tax per unit of net amount. */
  factor: Big;
  /** What the percentage is taken of, per unit of net amount. */
  base: Big;
}

/** Resolves taxes on taxes into factors of the net amount, so that the order of rates matters once, here. */
export function unitTaxes(rates: readonly CodeRate[]): UnitTax[] {
  let taxes = new Big(0);
  return rates.map((rate) => {
    const base = rate.applies === "TaxOnAmount" ? new Big(1) : rate.applies === "TaxOnTax" ? taxes : taxes.plus(1);
    const factor = base.times(rate.percent).div(100);
    taxes = taxes.plus(factor);
    return { rate, factor, base };
  });
}

/** 1 + all taxes: what a net amount is multiplied by to give the amount with tax. */
export function grossFactor(rates: readonly CodeRate[]): Big {
  return unitTaxes(rates).reduce((sum, { factor }) => sum.plus(factor), new Big(1));
}

/** One TaxLine of TxnTaxDetail. */
export function taxLine({ rateId, percent }: { rateId: string; percent: Big }, tax: Big, base: Big): Members {
  const number = (value: Big): number => Number(value.toFixed());
  return {
    Amount: number(tax),
    DetailType: "TaxLineDetail",
    TaxLineDetail: { TaxRateRef: { value: rateId }, PercentBased: true, TaxPercent: number(percent), NetAmountTaxable: number(base) },
  };
}
