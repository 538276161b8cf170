/** Invoices: what a create or update must hold, and everything QuickBooks derives: totals, number, due date, balance. */
import { Big } from "big.js";
import type { Company, Entity } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";
import { amount, toCents, wire } from "./money.ts";

type Members = Record<string, unknown>;
type Ref = { value?: string; name?: string };

/** Rates by destination state: enough for a company that sells in the west (percent). */
const stateRates: Record<string, string> = { CA: "9.5", OR: "0", WA: "10.1", NV: "8.375", AZ: "8.6" };
const mostLines = 10_000;
const longestDocNumber = 21;

/** The stored form of an invoice, or a refusal as the vendor words it. `today` = the company's date. */
export function preparedInvoice(company: Company, members: Members, today: string, before?: Entity, allowsDuplicateNumber = false): Members {
  const customer = customerOf(company, members);
  const lines = linesOf(company, members);
  const txnDate = dateOf(members, "TxnDate") ?? (before?.["TxnDate"] as string | undefined) ?? today;
  checkOpenPeriod(company, txnDate);
  checkCurrency(company, members);
  checkEmail(members);
  checkLength(members, "PrivateNote", 4000);
  const term = termOf(company, members);
  const totals = totalsOf(company, lines, members);
  const paid = before ? toCents(new Big(Number(before["TotalAmt"])).minus(Number(before["Balance"]))) : new Big(0);
  return {
    ...members,
    DocNumber: docNumberOf(company, members, before, allowsDuplicateNumber),
    TxnDate: txnDate,
    DueDate: dateOf(members, "DueDate") ?? dueDate(txnDate, term),
    CustomerRef: { value: customer.Id, name: customer["DisplayName"] },
    CurrencyRef: customer["CurrencyRef"] ?? { value: "USD", name: "United States Dollar" },
    ...(term ? { SalesTermRef: { value: term.Id, name: term["Name"] } } : {}),
    ...(customer["BillAddr"] && !members["BillAddr"] ? { BillAddr: customer["BillAddr"] } : {}),
    Line: totals.lines,
    TxnTaxDetail: totals.tax,
    TotalAmt: wire(totals.total),
    Balance: wire(totals.total.minus(paid)),
    LinkedTxn: before?.["LinkedTxn"] ?? [],
    CustomField: [],
    PrintStatus: members["PrintStatus"] ?? "NotSet",
    EmailStatus: members["EmailStatus"] ?? "NotSet",
    ApplyTaxAfterDiscount: members["ApplyTaxAfterDiscount"] ?? false,
  };
}

/** A voided invoice keeps its lines at zero and says so in its note. */
export function voidedInvoice(entity: Entity): Members {
  const note = entity["PrivateNote"];
  const lines = (entity["Line"] as Members[]).map((line) => {
    const detail = line["SalesItemLineDetail"] as Members | undefined;
    return { ...line, Amount: 0, ...(detail ? { SalesItemLineDetail: { ...detail, Qty: 0 } } : {}) };
  });
  return { ...entity, Line: lines, TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 }, LinkedTxn: [], PrivateNote: note ? `Voided - ${String(note)}` : "Voided" };
}

function customerOf(company: Company, members: Members): Entity {
  const reference = members["CustomerRef"];
  if (reference === undefined || reference === null) throw new Refusal("2020", "Required parameter CustomerRef is missing in the request", "CustomerRef");
  if (typeof reference !== "object") throw new Refusal("2010", "Property Name:CustomerRef specified is unsupported or invalid", "CustomerRef");
  const id = String((reference as Ref).value ?? "");
  const customer = company.find("Customer", id);
  if (!customer) throw new Refusal("2500", `Invalid Reference Id : Names element id ${id} not found`, "CustomerRef");
  if (customer["Active"] === false) throw madeInactive();
  return customer;
}

function madeInactive(): Refusal {
  return new Refusal("610", "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.");
}

function linesOf(company: Company, members: Members): Members[] {
  const lines = members["Line"];
  if (lines === undefined || lines === null) throw new Refusal("2020", "Required parameter Line is missing in the request", "Line");
  if (!Array.isArray(lines)) throw new Refusal("2010", "Property Name:Line specified is unsupported or invalid", "Line");
  if (lines.length === 0) throw new Refusal("2020", "Required parameter Line is missing in the request", "Line");
  if (lines.length > mostLines) throw new Refusal("6000", "Business Validation Error: A transaction can have at most 10000 lines.", "Line");
  return (lines as Members[]).filter((line) => line["DetailType"] !== "SubTotalLineDetail").map((line) => lineOf(company, line));
}

