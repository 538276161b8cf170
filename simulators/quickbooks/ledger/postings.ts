/**
 * Double entry: which accounts a transaction moves, and by how much. Everything is in the company's own currency; what rounding of
 * foreign amounts leaves goes to the account that stands for the whole document, so that debits always equal credits.
 */
import { Big } from "big.js";
import type { Company, Entity, EntityName } from "../company.ts";
import { memberText } from "../member-text.ts";
import { amount } from "../money.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { flatLines } from "./flat-lines.ts";
import { costPostings } from "./stock.ts";

/** A debit (positive) or credit (negative) of one account. */
export interface Posting {
  accountId: string;
  amount: Big;
}

/** The postings of a transaction; none of offers and of list entries. Zero amounts are left out. */
export function postingsOf(company: Company, name: EntityName, transaction: Entity): Posting[] {
  const plain = plainPostings(company, name, transaction);
  const rate = amount(transaction["ExchangeRate"]) ?? new Big(1);
  const [main, ...others] = plain.map((one) => ({ ...one, amount: one.amount.times(rate).round(2, Big.roundHalfUp) }));
  if (!main) return [];
  const whole = others.reduce((sum, one) => sum.minus(one.amount), new Big(0));
  return [{ ...main, amount: whole }, ...others, ...costPostings(company, name, transaction)].filter((one) => !one.amount.eq(0));
}

/** In the document's currency, the one for the whole document first. */
function plainPostings(company: Company, name: EntityName, transaction: Entity): Posting[] {
  const total = numberOf(transaction["TotalAmt"]);
  switch (name) {
    case "Invoice":
      return invoicePostings(company, transaction, total);
    case "CreditMemo":
      return [posting(receivable(company, transaction), total.neg()), ...reversed(salePostings(company, transaction))];
    case "SalesReceipt":
      return [posting(depositedTo(company, transaction), total), ...salePostings(company, transaction)];
    case "RefundReceipt":
      return [posting(depositedTo(company, transaction), total.neg()), ...reversed(salePostings(company, transaction))];
    case "Payment":
      return [posting(depositedTo(company, transaction), total), posting(receivable(company, transaction), total.neg())];
    case "Deposit":
      return depositPostings(company, transaction, total);
    case "Purchase":
      return purchasePostings(company, transaction, total);
    case "Bill":
      return [posting(refId(transaction["APAccountRef"]) ?? accountOfType(company, "Accounts Payable"), total.neg()), ...costOf(company, transaction)];
    case "JournalEntry":
      return journalPostings(transaction);
    default:
      return [];
  }
}

function invoicePostings(company: Company, invoice: Entity, total: Big): Posting[] {
  const paidAhead = numberOf(invoice["Deposit"]);
  return [posting(receivable(company, invoice), total.minus(paidAhead)), posting(depositedTo(company, invoice), paidAhead), ...salePostings(company, invoice)];
}

/** Income and tax as credits, the discount as a debit. */
function salePostings(company: Company, transaction: Entity): Posting[] {
  const lines = flatLines(transaction["Line"]).flatMap((line) => saleLine(company, line));
  return [...lines, posting(taxAccount(company), taxOf(transaction).neg())];
}

function saleLine(company: Company, line: Members): Posting[] {
  const value = numberOf(line["Amount"]);
  if (line["DetailType"] === "DiscountLineDetail") return [posting(refId(detailOf(line)["DiscountAccountRef"]) ?? accountOfType(company, "Income"), value)];
  if (line["DetailType"] !== "SalesItemLineDetail") return [];
  return [posting(refId(detailOf(line)["ItemAccountRef"]) ?? accountOfType(company, "Income"), value.neg())];
}

function depositPostings(company: Company, deposit: Entity, total: Big): Posting[] {
  const cashBack = (deposit["CashBack"] ?? {}) as Members;
  const back = numberOf(cashBack["Amount"]);
  const lines = flatLines(deposit["Line"]).map((line) => posting(refId(detailOf(line)["AccountRef"]) ?? undepositedFundsId(company), numberOf(line["Amount"]).neg()));
  return [posting(depositedTo(company, deposit), total), ...(back.eq(0) ? [] : [posting(refId(cashBack["AccountRef"]) ?? depositedTo(company, deposit), back)]), ...lines];
}

/** A credit card's refund is an expense the other way round. */
function purchasePostings(company: Company, purchase: Entity, total: Big): Posting[] {
  const paid = [posting(refId(purchase["AccountRef"]) ?? accountOfType(company, "Bank"), total.neg()), ...costOf(company, purchase)];
  return purchase["Credit"] === true ? reversed(paid) : paid;
}

/** What was bought, and the tax on it that comes back. */
function costOf(company: Company, transaction: Entity): Posting[] {
  return [...flatLines(transaction["Line"]).flatMap((line) => costLine(company, line)), posting(taxAccount(company), taxOf(transaction))];
}

function costLine(company: Company, line: Members): Posting[] {
  const value = numberOf(line["Amount"]);
  if (line["DetailType"] === "AccountBasedExpenseLineDetail") return [posting(refId(detailOf(line)["AccountRef"]) ?? accountOfType(company, "Expense"), value)];
  if (line["DetailType"] !== "ItemBasedExpenseLineDetail") return [];
  const item = company.find("Item", refId(detailOf(line)["ItemRef"]) ?? "");
  const account = item?.["Type"] === "Inventory" ? item["AssetAccountRef"] : item?.["ExpenseAccountRef"];
  return [posting(refId(account) ?? accountOfType(company, "Expense"), value)];
}

function journalPostings(entry: Entity): Posting[] {
  return flatLines(entry["Line"]).map((line) => {
    const value = numberOf(line["Amount"]);
    return posting(refId(detailOf(line)["AccountRef"]) ?? "", detailOf(line)["PostingType"] === "Credit" ? value.neg() : value);
  });
}

function posting(accountId: string, value: Big): Posting {
  return { accountId, amount: value };
}

function reversed(postings: Posting[]): Posting[] {
  return postings.map((one) => ({ ...one, amount: one.amount.neg() }));
}

function detailOf(line: Members): Members {
  return (line[memberText(line["DetailType"])] ?? {}) as Members;
}

function numberOf(value: unknown): Big {
  return amount(value) ?? new Big(0);
}

function taxOf(transaction: Entity): Big {
  return numberOf((transaction["TxnTaxDetail"] as Members | undefined)?.["TotalTax"]);
}

function receivable(company: Company, transaction: Entity): string {
  return refId(transaction["ARAccountRef"]) ?? accountOfType(company, "Accounts Receivable");
}

function depositedTo(company: Company, transaction: Entity): string {
  return refId(transaction["DepositToAccountRef"]) ?? undepositedFundsId(company);
}

function undepositedFundsId(company: Company): string {
  return company.account("AccountSubType", "UndepositedFunds")?.Id ?? "";
}

function taxAccount(company: Company): string {
  return company.account("AccountSubType", "SalesTaxPayable")?.Id ?? accountOfType(company, "Other Current Liability");
}

function accountOfType(company: Company, type: string): string {
  return company.account("AccountType", type)?.Id ?? "";
}
