/**
 * Two faults may mean that an earlier call of ours went through: a number that is taken (maybe by this very document), and a
 * request id that was seen before. Then our mark is looked for before anybody is told anything.
 */
import type { PostedDocument } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import type { BooksCompany, ReadyDocument, WriteAnswer } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { encodingOf } from "./documents/documents.ts";
import { findDocuments } from "./look-ups.ts";

/** The answer as it is, or "posted" where the document turns out to be there. What cannot be looked at stays unknown. */
export async function orEarlierSuccess(
  client: QuickBooksClient,
  answer: WriteAnswer<PostedDocument>,
  document: ReadyDocument,
  company: BooksCompany,
  appUrl: string,
): Promise<WriteAnswer<PostedDocument>> {
  const number = answer.outcome === "refused" ? answer.failures.find((failure) => failure.code === "document-number-taken") : undefined;
  const isRepeated = answer.outcome === "unknown" && answer.failure.code === "books-request-repeated";
  if ((!number && !isRepeated) || answer.exchange === null) return answer;
  const found = number ? await holderOf(client, number.vendor.message, document, company, appUrl) : await alike(client, document, company, appUrl);
  if (!found.ok) return number ? { outcome: "unknown", failure: found.error, exchange: answer.exchange } : answer;
  const ours = found.value.find(({ privateNote }) => privateNote.includes(document.mark));
  return ours ? { outcome: "posted", value: ours, exchange: answer.exchange } : answer;
}

/** The document that has the number, as the vendor names it; where it names another kind, ours is looked for as usual. */
async function holderOf(client: QuickBooksClient, said: string, document: ReadyDocument, company: BooksCompany, appUrl: string): Promise<Result<PostedDocument[], Failure>> {
  const { type, id } = /TxnType=(?<type>\w+) with TxnId=(?<id>\d+)/.exec(said)?.groups ?? {};
  const { entity, decode } = encodingOf(document.plan.kind);
  if (type !== entity || id === undefined) return alike(client, document, company, appUrl);
  const answer = await client.get(`/${entity.toLowerCase()}/${id}`);
  // Deleted meanwhile: then it is nobody's.
  if (!answer.ok && answer.error.code === "books-reference-unusable") return ok([]);
  if (!answer.ok) return answer;
  try {
    return ok([decode((answer.value as Record<string, unknown>)[entity], company, appUrl)]);
  } catch {
    return err({ code: "books-unreachable", detail: "the document that has the number could not be read" });
  }
}

function alike(client: QuickBooksClient, { plan, party }: ReadyDocument, company: BooksCompany, appUrl: string): Promise<Result<PostedDocument[], Failure>> {
  const { kind, transactionDate, total } = plan;
  return findDocuments(client, { kind, partyId: party?.id ?? null, transactionDate, total }, company, appUrl);
}
