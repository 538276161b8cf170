/** Look-ups that the mirror cannot answer: documents that may exist already, and who holds a name. */
import { documentWords } from "#domain/document/kind.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import type { BooksCompany, DocumentSearch, ReferenceRow } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { encodingOf } from "./documents/documents.ts";
import { listed, quoted } from "./query.ts";
import { decodeRow } from "./reference-rows.ts";

const rowsPerPage = 1_000;
/** How every mark begins, whosever it is. */
const markStart = "[ledgerline:";

/**
 * Documents of a party and date that have the total or carry any mark of ours. The total is compared here and not asked
 * for: a document whose total came out differently (tax was added, or a person changed it) is still ours, and missing it
 * would mean a second one. Notes cannot be asked for (reference: 4.2).
 */
export async function findDocuments(client: QuickBooksClient, search: DocumentSearch, company: BooksCompany, appUrl: string): Promise<Result<PostedDocument[], Failure>> {
  const { decode } = encodingOf(search.kind);
  const found = await everyDocument(client, search);
  if (!found.ok) return found;
  try {
    const documents = found.value.map((wire) => decode(wire, company, appUrl));
    return ok(documents.filter((document) => isCandidate(document, search)));
  } catch {
    const { article, noun } = documentWords[search.kind];
    return err({ code: "books-unreachable", detail: `${article} ${noun} in QuickBooks' answer could not be read` });
  }
}

async function everyDocument(client: QuickBooksClient, search: DocumentSearch): Promise<Result<unknown[], Failure>> {
  const { entity, condition } = encodingOf(search.kind);
  const documents: unknown[] = [];
  for (;;) {
    const answer = await client.query(`SELECT * FROM ${entity} WHERE ${condition(search)} STARTPOSITION ${documents.length + 1} MAXRESULTS ${rowsPerPage}`);
    const page = answer.ok ? listed(answer.value, entity) : answer;
    if (!page.ok) return page;
    documents.push(...page.value.entities);
    if (page.value.entities.length < rowsPerPage) return ok(documents);
  }
}

/** A person may have changed everything but our mark, so a marked document stays a candidate whoever it is with. */
function isCandidate({ party, total, privateNote }: PostedDocument, search: DocumentSearch): boolean {
  const hasTotal = total.amountMinor === search.total.amountMinor && total.currency === search.total.currency;
  return (hasTotal && (party?.id ?? null) === search.partyId) || privateNote.includes(markStart);
}

/** Who holds a display name among customers, vendors and employees, inactive ones included. */
export async function nameHolders(client: QuickBooksClient, displayName: string): Promise<Result<ReferenceRow[], Failure>> {
  const holders: ReferenceRow[] = [];
  for (const entity of ["Customer", "Vendor", "Employee"] as const) {
    const answer = await client.query(`SELECT * FROM ${entity} WHERE DisplayName = ${quoted(displayName)} AND Active IN (true, false)`);
    const found = answer.ok ? listed(answer.value, entity) : answer;
    if (!found.ok) return found;
    holders.push(...found.value.entities.flatMap((wire) => decodeRow(entity, wire) ?? []));
  }
  return ok(holders);
}
