/** How documents that may exist already are asked for (reference: 4.2). Notes and totals are compared, not asked for. */
import type { DocumentSearch } from "#domain/ports/books.ts";
import { quoted } from "../query.ts";

/** Those of a day. */
export function onDate(search: DocumentSearch): string {
  return `TxnDate = ${quoted(search.transactionDate)}`;
}

/** Those of a customer and day. */
export function ofCustomer(search: DocumentSearch): string {
  return search.partyId === null ? onDate(search) : `CustomerRef = ${quoted(search.partyId)} AND ${onDate(search)}`;
}
