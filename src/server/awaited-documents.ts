/** In words: which documents of a record, and which statuses of theirs, start a workflow. */
import { documentStatusWords, documentWords } from "#domain/document/kind.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { said } from "./language.ts";

/** For example `Invoice or Estimate`, and `Paid or Voided`. */
export function awaitedInWords({ kinds = [], statuses }: Extract<TriggerEvent, { event: "document-status" }>): { document: string; statuses: string } {
  const either = (words: readonly string[]): string => words.map((word) => said(word)).join(` ${said("or")} `);
  return { document: kinds.length === 0 ? said("A document of the record") : either(kinds.map((kind) => documentWords[kind].title)), statuses: either(statuses.map((status) => documentStatusWords[status])) };
}
