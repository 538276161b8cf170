/** What a write's answer says, read into our words. */
import type { DocumentPlan } from "#domain/document/plan.ts";
import type { Failure } from "#domain/failure.ts";
import type { LocalDate } from "#domain/dates.ts";
import type { ReadyDocument, ReferenceRow, WriteAnswer } from "#domain/ports/books.ts";
import { encodingOf } from "./documents/documents.ts";
import { decodeRow, type MirroredEntity } from "./reference-rows.ts";

/** An answer that says 200 but cannot be read leaves the outcome unknown: it is looked for, never sent blindly. */
export function readWritten<T>(answer: WriteAnswer<unknown>, entity: string, decode: (wire: unknown) => T): WriteAnswer<T> {
  if (answer.outcome !== "posted") return answer;
  try {
    return { ...answer, value: decode((answer.value as Record<string, unknown>)[entity]) };
  } catch (cause) {
    const detail = `the answer could not be read: ${cause instanceof Error ? cause.message.slice(0, 200) : String(cause)}`;
    return { outcome: "unknown", failure: { code: "books-unreachable", detail }, exchange: answer.exchange };
  }
}

/** A list entity that was just made. */
export function readWrittenRow(answer: WriteAnswer<unknown>, entity: MirroredEntity): WriteAnswer<ReferenceRow> {
  return readWritten(answer, entity, (wire) => {
    const row = decodeRow(entity, wire);
    if (!row) throw new Error(`it has no ${entity}`);
    return row;
  });
}

/** Whether a write was refused because its date lies in a closed period. */
export function isPeriodClosed(answer: WriteAnswer<unknown>): answer is Extract<WriteAnswer<unknown>, { outcome: "refused" }> {
  return answer.outcome === "refused" && answer.failures.some((failure) => failure.code === "period-closed");
}

/** The refusal with the dates in it, which the vendor's words do not have. */
export function closedFailures(failures: readonly Failure[], plan: DocumentPlan, closedThrough: LocalDate): Failure[] {
  return failures.map((failure) => (failure.code === "period-closed" ? { ...failure, date: plan.transactionDate, closedThrough } : failure));
}

/** A document that QuickBooks would certainly not take, and that was therefore not sent; the history says what was checked. */
export function unsent(document: ReadyDocument, failures: Failure[]): WriteAnswer<never> {
  const path = encodingOf(document.plan.kind).entity.toLowerCase();
  return { outcome: "refused", failures, exchange: { method: "CHECK", path: `/${path}`, request: null, status: null, answer: null, traceId: null, durationMs: 0 } };
}
