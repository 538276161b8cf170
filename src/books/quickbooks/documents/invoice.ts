/** Invoices: plan -> wire, wire -> posted. Symmetric and pure. */
import { Big } from "big.js";
import type { LocalDate } from "#domain/dates.ts";
import type { PlannedLine, PostedDocument } from "#domain/document/plan.ts";
import { decimalText, lineAmount, type Decimal } from "#domain/money.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { moneyOf, wireNumber } from "../amounts.ts";
import { wireInvoice } from "../wire.ts";

type Wire = Record<string, unknown>;

/** Reference: 5.8 and 5.12. */
const longestDescription = 4_000;
const longestNote = 4_000;
const unitPriceDecimals = 7;

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
    Line: plan.lines.map((line, index) => encodeLine(line, items[index]?.id ?? "", company)),
  };
}

/** The mark is never cut off: the note before it is. */
function noteWith(note: string, mark: string): string {
  return note === "" ? mark : `${note.slice(0, longestNote - mark.length - 1)} ${mark}`;
}

function encodeLine(line: PlannedLine, itemId: string, company: BooksCompany): Wire {
  const priced = wirePricing(line);
  return {
    DetailType: "SalesItemLineDetail",
    Amount: wireNumber(decimalText(line.amount)),
    Description: cut(priced.description),
    SalesItemLineDetail: {
      ItemRef: { value: itemId },
      Qty: wireNumber(priced.quantity),
      UnitPrice: wireNumber(priced.unitPrice),
      ...(company.country === "US" ? { TaxCodeRef: { value: "NON" } } : {}),
    },
  };
}

/**
 * QuickBooks checks that amount = quantity x unit price, with at most seven decimals in the price. When that cannot hold
 * to the cent, the line is sent as one of the whole amount, and the description tells quantity and price.
 */
function wirePricing(line: PlannedLine): { quantity: Decimal; unitPrice: Decimal; description: string } {
  const unitPrice = new Big(line.unitPrice).round(unitPriceDecimals, Big.roundHalfUp).toFixed() as Decimal;
  const product = lineAmount(line.quantity, unitPrice, line.amount.currency);
  const agrees = product.ok && product.value.amountMinor === line.amount.amountMinor && isExact(unitPrice) && isExact(line.quantity);
  if (agrees) return { quantity: line.quantity, unitPrice, description: line.description };
  return { quantity: "1" as Decimal, unitPrice: decimalText(line.amount), description: `${line.description} (${line.quantity} x ${line.unitPrice})` };
}

function isExact(decimal: Decimal): boolean {
  return new Big(Number(decimal)).eq(decimal);
}

/** Cut between characters, never inside one. */
function cut(text: string): string {
  return text.length <= longestDescription ? text : Array.from(text).reduce((kept, one) => (kept.length + one.length > longestDescription ? kept : kept + one), "");
}

/** What QuickBooks says it has. Throws when the answer is not an invoice. */
export function decodeInvoice(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  const invoice = wireInvoice.parse(wire);
  const currency = invoice.CurrencyRef?.value ?? company.homeCurrency;
  return {
    kind: "invoice",
    booksId: invoice.Id,
    number: invoice.DocNumber ?? null,
    syncToken: invoice.SyncToken,
    customer: { id: invoice.CustomerRef.value, name: invoice.CustomerRef.name ?? "" },
    transactionDate: invoice.TxnDate as LocalDate,
    dueDate: (invoice.DueDate ?? null) as LocalDate | null,
    total: moneyOf(invoice.TotalAmt, currency),
    balance: moneyOf(invoice.Balance, currency),
    url: `${appUrl}/app/invoice?txnId=${invoice.Id}`,
    privateNote: invoice.PrivateNote ?? "",
  };
}
