/** Events that let a record enter a workflow when they happen, beside or instead of filters. */
import { z } from "zod";
import { documentKind, documentStatus, type DocumentKind, type DocumentStatus } from "./document/kind.ts";

export const triggerEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("created") }),
  /** Without values any change counts; with them, a change to one of them. */
  z.object({ event: z.literal("property-changed"), property: z.string().trim().min(1, "choose a property"), values: z.array(z.string()).optional() }),
  z.object({ event: z.literal("quote-signed") }),
  z.object({ event: z.literal("payment-succeeded") }),
  z.object({ event: z.literal("refunded") }),
  /** A document of the record comes to one of these statuses in the books; without kinds, a document of any kind. */
  z.object({ event: z.literal("document-status"), kinds: z.array(documentKind).optional(), statuses: z.array(documentStatus).min(1, "choose at least one status") }),
]);
export type TriggerEvent = z.infer<typeof triggerEvent>;

/** A document that came to a status. */
export interface DocumentReached {
  kind: DocumentKind;
  status: DocumentStatus;
}

/** Whether that is what the event waits for. */
export function isAwaited({ kinds = [], statuses }: Extract<TriggerEvent, { event: "document-status" }>, { kind, status }: DocumentReached): boolean {
  return statuses.includes(status) && (kinds.length === 0 || kinds.includes(kind));
}
