/** Sales receipts and refund receipts: money that moves at once. */
import type { Company, Entity } from "../company.ts";
import { missing } from "../fault-bodies.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { checkNotDeposited } from "./deposited.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";
import { preparedSalesDocument, voidedSalesDocument } from "./sales-document.ts";
import { undepositedFunds, wrongAccount } from "./undeposited-funds.ts";

const moneyAccounts = new Set(["Bank", "Other Current Asset"]);

export const salesReceiptKind: EntityKind = {
  name: "SalesReceipt",
  operations: operations("create update delete void send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: (company, write) => preparedSalesDocument(company, write, { name: "SalesReceipt", needsCustomer: true, own: salesReceiptMembers }),
  checkRemoval: (_, entity) => checkNotDeposited(entity),
  voided: (_, entity) => voidedSalesDocument(entity),
};

export const refundReceiptKind: EntityKind = {
  name: "RefundReceipt",
  operations: operations("create update delete send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: (company, write) => preparedSalesDocument(company, write, { name: "RefundReceipt", needsCustomer: false, own: refundReceiptMembers }),
};

function salesReceiptMembers(company: Company, { members, before }: EntityWrite): Members {
  if (before) checkNotDeposited(before);
  const account = refId(members["DepositToAccountRef"]) === undefined ? undepositedFunds(company) : moneyAccount(company, members);
  return { ...receivedBy(company, members), DepositToAccountRef: labelled(account), Balance: 0, DueDate: undefined };
}

/** The account the money leaves must be said; a printed check needs its number. */
function refundReceiptMembers(company: Company, { members }: EntityWrite): Members {
  if (refId(members["DepositToAccountRef"]) === undefined) throw missing("DepositToAccountRef");
  const account = moneyAccount(company, members);
  if (account["AccountType"] === "Bank" && members["PrintStatus"] === "PrintComplete" && members["PaymentRefNum"] === undefined) throw missing("PaymentRefNum");
  return { ...receivedBy(company, members), DepositToAccountRef: labelled(account), Balance: 0, RemainingCredit: 0, DueDate: undefined };
}

function receivedBy(company: Company, members: Members): Members {
  const method = optional(company, "PaymentMethod", members["PaymentMethodRef"], "PaymentMethodRef");
  return method ? { PaymentMethodRef: labelled(method) } : {};
}

function moneyAccount(company: Company, members: Members): Entity {
  const account = referred(company, "Account", refId(members["DepositToAccountRef"]) ?? "", "DepositToAccountRef");
  if (moneyAccounts.has(String(account["AccountType"]))) return account;
  throw wrongAccount("DepositToAccountRef");
}
