/** Deposits: money taken from Undeposited Funds to a bank account, and money that comes straight into it. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, wire } from "../money.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { currencyRef } from "./currencies.ts";
import { documentCurrency } from "./document-customer.ts";
import { type EntityKind, type EntityWrite, isSparse, operations } from "./kind.ts";
import { checkOpenPeriod } from "./open-period.ts";
import { undepositedFunds } from "./undeposited-funds.ts";

const sources = ["Payment", "SalesReceipt"] as const;
const mostLines = 10_000;

export const depositKind: EntityKind = {
  name: "Deposit",
  operations: operations("create update delete"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedDeposit,
  settle: linkSources,
};

function preparedDeposit(company: Company, write: EntityWrite): Members {
  const { members, given, before, today } = write;
  const account = referred(company, "Account", refId(members["DepositToAccountRef"]) ?? failMissing("DepositToAccountRef"), "DepositToAccountRef");
  if (account["AccountType"] !== "Bank") throw new Refusal("6000", "Business Validation Error: Select a bank account for this deposit", "DepositToAccountRef");
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  if (before) checkOpenPeriod(company, String(before["TxnDate"]));
  const currency = documentCurrency(company, isSparse(write) ? { ...before, ...given } : members, account);
  const lines = (members["Line"] ?? []) as Members[];
  if (lines.length === 0 || lines.length > mostLines) throw missing("Line");
  const prepared: Members[] = lines.map((line, index) => ({ Id: String(index + 1), LineNum: index + 1, ...preparedLine(company, line, before) }));
  const cashBack = amount((members["CashBack"] as Members | undefined)?.["Amount"]) ?? new Big(0);
  const total = prepared.reduce((sum, line) => sum.plus(amount(line["Amount"]) ?? 0), new Big(0)).minus(cashBack);
  if (total.lt(0)) throw new Refusal("6000", "Business Validation Error: The transaction total can't be negative. Please enter a total of zero or more.", "TotalAmt");
  return { ...members, DepositToAccountRef: labelled(account), CurrencyRef: currencyRef(currency), TxnDate: txnDate, Line: prepared, TotalAmt: wire(total) };
}

function failMissing(member: string): never {
  throw missing(member);
}

function preparedLine(company: Company, line: Members, before: Entity | undefined): Members {
  const link = ((line["LinkedTxn"] ?? []) as Members[])[0];
  const lineAmount = amount(line["Amount"]);
  if (link) return linkedLine(company, line, link, before);
  if (lineAmount === undefined) throw missing("Line.Amount");
  const detail = (line["DepositLineDetail"] ?? {}) as Members;
  if (line["DetailType"] !== "DepositLineDetail") throw missing("Line.DetailType");
  const account = referred(company, "Account", refId(detail["AccountRef"]) ?? failMissing("AccountRef"), "AccountRef");
  optional(company, "PaymentMethod", detail["PaymentMethodRef"], "PaymentMethodRef");
  return { ...line, Amount: wire(lineAmount), DepositLineDetail: { ...detail, AccountRef: labelled(account) } };
}

/** Money already received: the line says which, and nothing else. */
function linkedLine(company: Company, line: Members, link: Members, before: Entity | undefined): Members {
  if (line["DepositLineDetail"] !== undefined) throw new Refusal("6000", "Business Validation Error: Select a bank account for this deposit", "Line");
  const type = sources.find((one) => one === link["TxnType"]);
  const id = memberText(link["TxnId"]);
  const source = type && company.find(type, id);
  if (!source) throw new Refusal("620", `Transaction cannot be linked : ${memberText(link["TxnType"])} ${id} was not found.`, "LinkedTxn");
  const isFree = refId(source["DepositToAccountRef"]) === undepositedFunds(company).Id;
  const isElsewhere = ((source["LinkedTxn"] ?? []) as Members[]).some((one) => one["TxnType"] === "Deposit" && one["TxnId"] !== before?.Id);
  if (!isFree || isElsewhere) throw new Refusal("620", `Transaction cannot be linked : ${memberText(link["TxnType"])} ${id} is not in Undeposited Funds.`, "LinkedTxn");
  return { ...line, Amount: source["TotalAmt"], LinkedTxn: [{ TxnId: id, TxnType: type, TxnLineId: memberText(link["TxnLineId"], "0") }] };
}

/** A source shows the deposit it lies in. */
function linkSources(company: Company, before: Entity | undefined, after: Entity | undefined): void {
  for (const link of linksOf(before)) setLink(company, link, undefined);
  for (const link of linksOf(after)) setLink(company, link, after);
}

function linksOf(deposit: Entity | undefined): Members[] {
  return ((deposit?.["Line"] ?? []) as Members[]).flatMap((line) => (line["LinkedTxn"] ?? []) as Members[]);
}

function setLink(company: Company, link: Members, deposit: Entity | undefined): void {
  const type = sources.find((one) => one === link["TxnType"]);
  const source = type && company.find(type, memberText(link["TxnId"]));
  if (!type || !source) return;
  const others = ((source["LinkedTxn"] ?? []) as Members[]).filter((one) => one["TxnType"] !== "Deposit");
  company.replace(type, source, { ...source, LinkedTxn: deposit ? [...others, { TxnId: deposit.Id, TxnType: "Deposit" }] : others });
}
