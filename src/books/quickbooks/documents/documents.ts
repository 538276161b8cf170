/** Every document kind and how QuickBooks writes it: a new kind does not compile until it has a row here. */
import type { DocumentKind, PostedDocument } from "#domain/document/plan.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { decodeInvoice, encodeInvoice } from "./invoice.ts";

interface Encoding {
  /** The wire name, which is also the member of a reply. */
  entity: string;
  encode(document: ReadyDocument, company: BooksCompany): Record<string, unknown>;
  decode(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument;
}

export const encodings: { [K in DocumentKind]: Encoding } = {
  invoice: { entity: "Invoice", encode: encodeInvoice, decode: decodeInvoice },
};
