/** Look-ups that the mirror cannot answer: documents that may exist already, and who holds a name. */
import type { PostedDocument } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import { decimalText } from "#domain/money.ts";
import type { BooksCompany, DocumentSearch, ReferenceRow } from "#domain/ports/books.ts";
import { ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { encodings } from "./documents/documents.ts";
import { rowsIn } from "./mirror.ts";
import { queryReply } from "./wire.ts";

const mostCandidates = 1_000;

/** Documents of a customer, date and total. Their notes come along: notes cannot be asked for (reference: 4.2). */
export async function findDocuments(client: QuickBooksClient, search: DocumentSearch, company: BooksCompany, appUrl: string): Promise<Result<PostedDocument[], Failure>> {
  const { entity, decode } = encodings[search.kind];
  const total = decimalText(search.total);
  const where = `CustomerRef = ${quoted(search.customerId)} AND TxnDate = ${quoted(search.transactionDate)} AND TotalAmt = ${quoted(total)}`;
  const answer = await client.query(`SELECT * FROM ${entity} WHERE ${where} MAXRESULTS ${mostCandidates}`);
  if (!answer.ok) return answer;
  const reply = queryReply.safeParse(answer.value);
  const listed = reply.success ? reply.data.QueryResponse[entity] : undefined;
  return ok(Array.isArray(listed) ? listed.map((wire) => decode(wire, company, appUrl)) : []);
}

/** Who holds a display name among customers, vendors and employees, inactive ones included. */
export async function nameHolders(client: QuickBooksClient, displayName: string): Promise<Result<ReferenceRow[], Failure>> {
  const holders: ReferenceRow[] = [];
  for (const entity of ["Customer", "Vendor", "Employee"] as const) {
    const answer = await client.query(`SELECT * FROM ${entity} WHERE DisplayName = ${quoted(displayName)} AND Active IN (true, false)`);
    if (!answer.ok) return answer;
    holders.push(...rowsIn(answer.value, entity));
  }
  return ok(holders);
}

/** A text in a statement: apostrophes and backslashes are escaped by a backslash (reference: 4.1). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
