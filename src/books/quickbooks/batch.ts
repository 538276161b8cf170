/**
 * POST /batch: many creates in one metered call, each with its own answer (reference: 5.21). What is not answered beyond
 * doubt is unknown: an item that is missing, answered twice or unreadable, and all items when the batch itself is in doubt.
 */
import type { Exchange } from "#domain/ports/books.ts";
import type { Answer } from "./answer.ts";

/** What one batch carries at most (reference: 3.2). */
export const documentsPerBatch = 30;

/** One create. */
export interface BatchItem {
  /** The wire name. */
  entity: string;
  body: Record<string, unknown>;
}

/** The body of a batch. Ids are short: the server makes an id per item of them and the requestid (reference: 2.7). */
export function encodeBatch(items: readonly BatchItem[]): { BatchItemRequest: Record<string, unknown>[] } {
  return { BatchItemRequest: items.map(({ entity, body }, index) => ({ bId: idOf(index), operation: "create", [entity]: body })) };
}

function idOf(index: number): string {
  return String(index + 1);
}

/** An item's part of the call, and how many answers it has. */
export interface ItemExchange {
  exchange: Exchange;
  answers: number;
}

/** Each item's part of a batch that was answered, in the items' order; the vendor does not promise the answers' order. */
export function itemExchanges(items: readonly BatchItem[], whole: Exchange): ItemExchange[] {
  const byId = answersById(whole.answer);
  return requestsOf(items).map((request, index) => {
    const answers = byId.get(idOf(index)) ?? [];
    return { exchange: { ...whole, request, answer: answers.length > 1 ? answers : (answers[0] ?? null) }, answers: answers.length };
  });
}

function requestsOf(items: readonly BatchItem[]): Record<string, unknown>[] {
  return encodeBatch(items).BatchItemRequest;
}

function answersById(body: unknown): Map<string, unknown[]> {
  const answers = (body as { BatchItemResponse?: unknown } | null)?.BatchItemResponse;
  return Map.groupBy(Array.isArray(answers) ? (answers as unknown[]) : [], (answer) => String((answer as { bId?: unknown } | null)?.bId));
}

/** Without an answer a document may have been made all the same; two answers leave open which is true. */
export function unanswered(exchange: Exchange, answers: number): Answer {
  const detail = `QuickBooks gave ${answers === 0 ? "no answer" : `${answers} answers`} for this document of a batch`;
  return { certainty: "unknown", failure: { code: "books-unreachable", detail }, exchange };
}

/**
 * A batch that failed as a whole. Nothing was written when nothing went out, or when a status of 4xx says so; whatever it
 * was refused for says nothing of any one document, which may go through by itself.
 */
export function answersOfFailed(items: readonly BatchItem[], whole: Exclude<Answer, { certainty: "answered" }>): Answer[] {
  const failure = whole.certainty === "refused" ? whole.failures[0] : whole.failure;
  const status = whole.exchange?.status ?? null;
  const isCertain = whole.certainty !== "unknown" && (status === null || (status >= 400 && status < 500));
  return requestsOf(items).map((request) => {
    const exchange = whole.exchange && { ...whole.exchange, request };
    if (isCertain || exchange === null) return { certainty: "not-written", failure, exchange };
    return { certainty: "unknown", failure, exchange };
  });
}
