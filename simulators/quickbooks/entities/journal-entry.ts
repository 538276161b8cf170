/** Journal entries: raw debits and credits that must agree. */
import { Big } from "big.js";
import type { Company } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, wire } from "../money.ts";
import { labelled, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { currencyRef, homeCurrency } from "./currencies.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";
import { numbered } from "./line-numbers.ts";
import { checkOpenPeriod } from "./open-period.ts";

export const journalEntryKind: EntityKind = {
  name: "JournalEntry",
  operations: operations("create update delete"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedEntry,
  oddVoid: "empty-batch",
};

function preparedEntry(company: Company, { members, before, today }: EntityWrite): Members {
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  const lines = (members["Line"] ?? []) as Members[];
  if (lines.length === 0) throw missing("Line");
  const prepared = numbered(lines.map((line) => preparedLine(company, line)), (before?.["Line"] ?? []) as Members[]);
  const sum = (type: string): Big => prepared.filter((line) => postingType(line) === type).reduce((total, line) => total.plus(amount(line["Amount"]) ?? 0), new Big(0));
  if (!sum("Debit").eq(sum("Credit"))) throw new Refusal("2300", "Debits and credits differ : Total debits must be equal to total credits.", "Line");
  return {
    ...members,
    TxnDate: txnDate,
    CurrencyRef: currencyRef(refId(members["CurrencyRef"]) ?? homeCurrency(company)),
    Line: prepared,
    Adjustment: members["Adjustment"] ?? false,
    TotalAmt: wire(sum("Debit")),
    DocNumber: members["DocNumber"] ?? before?.["DocNumber"] ?? company.nextNumber("journal"),
  };
}

function preparedLine(company: Company, line: Members): Members {
  if (line["DetailType"] === "DescriptionOnly") return line;
  const detail = (line["JournalEntryLineDetail"] ?? {}) as Members;
  const lineAmount = amount(line["Amount"]);
  if (lineAmount === undefined) throw missing("Line.Amount");
  if (lineAmount.lt(0)) throw new Refusal("2290", "Negative amount : The amount of a journal line can't be negative.", "Line.Amount");
  if (!["Debit", "Credit"].includes(postingType(line))) throw new Refusal("2260", "Missing posting type : PostingType must be Debit or Credit.", "PostingType");
  const id = refId(detail["AccountRef"]);
  if (id === undefined) throw missing("AccountRef");
  const account = referred(company, "Account", id, "AccountRef");
  checkEntity(account["AccountType"], detail);
  return { ...line, Amount: wire(lineAmount), JournalEntryLineDetail: { ...detail, AccountRef: labelled(account) } };
}

function postingType(line: Members): string {
  return memberText((line["JournalEntryLineDetail"] as Members | undefined)?.["PostingType"]);
}

/** What is owed is owed by or to somebody. */
function checkEntity(accountType: unknown, detail: Members): void {
  const isOwed = accountType === "Accounts Receivable" || accountType === "Accounts Payable";
  if (isOwed && detail["Entity"] === undefined) throw new Refusal("6000", `Business Validation Error: When you use ${String(accountType)}, you must choose a name in the Name field.`, "Entity");
}