function lineOf(company: Company, line: Members): Members {
  const type = line["DetailType"];
  if (typeof type !== "string") throw new Refusal("2020", "Required parameter Line.DetailType is missing in the request", "Line.DetailType");
  checkLength(line, "Description", 4000);
  if (type === "DescriptionOnly") return line;
  if (type === "DiscountLineDetail") return line;
  if (type !== "SalesItemLineDetail") throw new Refusal("2010", `Property Name:${type} specified is unsupported or invalid`, "Line.DetailType");
  const detail = (line["SalesItemLineDetail"] ?? {}) as Members;
  const lineAmount = amount(line["Amount"]);
  if (lineAmount === undefined) throw new Refusal("2020", "Required parameter Line.Amount is missing in the request", "Line.Amount");
  checkAmount(lineAmount, detail);
  return { ...line, Amount: wire(toCents(lineAmount)), SalesItemLineDetail: { ...detail, ...itemOf(company, detail), TaxCodeRef: taxCodeOf(company, detail) } };
}

function checkAmount(lineAmount: Big, detail: Members): void {
  const quantity = amount(detail["Qty"]);
  const unitPrice = amount(detail["UnitPrice"]);
  if (quantity === undefined || unitPrice === undefined) return;
  if (toCents(quantity.times(unitPrice)).eq(lineAmount)) return;
  throw new Refusal("6070", `Amount calculation incorrect in the request. Amount is not equal to UnitPrice * Qty. Supplied value:${lineAmount.toFixed()}`, "Line.Amount");
}

function itemOf(company: Company, detail: Members): Members {
  const id = (detail["ItemRef"] as Ref | undefined)?.value;
  if (id === undefined) return {};
  if (id === "SHIPPING_ITEM_ID") return { ItemRef: { value: id } };
  const item = company.find("Item", String(id));
  if (!item) throw new Refusal("2500", `Invalid Reference Id : Items element id ${id} not found`, "ItemRef");
  if (item["Active"] === false) throw madeInactive();
  return { ItemRef: { value: item.Id, name: item["Name"] } };
}

/** A US company on automated sales tax takes TAX and NON only. */
function taxCodeOf(company: Company, detail: Members): Ref {
  const given = (detail["TaxCodeRef"] as Ref | undefined)?.value;
  if (given !== undefined && given !== "TAX" && given !== "NON") throw new Refusal("6100", "Invalid Line TaxCode in the request : Only TAX or NON can be used here.", "TaxCodeRef");
  const item = company.find("Item", String((detail["ItemRef"] as Ref | undefined)?.value ?? ""));
  return { value: given ?? (item?.["Taxable"] === true ? "TAX" : "NON") };
}

function dateOf(members: Members, member: string): string | undefined {
  const value = members[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(Date.parse(value.slice(0, 10)))) {
    throw new Refusal("2060", `Invalid date format : ${String(value)} Expected format YYYY-MM-DD`, member);
  }
  return value.slice(0, 10);
}

function checkOpenPeriod(company: Company, txnDate: string): void {
  const closed = (company.preferences["AccountingInfoPrefs"] as Members | undefined)?.["BookCloseDate"];
  if (typeof closed === "string" && txnDate <= closed) {
    throw new Refusal("6200", "The account period has closed and the account books cannot be updated through through the QBO Services API. : Please use the QBO website to make these changes.", "TxnDate");
  }
}

function checkCurrency(company: Company, members: Members): void {
  const currency = (members["CurrencyRef"] as Ref | undefined)?.value;
  const home = ((company.preferences["CurrencyPrefs"] as Members | undefined)?.["HomeCurrency"] as Ref | undefined)?.value ?? "USD";
  const multicurrency = (company.preferences["CurrencyPrefs"] as Members | undefined)?.["MultiCurrencyEnabled"] === true;
  if (currency !== undefined && currency !== home && !multicurrency) {
    throw new Refusal("6000", "Business Validation Error: Multi currency should be enabled to perform this operation.", "CurrencyRef");
  }
}

function checkEmail(members: Members): void {
  const address = (members["BillEmail"] as { Address?: unknown } | undefined)?.Address;
  if (address === undefined) return;
  if (typeof address !== "string" || address.length > 100 || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) {
    throw new Refusal("2210", `Email Address does not conform to the syntax rules of RFC 822. : Supplied value:${String(address)}`, "BillEmail");
  }
}

function checkLength(members: Members, member: string, max: number): void {
  const value = members[member];
  if (typeof value === "string" && value.length > max) {
    throw new Refusal("2050", `String length is either shorter or longer than supported by specification. Min:0 Max:${max} supported. Supplied length:${value.length}`, member);
  }
}

function termOf(company: Company, members: Members): Entity | undefined {
  const id = (members["SalesTermRef"] as Ref | undefined)?.value;
  if (id === undefined) return undefined;
  const term = company.find("Term", String(id));
  if (!term || term["Active"] === false) throw new Refusal("2500", `Invalid Reference Id : Terms element id ${id} not found`, "SalesTermRef");
  return term;
}

