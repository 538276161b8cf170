/** What a sales document comes to: lines, tax, total, and what it is worth at home. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { amount, wire } from "../money.ts";
import type { Members } from "../wire-object.ts";
import { linesWithSubtotal } from "../tax/reply-lines.ts";
import { totalsOf } from "../tax/totals.ts";
import { homeCurrency, isMulticurrency, rateOn, roundTo } from "./currencies.ts";
import { type EntityWrite, isSparse } from "./kind.ts";

/** What changes amounts; a sparse update without any of these leaves them as they are. */
const moneyMembers = ["Line", "TxnTaxDetail", "ShipAddr", "ApplyTaxAfterDiscount", "Deposit", "GlobalTaxCalculation", "ExchangeRate", "CustomerRef"];
const keptMembers = ["Line", "TxnTaxDetail", "GlobalTaxCalculation", "TotalAmt", "ExchangeRate", "HomeTotalAmt"];

/** The amounts of a document that is written. `members` must hold date and addresses already. */
export function documentAmounts(company: Company, write: EntityWrite, lines: Members[], owner: Entity | undefined, currency: string): Members {
  const { members, given, before } = write;
  if (before && isSparse(write) && !moneyMembers.some((member) => given[member] !== undefined)) {
    return Object.fromEntries(keptMembers.map((member) => [member, before[member]]));
  }
  const totals = totalsOf({ company, side: "sales", members, given, customer: owner, lines, round: roundTo(currency) });
  const rate = isMulticurrency(company) ? (amount(members["ExchangeRate"]) ?? rateOn(company, currency, String(members["TxnDate"]))) : undefined;
  return {
    Line: linesWithSubtotal(totals),
    TxnTaxDetail: totals.taxDetail,
    GlobalTaxCalculation: totals.calculation,
    TotalAmt: wire(totals.total),
    ...(rate === undefined ? {} : { ExchangeRate: wire(rate), HomeTotalAmt: atHome(company, totals.total, rate) }),
  };
}

/** An amount in the company's own currency. */
export function atHome(company: Company, value: Big, rate: Big): number {
  return wire(roundTo(homeCurrency(company))(value.times(rate)));
}

/** The balance of a document: its total less what is paid, and the same at home. */
export function balanceMembers(company: Company, amounts: Members, open: Big): Members {
  const rate = amount(amounts["ExchangeRate"]);
  return { Balance: wire(open), ...(rate === undefined ? {} : { HomeBalance: atHome(company, open, rate) }) };
}

/** What was paid of a document so far: its total less prepayment and balance. */
export function paidOf(before: Entity | undefined): Big {
  if (!before) return new Big(0);
  return new Big(Number(before["TotalAmt"])).minus(Number(before["Deposit"] ?? 0)).minus(Number(before["Balance"]));
}
