/** Money that goes out: expenses paid at once (purchases) and bills to be paid later. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, wire } from "../money.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { totalsOf } from "../tax/totals.ts";
import { currencyRef, isMulticurrency, rateOn, roundTo } from "./currencies.ts";
import { atHome } from "./document-amounts.ts";
import { documentCurrency } from "./document-customer.ts";
import { checkFree } from "./document-number.ts";
import { dueDate } from "./due-date.ts";
import { expenseLines } from "./expense-lines.ts";
import { type EntityKind, type EntityWrite, isSparse, operations } from "./kind.ts";
import { nameValue } from "./name-value.ts";
import { checkOpenPeriod } from "./open-period.ts";
import { checkStockDates } from "./stock-dates.ts";
import { wrongAccount } from "./undeposited-funds.ts";

export const purchaseKind: EntityKind = {
  name: "Purchase",
  operations: operations("create update delete"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedPurchase,
};

export const billKind: EntityKind = {
  name: "Bill",
  operations: operations("create update delete"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedBill,
  oddVoid: "system-fault",
};

/** The vendor's own number of a purchase's kind, where it is known: 54 an expense in cash, 3 a check. */
const purchaseNumbers: Record<string, string> = { Cash: "54", Check: "3" };

function preparedPurchase(company: Company, write: EntityWrite): Members {
  const { members, given, include, before } = write;
  const paymentType = memberText(given["PaymentType"]);
  if (paymentType === "") throw missing("PaymentType");
  if (!["Cash", "Check", "CreditCard"].includes(paymentType)) throw new Refusal("2170", `Invalid Enumeration : ${paymentType}`, "PaymentType");
  if (refId(given["AccountRef"]) === undefined) throw missing("AccountRef");
  const account = referred(company, "Account", refId(given["AccountRef"]) ?? "", "AccountRef");
  if (account["AccountType"] !== (paymentType === "CreditCard" ? "Credit Card" : "Bank")) throw wrongAccount("AccountRef");
  if (members["Credit"] === true && paymentType !== "CreditCard") throw new Refusal("2600", "Conflicting elements : Credit is only for purchases by credit card.", "Credit");
  const payee = payeeOf(company, members);
  const method = optional(company, "PaymentMethod", members["PaymentMethodRef"], "PaymentMethodRef");
  const common = moneyOut(company, write, account);
  const number = memberText(members["DocNumber"]);
  if (number !== "" && !include.has("allowduplicatedocnum") && isNumberChecked(company, paymentType)) checkFree(company, "Purchase", number, before?.Id);
  return {
    ...members,
    ...common,
    PaymentType: paymentType,
    AccountRef: labelled(account),
    ...(payee ? { EntityRef: payee } : {}),
    ...(method ? { PaymentMethodRef: labelled(method) } : {}),
    Credit: members["Credit"] ?? false,
    ...(paymentType === "Check" ? { PrintStatus: members["PrintStatus"] ?? "NotSet" } : {}),
    PurchaseEx: { any: purchaseNumbers[paymentType] === undefined ? [] : [nameValue("TxnType", purchaseNumbers[paymentType])] },
  };
}

/** Checks may share a number unless the company wants to be warned of it. */
function isNumberChecked(company: Company, paymentType: string): boolean {
  if (paymentType !== "Check") return true;
  const settings = (company.prefs("OtherPrefs")["NameValue"] ?? []) as Members[];
  return settings.some((one) => one["Name"] === "WarnDuplicateCheckNumber" && one["Value"] === "true");
}

function payeeOf(company: Company, members: Members): Members | undefined {
  const given = members["EntityRef"] as Members | undefined;
  const id = refId(given);
  if (id === undefined) return undefined;
  const type = (["Vendor", "Customer", "Employee"] as const).find((one) => one === memberText(given?.["type"], "Vendor"));
  if (!type) throw new Refusal("2170", `Invalid Enumeration : ${memberText(given?.["type"])}`, "EntityRef.type");
  return { ...labelled(referred(company, type, id, "EntityRef")), type };
}

function preparedBill(company: Company, write: EntityWrite): Members {
  const { members, given, before } = write;
  if (refId(given["VendorRef"]) === undefined) throw missing("VendorRef");
  const vendor = referred(company, "Vendor", refId(given["VendorRef"]) ?? "", "VendorRef");
  const term = optional(company, "Term", members["SalesTermRef"] ?? (before ? undefined : vendor["TermRef"]), "SalesTermRef");
  const payable = optional(company, "Account", members["APAccountRef"], "APAccountRef") ?? company.all("Account").find((one) => one["AccountType"] === "Accounts Payable");
  if (payable && payable["AccountType"] !== "Accounts Payable") throw wrongAccount("APAccountRef");
  const common = moneyOut(company, write, vendor);
  const paid = before ? new Big(Number(before["TotalAmt"])).minus(Number(before["Balance"])) : new Big(0);
  return {
    ...members,
    ...common,
    VendorRef: labelled(vendor),
    ...(payable ? { APAccountRef: labelled(payable) } : {}),
    SalesTermRef: term && labelled(term),
    DueDate: members["DueDate"] ?? dueDate(String(common["TxnDate"]), term),
    Balance: wire(new Big(Number(common["TotalAmt"])).minus(paid)),
    LinkedTxn: before?.["LinkedTxn"] ?? [],
  };
}

/** What purchases and bills share: date, currency, lines, tax and total. `owner` = whose currency it is. */
function moneyOut(company: Company, write: EntityWrite, owner: Entity): Members {
  const { members, given, before, today } = write;
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  if (before) checkOpenPeriod(company, String(before["TxnDate"]));
  const currency = documentCurrency(company, isSparse(write) ? { ...before, ...given } : members, owner);
  const lines = expenseLines(company, members["Line"], (before?.["Line"] ?? []) as Members[]);
  checkStockDates(company, lines, txnDate);
  const totals = totalsOf({ company, side: "purchase", members, given, customer: undefined, lines, round: roundTo(currency) });
  const rate = isMulticurrency(company) ? (amount(members["ExchangeRate"]) ?? rateOn(company, currency, txnDate)) : undefined;
  return {
    TxnDate: txnDate,
    CurrencyRef: currencyRef(currency),
    Line: totals.lines,
    ...(totals.calculation === undefined ? {} : { GlobalTaxCalculation: totals.calculation, TxnTaxDetail: totals.taxDetail }),
    TotalAmt: wire(totals.total),
    ...(rate === undefined ? {} : { ExchangeRate: wire(rate), HomeBalance: atHome(company, totals.total, rate) }),
  };
}
