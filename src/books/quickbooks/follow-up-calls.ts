/** Calls about a document that QuickBooks has: void it, send it by e-mail. */
import type { DocumentKind } from "#domain/document/kind.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { RequestId } from "#domain/ids.ts";
import type { BooksCompany, WriteAnswer } from "#domain/ports/books.ts";
import { z } from "zod";
import type { QuickBooksClient } from "./client.ts";
import { encodingOf } from "./documents/documents.ts";
import { readWritten } from "./written.ts";

/** Reference 2.3: invoices have an operation of their own, payments and sales receipts are updated; the others cannot be voided. */
const voidPaths: Partial<Record<DocumentKind, string>> = {
  invoice: "/invoice?operation=void",
  "sales-receipt": "/salesreceipt?operation=update&include=void",
  payment: "/payment?operation=update&include=void",
};

/** Amounts become zero and the trace stays; `refused` without a call for kinds that QuickBooks does not void. */
export async function voidDocument(client: QuickBooksClient, document: PostedDocument, requestId: RequestId, company: BooksCompany, appUrl: string): Promise<WriteAnswer<PostedDocument>> {
  const path = voidPaths[document.kind];
  const { entity, decode } = encodingOf(document.kind);
  if (document.status === "voided") return { outcome: "posted", value: document, exchange: checked(`/${entity.toLowerCase()}`) };
  if (path === undefined) return { outcome: "refused", failures: [{ code: "document-not-voided", kind: document.kind, number: document.number }], exchange: checked(`/${entity.toLowerCase()}`) };
  const body = { Id: document.booksId, SyncToken: document.syncToken, ...(document.kind === "invoice" ? {} : { sparse: true }) };
  return readWritten(await client.write(path, body, requestId), entity, (wire) => decode(wire, company, appUrl));
}

const sentMark = z.object({ EmailStatus: z.string().nullish() });

/** Sends it to the address on it. One that was perhaps sent before is looked at first: nobody gets it twice. */
export async function emailDocument(
  client: QuickBooksClient,
  document: PostedDocument,
  isPerhapsSent: boolean,
  requestId: RequestId,
  company: BooksCompany,
  appUrl: string,
): Promise<WriteAnswer<PostedDocument>> {
  const { entity, decode } = encodingOf(document.kind);
  const path = `/${entity.toLowerCase()}/${document.booksId}`;
  if (isPerhapsSent) {
    const read = await client.get(path);
    if (!read.ok) return { outcome: "unknown", failure: read.error, exchange: null };
    const known = (read.value as Record<string, unknown>)[entity];
    const mark = sentMark.safeParse(known);
    if (mark.success && mark.data.EmailStatus === "EmailSent") return { outcome: "posted", value: decode(known, company, appUrl), exchange: checked(path) };
  }
  return readWritten(await client.act(`${path}/send`, requestId), entity, (wire) => decode(wire, company, appUrl));
}

/** The history says what was looked at without a write. */
function checked(path: string): Extract<WriteAnswer<never>, { outcome: "refused" }>["exchange"] {
  return { method: "CHECK", path, request: null, status: null, answer: null, traceId: null, durationMs: 0 };
}
