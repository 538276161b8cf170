/** Invoices: what a create or update must hold, and everything QuickBooks derives: totals, number, due date, balance. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { lengthRefusal, missing, Refusal } from "../fault-bodies.ts";
import { amount, toCents, wire } from "../money.ts";
import { labelled, optional, refId } from "../references.ts";
import type { Members } from "../request-body.ts";
import { linesWithSubtotal } from "../tax/reply-lines.ts";
import { totalsOf } from "../tax/totals.ts";
import { homeCurrency, isMulticurrency, rateOn, roundTo } from "./currencies.ts";
import { dueDate } from "./due-date.ts";
import { type EntityKind, type EntityWrite, isSparse, operations } from "./kind.ts";
import { preparedLines } from "./lines.ts";
import { checkOpenPeriod } from "./open-period.ts";
import { unapplyPayments } from "./payment.ts";
import { checkEmail } from "./people.ts";
import { memberText } from "../member-text.ts";

const longestDocNumber = 21;
const printStatuses = ["NotSet", "NeedToPrint", "PrintComplete"];
const emailStatuses = ["NotSet", "NeedToSend", "EmailSent"];

export const invoiceKind: EntityKind = {
  name: "Invoice",
  operations: operations("create update delete void send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedInvoice,
  settle: (company, before, after) => {
    if (before && !after) unapplyPayments(company, before);
  },
  voided: (_, entity) => voidedInvoice(entity),
};

/** The stored form of an invoice, or a refusal as the vendor words it. */
function preparedInvoice(company: Company, write: EntityWrite): Members {
  const { members, given, before, today } = write;
  const customer = customerOf(company, write);
  const txnDate = (members["TxnDate"] as string | undefined) ?? (before?.["TxnDate"] as string | undefined) ?? today;
  checkOpenPeriod(company, txnDate);
  if (before) checkOpenPeriod(company, String(before["TxnDate"]));
  checkCurrency(company, members, customer);
  checkLinks(given);
  const contact = contactOf(members, customer);
  const stored = storedLines(before);
  const lines = isSparse(write) && given["Line"] === undefined ? stored : preparedLines(company, members["Line"], customer, stored);
  const term = optional(company, "Term", members["SalesTermRef"] ?? (before ? undefined : customer["SalesTermRef"]), "SalesTermRef");
  return {
    AllowIPNPayment: false,
    AllowOnlinePayment: false,
    AllowOnlineCreditCardPayment: false,
    AllowOnlineACHPayment: false,
    CustomField: [],
    ...members,
    ...contact,
    ...money(company, { ...write, members: { ...members, ...contact, TxnDate: txnDate } }, lines, customer),
    TxnDate: txnDate,
    DueDate: members["DueDate"] ?? dueDate(txnDate, term),
    CustomerRef: labelled(customer),
    CurrencyRef: customer["CurrencyRef"],
    SalesTermRef: term && labelled(term),
    LinkedTxn: before?.["LinkedTxn"] ?? [],
    PrintStatus: oneOf(members, "PrintStatus", printStatuses),
    EmailStatus: emailStatusOf({ ...members, ...contact }),
    ApplyTaxAfterDiscount: members["ApplyTaxAfterDiscount"] ?? false,
    // Last: a refused invoice takes no number.
    DocNumber: docNumberOf(company, write),
  };
}

function customerOf(company: Company, { members, given, before }: EntityWrite): Entity {
  const id = refId(members["CustomerRef"]);
  if (id === undefined) throw missing("CustomerRef");
  const customer = company.find("Customer", id);
  if (!customer) throw new Refusal("2500", `Invalid Reference Id : Names element id ${id} not found`, "CustomerRef");
  const isNew = !before || given["CustomerRef"] !== undefined;
  if (customer["Active"] === false && isNew) throw new Refusal("6250", "Invalid sales customer : The customer of a sales transaction must exist and be active.", "CustomerRef");
  return customer;
}

function checkCurrency(company: Company, members: Members, customer: Entity): void {
  const asked = refId(members["CurrencyRef"]);
  const ofCustomer = refId(customer["CurrencyRef"]);
  const isMulticurrency = company.prefs("CurrencyPrefs")["MultiCurrencyEnabled"] === true;
  if (asked === undefined && isMulticurrency) throw missing("CurrencyRef");
  if (asked === undefined || asked === ofCustomer) return;
  const why = isMulticurrency ? "The transaction's currency must be the customer's." : "Multi currency should be enabled to perform this operation.";
  throw new Refusal("6000", `Business Validation Error: ${why}`, "CurrencyRef");
}

/** The only links a client may write are to estimates and time activities, and this company has none of them. */
function checkLinks(given: Members): void {
  const [link] = (given["LinkedTxn"] ?? []) as Members[];
  if (link && ["Estimate", "TimeActivity"].includes(String(link["TxnType"]))) {
    throw new Refusal("620", `Transaction cannot be linked : ${String(link["TxnType"])} ${String(link["TxnId"])} was not found.`, "LinkedTxn");
  }
}

/** Addresses and e-mail come from the customer where the invoice says nothing. */
function contactOf(members: Members, customer: Entity): Members {
  checkEmail(members, "BillEmail");
  return {
    ...taken(members, "BillAddr", customer["BillAddr"]),
    ...taken(members, "ShipAddr", customer["ShipAddr"]),
    ...taken(members, "BillEmail", customer["PrimaryEmailAddr"]),
  };
}

