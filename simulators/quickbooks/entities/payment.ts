/** Payments: money received, applied to invoices line by line; what is not applied stays the customer's credit. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, toCents, wire } from "../money.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../request-body.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";
import { checkOpenPeriod } from "./open-period.ts";

/** Undeposited Funds of the sample company. */
const usualDepositAccount = "4";

export const paymentKind: EntityKind = {
  name: "Payment",
  operations: operations("create update delete void send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: preparedPayment,
  settle: settleInvoices,
  voided: (_, entity) => voidedPayment(entity),
};

/** The stored form of a payment, or a refusal as the vendor words it. */
function preparedPayment(company: Company, { members, today, before }: EntityWrite): Members {
  const customerId = refId(members["CustomerRef"]);
  if (customerId === undefined) throw missing("CustomerRef");
  const customer = referred(company, "Customer", customerId, "CustomerRef");
  const total = amount(members["TotalAmt"]);
  if (total === undefined) throw missing("TotalAmt");
  if (total.lt(0)) throw new Refusal("6000", "Business Validation Error: The payment amount can't be negative.", "TotalAmt");
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  optional(company, "PaymentMethod", members["PaymentMethodRef"], "PaymentMethodRef");
  const deposit = referred(company, "Account", refId(members["DepositToAccountRef"]) ?? usualDepositAccount, "DepositToAccountRef");
  const lines = ((members["Line"] ?? []) as Members[]).map((line) => preparedLine(company, line, customerId, before));
  checkOnce(lines);
  const unapplied = toCents(total).minus(sum(lines));
  if (unapplied.lt(0)) throw new Refusal("6000", "Business Validation Error: The amounts applied can't be greater than the payment.", "Line");
  return {
    ...members,
    CustomerRef: labelled(customer),
    CurrencyRef: customer["CurrencyRef"],
    DepositToAccountRef: labelled(deposit),
    TxnDate: txnDate,
    TotalAmt: wire(toCents(total)),
    UnappliedAmt: wire(unapplied),
    ProcessPayment: false,
    Line: lines,
    LinkedTxn: [],
  };
}

function preparedLine(company: Company, line: Members, customerId: string, before?: Entity): Members {
  const applied = amount(line["Amount"]);
  const [link] = (line["LinkedTxn"] ?? []) as Members[];
  if (applied === undefined) throw missing("Line.Amount");
  if (!link) throw missing("Line.LinkedTxn");
  const id = memberText(link["TxnId"]);
  const invoice = link["TxnType"] === "Invoice" ? company.find("Invoice", id) : undefined;
  if (!invoice || refId(invoice["CustomerRef"]) !== customerId) {
    throw new Refusal("620", `Transaction cannot be linked : ${memberText(link["TxnType"])} ${id} is not an invoice of this customer.`, "LinkedTxn");
  }
  const open = new Big(Number(invoice["Balance"])).plus(appliedTo(before, id));
  if (applied.gt(open)) throw new Refusal("6000", "Business Validation Error: The amount applied can't be greater than the open balance.", "Line");
  const facts = { txnId: id, txnOpenBalance: open.toFixed(2), txnReferenceNumber: memberText(invoice["DocNumber"]) };
  return { Amount: wire(toCents(applied)), LinkedTxn: [{ TxnId: id, TxnType: "Invoice" }], LineEx: { any: Object.entries(facts).map(([name, value]) => nameValue(name, value)) } };
}

/** Open balances are checked line by line, so an invoice may come once only. */
function checkOnce(lines: Members[]): void {
  const ids = lines.map(invoiceIdOf);
  if (new Set(ids).size < ids.length) throw new Refusal("6000", "Business Validation Error: An invoice can be on a payment only once.", "Line");
}

/** The vendor's XML binding shows through here (reference: extension members). */
function nameValue(Name: string, Value: string): Members {
  const schema = { name: "{http://schema.intuit.com/finance/v3}NameValue", declaredType: "com.intuit.schema.finance.v3.NameValue", scope: "javax.xml.bind.JAXBElement$GlobalScope" };
  return { ...schema, value: { Name, Value }, nil: false, globalScope: true, typeSubstituted: false };
}

function linesOf(payment: Entity | undefined): Members[] {
  return (payment?.["Line"] ?? []) as Members[];
}

function invoiceIdOf(line: Members): string {
  return memberText((line["LinkedTxn"] as Members[])[0]?.["TxnId"]);
}

function sum(lines: Members[]): Big {
  return lines.reduce((total, line) => total.plus(amount(line["Amount"]) ?? 0), new Big(0));
}

function appliedTo(payment: Entity | undefined, invoiceId: string): Big {
  return sum(linesOf(payment).filter((line) => invoiceIdOf(line) === invoiceId));
}

/** Brings balances and links of the invoices in line with a payment that was made, changed or removed. */
function settleInvoices(company: Company, before: Entity | undefined, after: Entity | undefined): void {
  const ids = new Set([...linesOf(before), ...linesOf(after)].map(invoiceIdOf));
  for (const id of ids) {
    const invoice = company.find("Invoice", id);
    if (!invoice) continue;
    const paymentId = (after ?? before)?.Id;
    const others = ((invoice["LinkedTxn"] ?? []) as Members[]).filter((link) => link["TxnId"] !== paymentId);
    const applied = appliedTo(after, id);
    const balance = new Big(Number(invoice["Balance"])).plus(appliedTo(before, id)).minus(applied);
    const links = applied.gt(0) ? [...others, { TxnId: paymentId, TxnType: "Payment" }] : others;
    company.replace("Invoice", invoice, { ...invoice, Balance: wire(balance), LinkedTxn: links });
  }
}

/** An invoice that goes leaves its payments unapplied. */
export function unapplyPayments(company: Company, invoice: Entity): void {
  for (const link of (invoice["LinkedTxn"] ?? []) as Members[]) {
    const payment = company.find("Payment", memberText(link["TxnId"]));
    if (!payment) continue;
    const Line = linesOf(payment).filter((line) => invoiceIdOf(line) !== invoice.Id);
    company.replace("Payment", payment, { ...payment, Line, UnappliedAmt: wire(new Big(Number(payment["TotalAmt"])).minus(sum(Line))) });
  }
}

/** A voided payment is worth nothing and says so. */
function voidedPayment(payment: Entity): Members {
  const note = memberText(payment["PrivateNote"]);
  return { ...payment, TotalAmt: 0, UnappliedAmt: 0, Line: [], PrivateNote: note === "" ? "Voided" : `Voided - ${note}` };
}
