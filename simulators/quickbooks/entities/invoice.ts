/** Invoices: what they have beyond other sales documents: a due date, a balance, a prepayment, an estimate they come from. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { amount, wire } from "../money.ts";
import { metaTime } from "../pacific-time.ts";
import { labelled, optional } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { closeEstimate, estimateLinks, reopenEstimate } from "./estimate.ts";
import { balanceMembers, paidOf } from "./document-amounts.ts";
import { dueDate } from "./due-date.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";
import { unapplyPayments } from "./payment.ts";
import { type CommonPart, preparedSalesDocument, voidedSalesDocument } from "./sales-document.ts";

export const invoiceKind: EntityKind = {
  name: "Invoice",
  operations: operations("create update delete void send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: (company, write) => preparedSalesDocument(company, write, { name: "Invoice", needsCustomer: true, own: ownMembers }),
  settle: (company, before, after) => {
    if (!before && after) closeEstimate(company, after);
    if (!before || after) return;
    unapplyPayments(company, "Invoice", before);
    reopenEstimate(company, before);
  },
  voided: (_, entity) => ({ ...voidedSalesDocument(entity), Deposit: 0 }),
};

/** Its customer opens it on QuickBooks' own page, which the API shows and nobody else can write (reference: 5.13). */
export function viewInvoice(company: Company, invoice: Entity, now: Date): Entity {
  return company.replace("Invoice", invoice, { ...invoice, EInvoiceStatus: "Viewed", ECloudStatusTimeStamp: metaTime(now) });
}

function ownMembers(company: Company, { members, given, before }: EntityWrite, { customer, txnDate, amounts }: CommonPart): Members {
  const term = optional(company, "Term", members["SalesTermRef"] ?? (before ? undefined : customer?.["SalesTermRef"]), "SalesTermRef");
  const deposit = depositOf(company, members);
  const open = new Big(Number(amounts["TotalAmt"])).minus(deposit).minus(paidOf(before));
  return {
    AllowIPNPayment: false,
    AllowOnlinePayment: false,
    AllowOnlineCreditCardPayment: members["AllowOnlineCreditCardPayment"] ?? false,
    AllowOnlineACHPayment: members["AllowOnlineACHPayment"] ?? false,
    Deposit: wire(deposit),
    ...balanceMembers(company, amounts, open),
    DueDate: members["DueDate"] ?? dueDate(txnDate, term),
    SalesTermRef: term && labelled(term),
    LinkedTxn: before ? before["LinkedTxn"] : estimateLinks(company, given),
  };
}

function depositOf(company: Company, members: Members): Big {
  const deposit = (amount(members["Deposit"]) ?? new Big(0)).round(2, Big.roundHalfUp);
  optional(company, "Account", members["DepositToAccountRef"], "DepositToAccountRef");
  if (deposit.gt(0) && company.prefs("SalesFormsPrefs")["AllowDeposit"] !== true) throw new Refusal("5030", "Feature Not Supported Error : Deposits on invoices are not turned on in this company's settings.", "Deposit");
  return deposit;
}

