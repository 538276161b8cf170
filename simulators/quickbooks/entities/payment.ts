/** Payments: money received, applied to invoices line by line, together with credits; what is left stays the customer's credit. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, wire } from "../money.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { currencyRef, isMulticurrency, rateOn, roundTo } from "./currencies.ts";
import { checkNotDeposited } from "./deposited.ts";
import { atHome, balanceMembers } from "./document-amounts.ts";
import { documentCurrency } from "./document-customer.ts";
import { type EntityKind, type EntityWrite, isSparse, operations } from "./kind.ts";
import { nameValue } from "./name-value.ts";
import { checkOpenPeriod } from "./open-period.ts";
import { voidedNote } from "./voided-note.ts";
import { undepositedFunds } from "./undeposited-funds.ts";

/** What a payment's lines may be linked to. */
type Settled = "Invoice" | "CreditMemo";

export const paymentKind: EntityKind = {
  name: "Payment",
  operations: operations("create update delete void send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedPayment,
  settle: settleDocuments,
  checkRemoval: (_, entity) => checkNotDeposited(entity),
  voided: (_, entity) => ({ ...entity, TotalAmt: 0, UnappliedAmt: 0, Line: [], PrivateNote: voidedNote(entity) }),
};

/** The stored form of a payment, or a refusal as the vendor words it. */
function preparedPayment(company: Company, write: EntityWrite): Members {
  const { members, given, today, before } = write;
  if (before) checkNotDeposited(before);
  const customerId = refId(members["CustomerRef"]);
  if (customerId === undefined || (before && given["CustomerRef"] === undefined)) throw missing("CustomerRef");
  const customer = referred(company, "Customer", customerId, "CustomerRef");
  const total = amount(given["TotalAmt"]);
  if (total === undefined) throw missing("TotalAmt");
  if (total.lt(0)) throw new Refusal("6000", "Business Validation Error: The payment amount can't be negative.", "TotalAmt");
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  if (before) checkOpenPeriod(company, String(before["TxnDate"]));
  const currency = documentCurrency(company, isSparse(write) ? { ...before, ...given } : members, customer);
  const round = roundTo(currency);
  const method = optional(company, "PaymentMethod", members["PaymentMethodRef"], "PaymentMethodRef");
  const account = refId(members["DepositToAccountRef"]) === undefined ? undepositedFunds(company) : referred(company, "Account", refId(members["DepositToAccountRef"]) ?? "", "DepositToAccountRef");
  const lines = ((members["Line"] ?? []) as Members[]).map((line) => preparedLine(company, line, customer, before));
  checkOnce(lines);
  const unapplied = round(total).minus(sumOf(lines, "Invoice")).plus(sumOf(lines, "CreditMemo"));
  if (unapplied.lt(0)) throw new Refusal("6000", "Business Validation Error: The amounts applied can't be greater than the payment.", "Line");
  const rate = isMulticurrency(company) ? (amount(members["ExchangeRate"]) ?? rateOn(company, currency, txnDate)) : undefined;
  return {
    ...members,
    CustomerRef: labelled(customer),
    CurrencyRef: currencyRef(currency),
    ...(rate === undefined ? {} : { ExchangeRate: wire(rate), HomeTotalAmt: atHome(company, total, rate) }),
    ...(method ? { PaymentMethodRef: labelled(method) } : {}),
    DepositToAccountRef: labelled(account),
    TxnDate: txnDate,
    TotalAmt: wire(round(total)),
    UnappliedAmt: wire(unapplied),
    ProcessPayment: members["ProcessPayment"] ?? false,
    Line: lines,
    LinkedTxn: before?.["LinkedTxn"] ?? [],
  };
}

function preparedLine(company: Company, line: Members, customer: Entity, before: Entity | undefined): Members {
  const applied = amount(line["Amount"]);
  const [link] = (line["LinkedTxn"] ?? []) as Members[];
  if (applied === undefined) throw missing("Line.Amount");
  if (!link) throw missing("Line.LinkedTxn");
  const type = memberText(link["TxnType"]);
  const id = memberText(link["TxnId"]);
  const document = type === "Invoice" || type === "CreditMemo" ? company.find(type, id) : undefined;
  if (!document || !isOf(company, document, customer)) throw new Refusal("620", `Transaction cannot be linked : ${type} ${id} is not a document of this customer.`, "LinkedTxn");
  const open = new Big(Number(document["Balance"])).plus(appliedTo(before, type as Settled, id));
  if (applied.gt(open)) throw new Refusal("6000", "Business Validation Error: The amount applied can't be greater than the open balance.", "Line");
  const facts = { txnId: id, txnOpenBalance: open.toFixed(2), txnReferenceNumber: memberText(document["DocNumber"]) };
  return { Amount: wire(applied), LinkedTxn: [{ TxnId: id, TxnType: type }], LineEx: { any: Object.entries(facts).map(([name, value]) => nameValue(name, value)) } };
}

/** The document's customer pays, or the customer above them. */
function isOf(company: Company, document: Entity, customer: Entity): boolean {
  let owner = company.find("Customer", refId(document["CustomerRef"]) ?? "");
  while (owner) {
    if (owner.Id === customer.Id) return true;
    owner = company.find("Customer", refId(owner["ParentRef"]) ?? "");
  }
  return false;
}

/** Open balances are checked line by line, so a document may come once only. */
function checkOnce(lines: Members[]): void {
  const keys = lines.map((line) => `${linkOf(line).type}/${linkOf(line).id}`);
  if (new Set(keys).size < keys.length) throw new Refusal("6000", "Business Validation Error: An invoice can be on a payment only once.", "Line");
}

function linesOf(payment: Entity | undefined): Members[] {
  return (payment?.["Line"] ?? []) as Members[];
}

function linkOf(line: Members): { type: string; id: string } {
  const link = ((line["LinkedTxn"] ?? []) as Members[])[0];
  return { type: memberText(link?.["TxnType"]), id: memberText(link?.["TxnId"]) };
}

function sumOf(lines: Members[], type: Settled, id?: string): Big {
  const counted = lines.filter((line) => linkOf(line).type === type && (id === undefined || linkOf(line).id === id));
  return counted.reduce((total, line) => total.plus(amount(line["Amount"]) ?? 0), new Big(0));
}

function appliedTo(payment: Entity | undefined, type: Settled, id: string): Big {
  return sumOf(linesOf(payment), type, id);
}

/** Brings balances and links of invoices and credits in line with a payment that was made, changed or removed. */
function settleDocuments(company: Company, before: Entity | undefined, after: Entity | undefined): void {
  const keys = new Set([...linesOf(before), ...linesOf(after)].map((line) => `${linkOf(line).type}/${linkOf(line).id}`));
  for (const key of keys) {
    const [type = "", id = ""] = key.split("/");
    if (type === "Invoice" || type === "CreditMemo") settleOne(company, type, id, { before, after });
  }
}

function settleOne(company: Company, type: Settled, id: string, { before, after }: { before: Entity | undefined; after: Entity | undefined }): void {
  const document = company.find(type, id);
  if (!document) return;
  const paymentId = (after ?? before)?.Id;
  const others = ((document["LinkedTxn"] ?? []) as Members[]).filter((link) => link["TxnId"] !== paymentId || link["TxnType"] !== "Payment");
  const applied = appliedTo(after, type, id);
  const open = new Big(Number(document["Balance"])).plus(appliedTo(before, type, id)).minus(applied);
  const links = applied.gt(0) ? [...others, { TxnId: paymentId, TxnType: "Payment" }] : others;
  const remaining = type === "CreditMemo" ? { RemainingCredit: wire(open) } : {};
  company.replace(type, document, { ...document, ...balanceMembers(company, document, open), ...remaining, LinkedTxn: links });
}

/** A document that goes leaves its payments unapplied. */
export function unapplyPayments(company: Company, type: Settled, document: Entity): void {
  for (const link of (document["LinkedTxn"] ?? []) as Members[]) {
    const payment = link["TxnType"] === "Payment" ? company.find("Payment", memberText(link["TxnId"])) : undefined;
    if (!payment) continue;
    const Line = linesOf(payment).filter((line) => linkOf(line).type !== type || linkOf(line).id !== document.Id);
    const unapplied = new Big(Number(payment["TotalAmt"])).minus(sumOf(Line, "Invoice")).plus(sumOf(Line, "CreditMemo"));
    company.replace("Payment", payment, { ...payment, Line, UnappliedAmt: wire(unapplied.lt(0) ? new Big(0) : unapplied) });
  }
}
