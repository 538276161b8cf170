/** Invoices: plan -> wire, wire -> posted. Symmetric and pure. */
import { type LocalDate, parseLocalDate } from "#domain/dates.ts";
import type { BooksRef, PlannedLine, PostedDocument } from "#domain/document/plan.ts";
import { decimalText, lineAmount, type Decimal } from "#domain/money.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { isExactNumber, moneyOf, wireNumber, wirePrice } from "../amounts.ts";
import { cutTo } from "../wire-text.ts";
import { wireInvoice } from "../wire.ts";

type Wire = Record<string, unknown>;

/** Reference: 5.8 and 5.12. */
const longestDescription = 4_000;
const longestNote = 4_000;

/**
 * The body of a create. In a US company lines say NON: automated sales tax would otherwise add tax to the total that was
 * previewed; taxable lines need the CRM's own tax facts first.
 */
export function encodeInvoice({ plan, customer, items, mark }: ReadyDocument, company: BooksCompany): Wire {
  return {
    CustomerRef: { value: customer.id },
    TxnDate: plan.transactionDate,
    ...(plan.dueDate === null ? {} : { DueDate: plan.dueDate }),
    ...(plan.terms === null ? {} : { SalesTermRef: { value: plan.terms.id } }),
    ...(plan.billEmail === null ? {} : { BillEmail: { Address: plan.billEmail } }),
    ...(company.multicurrency ? { CurrencyRef: { value: plan.currency } } : {}),
    PrivateNote: noteWith(plan.privateNote, mark),
    Line: plan.lines.map((line, index) => encodeLine(line, items[index], company)),
  };
}

/** The mark is never cut off: the note before it is. */
function noteWith(note: string, mark: string): string {
  return note === "" ? mark : `${cutTo(note, longestNote - mark.length - 1)} ${mark}`;
}

function encodeLine(line: PlannedLine, item: BooksRef | undefined, company: BooksCompany): Wire {
  if (!item) throw new Error(`the line ${line.lineItemId} has no item`);
  const priced = wirePricing(line);
  return {
    DetailType: "SalesItemLineDetail",
    Amount: wireNumber(decimalText(line.amount)),
    Description: priced.description,
    SalesItemLineDetail: {
      ItemRef: { value: item.id },
      Qty: wireNumber(priced.quantity),
      UnitPrice: wireNumber(priced.unitPrice),
      ...(company.country === "US" ? { TaxCodeRef: { value: "NON" } } : {}),
    },
  };
}

/**
 * QuickBooks checks that amount = quantity x unit price, with at most seven decimals in the price (reference: 5.8). When
 * that cannot hold to the cent, the line is sent as one of the whole amount, and the description tells quantity and price.
 */
function wirePricing(line: PlannedLine): { quantity: Decimal; unitPrice: Decimal; description: string } {
  const unitPrice = wirePrice(line.unitPrice);
  const product = lineAmount(line.quantity, unitPrice, line.amount.currency);
  const agrees = product.ok && product.value.amountMinor === line.amount.amountMinor;
  if (agrees && isExactNumber(unitPrice) && isExactNumber(line.quantity)) {
    return { quantity: line.quantity, unitPrice, description: cutTo(line.description, longestDescription) };
  }
  const told = `(${line.quantity} x ${line.unitPrice})`;
  const description = `${cutTo(line.description, longestDescription - told.length - 1)} ${told}`.trim();
  return { quantity: "1" as Decimal, unitPrice: decimalText(line.amount), description };
}

/** What QuickBooks says it has. Throws when the answer is not an invoice. */
export function decodeInvoice(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  const invoice = wireInvoice.parse(wire);
  const currency = invoice.CurrencyRef?.value ?? company.homeCurrency;
  return {
    kind: "invoice",
    booksId: invoice.Id,
    number: invoice.DocNumber || null,
    syncToken: invoice.SyncToken,
    customer: { id: invoice.CustomerRef.value, name: invoice.CustomerRef.name ?? "" },
    transactionDate: dateOf(invoice.TxnDate),
    dueDate: invoice.DueDate ? dateOf(invoice.DueDate) : null,
    total: moneyOf(invoice.TotalAmt, currency),
    balance: moneyOf(invoice.Balance, currency),
    url: `${appUrl}/app/invoice?txnId=${invoice.Id}`,
    privateNote: invoice.PrivateNote ?? "",
  };
}

function dateOf(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (!date) throw new Error(`${text} is not a date`);
  return date;
}