function taken(members: Members, member: string, fallback: unknown): Members {
  const value = members[member] ?? fallback;
  return value === undefined ? {} : { [member]: value };
}

function storedLines(before: Entity | undefined): Members[] {
  return ((before?.["Line"] ?? []) as Members[]).filter((line) => line["DetailType"] !== "SubTotalLineDetail");
}

/** What changes amounts; a sparse update without any of these leaves them as they are. */
const moneyMembers = ["Line", "TxnTaxDetail", "ShipAddr", "ApplyTaxAfterDiscount", "Deposit", "GlobalTaxCalculation", "ExchangeRate"];

/** Lines, tax, total and balance. */
function money(company: Company, { members, given, before }: EntityWrite, lines: Members[], customer: Entity): Members {
  if (before && given["sparse"] === true && !moneyMembers.some((member) => given[member] !== undefined)) {
    const { Line, TxnTaxDetail, Deposit, TotalAmt, Balance, HomeTotalAmt, HomeBalance, GlobalTaxCalculation } = before;
    return { Line, TxnTaxDetail, Deposit, TotalAmt, Balance, HomeTotalAmt, HomeBalance, GlobalTaxCalculation };
  }
  const round = roundTo(refId(customer["CurrencyRef"]) ?? homeCurrency(company));
  const totals = totalsOf({ company, side: "sales", members, given, customer, lines, round });
  const paid = before ? new Big(Number(before["TotalAmt"])).minus(Number(before["Deposit"] ?? 0)).minus(Number(before["Balance"])) : new Big(0);
  const deposit = depositOf(company, members);
  const balance = totals.total.minus(deposit).minus(paid);
  return {
    Line: linesWithSubtotal(totals),
    TxnTaxDetail: totals.taxDetail,
    GlobalTaxCalculation: totals.calculation,
    Deposit: wire(deposit),
    TotalAmt: wire(totals.total),
    Balance: wire(balance),
    ...homeAmounts(company, members, customer, { TotalAmt: totals.total, Balance: balance }),
  };
}

/** In a multicurrency company a document also says what it is worth at home. */
function homeAmounts(company: Company, members: Members, customer: Entity, amounts: { TotalAmt: Big; Balance: Big }): Members {
  if (!isMulticurrency(company)) return {};
  const code = refId(customer["CurrencyRef"]) ?? homeCurrency(company);
  const rate = amount(members["ExchangeRate"]) ?? rateOn(company, code, String(members["TxnDate"]));
  const round = roundTo(homeCurrency(company));
  return { ExchangeRate: wire(rate), HomeTotalAmt: wire(round(amounts.TotalAmt.times(rate))), HomeBalance: wire(round(amounts.Balance.times(rate))) };
}

function depositOf(company: Company, members: Members): Big {
  const deposit = toCents(amount(members["Deposit"]) ?? new Big(0));
  optional(company, "Account", members["DepositToAccountRef"], "DepositToAccountRef");
  if (deposit.gt(0) && company.prefs("SalesFormsPrefs")["AllowDeposit"] !== true) throw new Refusal("5030", "Feature Not Supported Error : Deposits on invoices are not turned on in this company's settings.", "Deposit");
  return deposit;
}

/** The company numbers by itself unless custom numbers are on; then a number may be missing, but not be taken. */
function docNumberOf(company: Company, { members, before, include }: EntityWrite): string | undefined {
  const given = members["DocNumber"] as string | undefined;
  const isCustom = company.prefs("SalesFormsPrefs")["CustomTxnNumbers"] === true;
  if (given === undefined || given === "") return (before?.["DocNumber"] as string | undefined) ?? (isCustom ? undefined : company.nextNumber("sales"));
  if (given.length > longestDocNumber) throw lengthRefusal("DocNumber", longestDocNumber, given.length);
  const holder = isCustom && !include.has("allowduplicatedocnum") && given !== before?.["DocNumber"] ? company.names.numberHolder("Invoice", given, before?.Id) : undefined;
  if (holder === undefined) return given;
  throw new Refusal("6140", `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${given} is assigned to TxnType=${holder.name} with TxnId=${holder.id}`);
}

function oneOf(members: Members, member: string, known: string[]): string {
  const value = memberText(members[member], known[0]);
  if (!known.includes(value)) throw new Refusal("2170", `Invalid Enumeration : ${value}`, member);
  return value;
}

function emailStatusOf(members: Members): string {
  const status = oneOf(members, "EmailStatus", emailStatuses);
  const address = (members["BillEmail"] as { Address?: string } | undefined)?.Address;
  if (status === "NeedToSend" && !address) throw new Refusal("6420", "Email address is required : BillEmail is required when EmailStatus is NeedToSend.", "BillEmail");
  return status;
}

/** A voided invoice keeps its lines at zero and says so in its note. */
function voidedInvoice(entity: Entity): Members {
  const note = memberText(entity["PrivateNote"]);
  const lines = (entity["Line"] as Members[]).map((line) => {
    const detail = line["SalesItemLineDetail"] as Members | undefined;
    const zeroed = line["DetailType"] === "DescriptionOnly" ? line : { ...line, Amount: 0 };
    return detail ? { ...zeroed, SalesItemLineDetail: { ...detail, Qty: 0 } } : zeroed;
  });
  const voided = note.startsWith("Voided") ? note : note === "" ? "Voided" : `Voided - ${note}`;
  return { ...entity, Line: lines, Deposit: 0, TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 }, LinkedTxn: [], PrivateNote: voided };
}
