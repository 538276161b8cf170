/**
 * Many documents in one request (the vendor's batch endpoint). Every item has an answer of its own: an entity, a fault, or
 * none; what has none may have been written. The vendor promises no order, so answers are found by their item's id.
 */
import { z } from "zod";
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { Exchange, WriteAnswer } from "#domain/ports/books.ts";
import { retryAtOf } from "./client.ts";
import { type FaultMeaning, meaningOf } from "./faults.ts";

/** At most so many items in a batch (Intuit's page on batches). */
export const mostBatchItems = 30;

/** One create inside a batch. */
export interface BatchItem {
  /** The wire name of the entity, for example `Invoice`. */
  entity: string;
  body: Record<string, unknown>;
}

/** The body of a batch. Item ids are their places, which keeps them far below the ten characters that the vendor allows. */
export function encodeBatch(items: readonly BatchItem[]): { BatchItemRequest: Record<string, unknown>[] } {
  return { BatchItemRequest: items.map(({ entity, body }, index) => ({ bId: bIdOf(index), operation: "create", [entity]: body })) };
}

function bIdOf(index: number): string {
  return String(index + 1);
}

const batchReply = z.object({ BatchItemResponse: z.array(z.record(z.string(), z.unknown())) });

/** One answer per item, in the items' order. */
export function decodeBatch(items: readonly BatchItem[], answer: WriteAnswer<unknown>, busyUntil: Instant, now: Instant): WriteAnswer<unknown>[] {
  if (answer.outcome !== "posted") return items.map((item, index) => wholeAnswer(answer, item, index, now));
  const reply = batchReply.safeParse(answer.value);
  const byId = reply.success ? answersById(reply.data.BatchItemResponse) : new Map<string, Record<string, unknown>>();
  return items.map((item, index) => itemAnswer(item, byId.get(bIdOf(index)), exchangeOf(answer.exchange, item, index, byId.get(bIdOf(index))), busyUntil, now));
}

/**
 * What became of the whole request became of every item. A refusal of the whole is about one item or about the batch, so it
 * says of no single document that it is wrong: each goes by itself and is told the truth.
 */
function wholeAnswer(answer: Exclude<WriteAnswer<unknown>, { outcome: "posted" }>, item: BatchItem, index: number, now: Instant): WriteAnswer<unknown> {
  const exchange = answer.exchange === null ? null : exchangeOf(answer.exchange, item, index, answer.exchange.answer);
  if (answer.outcome === "later") return { ...answer, exchange };
  if (answer.outcome === "unknown") return { ...answer, exchange };
  const [failure = { code: "books-unreachable", detail: "QuickBooks refused a batch" } as const] = answer.failures;
  return { outcome: "later", failure, retryAt: now, exchange };
}

/** Two answers for one item leave open which is true. */
function answersById(answers: Record<string, unknown>[]): Map<string, Record<string, unknown>> {
  const byId = new Map<string, Record<string, unknown>>();
  const twice = new Set<string>();
  for (const one of answers) {
    const id = typeof one["bId"] === "string" ? one["bId"] : "";
    if (byId.has(id)) twice.add(id);
    byId.set(id, one);
  }
  for (const id of twice) byId.delete(id);
  return byId;
}

/** The history of a document shows its own part of the request, not that of the others. */
function exchangeOf(exchange: Exchange, { entity, body }: BatchItem, index: number, answer: unknown): Exchange {
  return { ...exchange, request: { bId: bIdOf(index), operation: "create", [entity]: body }, answer: answer ?? null };
}

function itemAnswer(item: BatchItem, answer: Record<string, unknown> | undefined, exchange: Exchange, busyUntil: Instant, now: Instant): WriteAnswer<unknown> {
  if (answer === undefined) return unknown("QuickBooks' answer leaves this document out", exchange);
  const fault = meaningOf({ status: exchange.status ?? 200, body: answer, traceId: exchange.traceId, now, busyUntil });
  if (fault) return faultAnswer(fault, exchange, now);
  if (answer[item.entity] === undefined) return unknown("QuickBooks' answer holds neither the document nor a fault", exchange);
  return { outcome: "posted", value: answer, exchange };
}

function faultAnswer({ meaning, failures }: FaultMeaning, exchange: Exchange, now: Instant): WriteAnswer<unknown> {
  const [failure] = failures;
  if (meaning === "refused") return { outcome: "refused", failures, exchange };
  if (meaning === "unknown") return { outcome: "unknown", failure, exchange };
  return { outcome: "later", failure, retryAt: retryAtOf(failure, now), exchange };
}

function unknown(detail: string, exchange: Exchange): WriteAnswer<unknown> {
  const failure: Failure = { code: "books-unreachable", detail };
  return { outcome: "unknown", failure, exchange };
}
