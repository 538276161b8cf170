/** For tests: a company, and an invoice ready to be posted to it. */
import type { LocalDate } from "#domain/dates.ts";
import type { InvoicePlan } from "#domain/document/invoice.ts";
import { linesTotal, type PlannedItemLine, untaxed } from "#domain/document/lines.ts";
import { plainSale } from "#domain/document/sales.ts";
import { type Decimal, lineAmount } from "#domain/money.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";

export const scriptedRealm = "9341452000000001";
export const usCompany: BooksCompany = {
  realmId: scriptedRealm,
  name: "Harbor & Pine",
  country: "US",
  homeCurrency: "USD",
  multicurrency: false,
  timeZone: "America/Los_Angeles",
  closedThrough: null,
  customNumbers: false,
};

/** A line of 3 x 33.335 unless told otherwise; the amount follows from quantity and price. */
export function scriptedLine(changes: { quantity?: string; unitPrice?: string; description?: string; amountMinor?: number } = {}): PlannedItemLine {
  const { quantity = "3", unitPrice = "33.335", description = "Design consultation" } = changes;
  const product = lineAmount(quantity as Decimal, unitPrice as Decimal, "USD");
  if (!product.ok) throw new Error("the sample line is too large");
  return {
    ...untaxed,
    kind: "item",
    class: null,
    serviceDate: null,
    lineItemId: "501",
    item: { use: "existing", id: "7", name: "Design", matchedBy: "sku" },
    description,
    quantity: quantity as Decimal,
    unitPrice: unitPrice as Decimal,
    amount: { amountMinor: changes.amountMinor ?? product.value.amountMinor, currency: "USD" },
  };
}

/** What marks the documents of these samples. */
export const scriptedMark = "[ledgerline:abc-s1-0-0]";

/** An invoice for customer 58, each line on item 7. */
export function scriptedDocument(changes: Partial<InvoicePlan> = {}, mark = scriptedMark): ReadyDocument<InvoicePlan> {
  const lines = changes.lines ?? [scriptedLine()];
  const plan: InvoicePlan = {
    ...plainSale,
    kind: "invoice",
    customer: { use: "existing", id: "58", name: "Ada Okoye", matchedBy: "saved-link" },
    transactionDate: "2026-11-23" as LocalDate,
    dueDate: null,
    terms: null,
    currency: "USD",
    lines,
    total: linesTotal(lines, "USD"),
    privateNote: "Deal 4711",
    prepayment: null,
    fromEstimate: null,
    ...changes,
  };
  return { plan, party: { id: "58", name: "Ada Okoye" }, items: lines.map(() => ({ id: "7", name: "Design" })), invoices: [], mark };
}
