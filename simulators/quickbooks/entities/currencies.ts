/** Currencies a company uses besides its own, and their exchange rates. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { pacificDate } from "../pacific-time.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { type EntityKind, operations } from "./kind.ts";

/** Names and, against the US dollar, rates that stand for the vendor's daily table. */
const known: Record<string, { name: string; dollars: string }> = {
  USD: { name: "United States Dollar", dollars: "1" }, EUR: { name: "Euro", dollars: "1.0842" }, GBP: { name: "British Pound Sterling", dollars: "1.2675" },
  CAD: { name: "Canadian Dollar", dollars: "0.7301" }, AUD: { name: "Australian Dollar", dollars: "0.6574" }, JPY: { name: "Japanese Yen", dollars: "0.006712" },
  CHF: { name: "Swiss Franc", dollars: "1.1402" }, SEK: { name: "Swedish Krona", dollars: "0.0948" }, NOK: { name: "Norwegian Krone", dollars: "0.0931" },
  DKK: { name: "Danish Krone", dollars: "0.1453" }, MXN: { name: "Mexican Peso", dollars: "0.0541" }, INR: { name: "Indian Rupee", dollars: "0.01198" },
  KWD: { name: "Kuwaiti Dinar", dollars: "3.2554" }, NZD: { name: "New Zealand Dollar", dollars: "0.6021" }, SGD: { name: "Singapore Dollar", dollars: "0.7452" },
};
const rateDecimals = 6;

export const companyCurrencyKind: EntityKind = {
  name: "CompanyCurrency",
  operations: operations("create update"),
  isCaptured: true,
  hasWebhook: true,
  hidesInactive: true,
  prepare: (company, { members, before }) => preparedCurrency(company, members, before),
};

function preparedCurrency(company: Company, members: Members, before: Entity | undefined): Members {
  if (!isMulticurrency(company)) throw new Refusal("5030", "Feature Not Supported Error : Multicurrency is not turned on in this company's settings.", "Code");
  const code = memberText(members["Code"] ?? before?.["Code"]).toUpperCase();
  if (code === "") throw missing("Code");
  if (!known[code]) throw new Refusal("2220", `Invalid currency type : ${code}`, "Code");
  if (company.names.holder("CompanyCurrency", code, before?.Id)) throw new Refusal("6240", "The name supplied already exists. : Another currency is already using this name. Please use a different name.");
  return { ...members, Code: code, Name: known[code].name, Active: members["Active"] ?? true };
}

/** Whether the company may use other currencies than its own. */
export function isMulticurrency(company: Company): boolean {
  return company.prefs("CurrencyPrefs")["MultiCurrencyEnabled"] === true;
}

/** The code of the company's own currency. */
export function homeCurrency(company: Company): string {
  return refId(company.prefs("CurrencyPrefs")["HomeCurrency"]) ?? "USD";
}

/** A currency with its name, as replies carry it. */
export function currencyRef(code: string): { value: string; name?: string } {
  const name = known[code]?.name;
  return { value: code, ...(name === undefined ? {} : { name }) };
}

/** A valid currency that somebody is given for the first time joins the company's list. */
export function useCurrency(company: Company, code: string): void {
  if (!known[code]) throw new Refusal("2220", `Invalid currency type : ${code}`, "CurrencyRef");
  if (code === homeCurrency(company) || company.names.holder("CompanyCurrency", code)) return;
  company.add("CompanyCurrency", { Code: code, Name: known[code].name, Active: true });
}

const knownDecimals = new Map<string, number>();

function decimalsOf(code: string): number {
  const decimals = knownDecimals.get(code) ?? new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
  knownDecimals.set(code, decimals);
  return decimals;
}

/** Rounds to the smallest unit of a currency, half away from zero. */
export function roundTo(code: string): (value: Big) => Big {
  const decimals = decimalsOf(code);
  return (value) => value.round(decimals, Big.roundHalfUp);
}

/** Home units per one of a currency on a day: what was set for the latest day up to it, else the table's. */
export function rateOn(company: Company, code: string, day: string): Big {
  const home = homeCurrency(company);
  if (code === home) return new Big(1);
  const set = company.all("ExchangeRate").filter((rate) => rate["SourceCurrencyCode"] === code && String(rate["AsOfDate"]) <= day);
  const latest = set.sort((a, b) => (String(a["AsOfDate"]) < String(b["AsOfDate"]) ? 1 : -1))[0];
  if (latest) return new Big(Number(latest["Rate"]));
  const [from, to] = [known[code], known[home]];
  if (!from || !to) throw new Refusal("2220", `Invalid currency type : ${code}`, "CurrencyRef");
  return new Big(from.dollars).div(to.dollars).round(rateDecimals, Big.roundHalfUp);
}

export const exchangeRateKind: EntityKind = {
  name: "ExchangeRate",
  operations: operations(""),
  isCaptured: true,
  hasWebhook: false,
  prepare: (_, { members }) => members,
};

/** GET /exchangerate: the rate of a currency on a day. */
export function readExchangeRate(company: Company, query: URLSearchParams, now: Date): Members {
  const code = (query.get("sourcecurrencycode") ?? "").toUpperCase();
  if (code === "") throw missing("SourceCurrencyCode");
  const day = query.get("asofdate") ?? pacificDate(now);
  checkUsed(company, code);
  return rateReply(company, code, day, rateOn(company, code, day));
}

/** What a query of exchange rates looks at: each of the company's currencies on the days asked for. */
export function exchangeRates(company: Company, days: string[]): Members[] {
  const used = company.all("CompanyCurrency").filter((one) => one["Active"] !== false);
  const codes = [homeCurrency(company), ...used.map((one) => memberText(one["Code"]))];
  return days.flatMap((day) => codes.map((code) => rateReply(company, code, day, rateOn(company, code, day))));
}

/** POST /exchangerate: sets the rate of a currency from a day on. */
export function writeExchangeRate(company: Company, given: Members, now: Date): Members {
  const code = memberText(given["SourceCurrencyCode"]).toUpperCase();
  if (code === "") throw missing("SourceCurrencyCode");
  if (given["Rate"] === undefined) throw missing("Rate");
  if (code === homeCurrency(company)) throw new Refusal("6000", "Business Validation Error: The source currency can't be the home currency.", "SourceCurrencyCode");
  checkUsed(company, code);
  const day = memberText(given["AsOfDate"], pacificDate(now));
  const rate = { SourceCurrencyCode: code, TargetCurrencyCode: homeCurrency(company), Rate: Number(given["Rate"]), AsOfDate: day };
  const id = `${code}-${day}`;
  const before = company.find("ExchangeRate", id);
  if (before) company.replace("ExchangeRate", before, rate);
  else company.add("ExchangeRate", rate, id);
  return rateReply(company, code, day, new Big(rate.Rate));
}

/** Only currencies that the company uses have rates. */
function checkUsed(company: Company, code: string): void {
  if (code === homeCurrency(company)) return;
  if (isMulticurrency(company) && company.names.holder("CompanyCurrency", code)) return;
  throw new Refusal("2220", `Invalid currency type : ${code} is not a currency of this company`, "SourceCurrencyCode");
}

function rateReply(company: Company, code: string, day: string, rate: Big): Members {
  return {
    SourceCurrencyCode: code, TargetCurrencyCode: homeCurrency(company), Rate: Number(rate.toFixed()), AsOfDate: day,
    domain: "QBO", sparse: false, MetaData: { LastUpdatedTime: `${day}T00:00:00-08:00` },
  };
}