function dueDate(txnDate: string, term: Entity | undefined): string {
  const date = new Date(`${txnDate}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + Number(term?.["DueDays"] ?? 0));
  return date.toISOString().slice(0, 10);
}

/** The company numbers by itself unless custom numbers are on; then a number may be missing but not taken. */
function docNumberOf(company: Company, members: Members, before: Entity | undefined, allowsDuplicate: boolean): string | undefined {
  const given = members["DocNumber"];
  if (given !== undefined && (typeof given !== "string" || given.length > longestDocNumber)) {
    throw new Refusal("2050", `String length is either shorter or longer than supported by specification. Min:0 Max:${longestDocNumber} supported. Supplied length:${String(given).length}`, "DocNumber");
  }
  const custom = (company.preferences["SalesFormsPrefs"] as Members | undefined)?.["CustomTxnNumbers"] === true;
  if (typeof given === "string" && given !== "") {
    const holder = company.docNumberHolder("Invoice", given, before?.Id);
    if (custom && holder !== undefined && !allowsDuplicate) {
      throw new Refusal("6140", `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${given} is assigned to TxnType=Invoice with TxnId=${holder}`);
    }
    return given;
  }
  if (typeof before?.["DocNumber"] === "string") return before["DocNumber"];
  return custom ? undefined : company.nextDocNumber();
}

/** subtotal - discount + tax; the subtotal line is the server's own and stands before the discount. */
export function totalsOf(company: Company, lines: Members[], members: Members): { lines: Members[]; tax: Members; total: Big } {
  const items = lines.filter((line) => line["DetailType"] === "SalesItemLineDetail");
  const subtotal = sum(items);
  const discounts = lines.filter((line) => line["DetailType"] === "DiscountLineDetail");
  const discount = discounts.reduce((total, line) => total.plus(discountOf(line, subtotal)), new Big(0));
  if (discount.gt(subtotal) && discount.gt(0)) throw new Refusal("6000", "Business Validation Error: The discount amount can't be greater than the subtotal", "Line");
  const taxable = sum(items.filter((line) => ((line["SalesItemLineDetail"] as Members)["TaxCodeRef"] as Ref).value === "TAX"));
  const tax = taxOf(company, taxable, members);
  const total = subtotal.minus(discount).plus(tax.amount);
  if (total.lt(0)) throw new Refusal("6000", "Business Validation Error: The transaction total can't be negative.", "TotalAmt");
  return { lines: numbered(lines, discounts, subtotal, discount), tax: tax.detail, total };
}

function sum(lines: Members[]): Big {
  return lines.reduce((total, line) => total.plus(amount(line["Amount"]) ?? 0), new Big(0));
}

function discountOf(line: Members, subtotal: Big): Big {
  const detail = (line["DiscountLineDetail"] ?? {}) as Members;
  const percent = amount(detail["DiscountPercent"]);
  const given = amount(line["Amount"]);
  if (detail["PercentBased"] === true && percent) return toCents(subtotal.times(percent).div(100));
  if (given === undefined) throw new Refusal("6090", "Discount line lacks information : an amount or a percentage is needed.", "Line");
  return toCents(given);
}

function taxOf(company: Company, taxable: Big, members: Members): { amount: Big; detail: Members } {
  if ((company.preferences["TaxPrefs"] as Members | undefined)?.["UsingSalesTax"] !== true) return { amount: new Big(0), detail: { TotalTax: 0 } };
  const given = (members["TxnTaxDetail"] ?? {}) as Members;
  const override = amount(given["TotalTax"]);
  if (given["TxnTaxCodeRef"] !== undefined && override !== undefined) return { amount: toCents(override), detail: { ...given, TotalTax: wire(toCents(override)) } };
  if (taxable.eq(0)) return { amount: new Big(0), detail: { TotalTax: 0 } };
  const state = ((members["ShipAddr"] ?? company.info["CompanyAddr"]) as Members)["CountrySubDivisionCode"];
  const rate = stateRates[String(state)] ?? "0";
  const tax = toCents(taxable.times(rate).div(100));
  const line = { Amount: wire(tax), DetailType: "TaxLineDetail", TaxLineDetail: { TaxRateRef: { value: "3" }, PercentBased: true, TaxPercent: Number(rate), NetAmountTaxable: wire(taxable) } };
  return { amount: tax, detail: { TxnTaxCodeRef: { value: "2" }, TotalTax: wire(tax), TaxLine: [line] } };
}

function numbered(lines: Members[], discounts: Members[], subtotal: Big, discount: Big): Members[] {
  const kept = lines.filter((line) => line["DetailType"] !== "DiscountLineDetail").map((line, index) => ({ ...line, Id: String(index + 1), LineNum: index + 1 }));
  const subtotalLine = { Amount: wire(subtotal), DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} };
  return [...kept, subtotalLine, ...discounts.map((line) => ({ ...line, Amount: wire(discount) }))];
}
