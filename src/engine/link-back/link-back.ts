/** Stage 6: the CRM record shows its document: id, number, status, total, balance and link are written back in batches, and a note where wanted. */
import { type Instant, later } from "../../domain/dates.ts";
import { documentStatusWords } from "../../domain/document/kind.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import { isTransient } from "../../domain/explanation.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import { decimalText } from "../../domain/money.ts";
import type { LinkBack } from "../../domain/ports/crm.ts";
import type { ObjectType } from "../../domain/record.ts";
import { backoffMs } from "../../domain/step.ts";
import { type EngineContext, forOneLook } from "../context.ts";
import { createPauses } from "../pauses.ts";
import { writeNotes } from "./document-notes.ts";

/** As many as one CRM batch call takes. */
const documentsPerLook = 100;

const pauses = createPauses();

/**
 * Links back what is pending for a CRM connection until nothing is due. The first document goes at once; while more come
 * they are collected, so that a burst costs one call per hundred and not one each. The sweep brings us back.
 */
export async function drainLinkBacks(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  while (!context.isStopping()) {
    const now = context.clock.now();
    const pending = await context.store.pendingLinkBacks(connectionId, documentsPerLook, now);
    if (pending.length === 0 || (pending.length < documentsPerLook && pauses.isResting(context, connectionId))) return;
    pauses.rest(context, connectionId, context.timing.linkBackRestMs);
    const look = forOneLook(context);
    for (const [objectType, documents] of Map.groupBy(pending, (document) => document.objectType)) {
      await linkBack(look, connectionId, objectType, documents);
    }
  }
}

async function linkBack(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, documents: KeptDocument[]): Promise<void> {
  const crm = await context.crm(connectionId);
  const answer = await crm.linkBack(objectType, documents.map(factsOf));
  const failed = new Map(answer.ok ? answer.value.map((one) => [one.recordId, one.failure]) : documents.map((one) => [one.recordId, answer.error]));
  const noteless = await writeNotes(context, connectionId, documents.filter(({ recordId }) => !failed.has(recordId)));
  const now = context.clock.now();
  await context.store.recordLinkBacks(
    documents.map((document) => {
      const failure = failed.get(document.recordId) ?? noteless.get(document.id) ?? null;
      return { documentId: document.id, failure, ...nextState(document, failure, now), shown: document };
    }),
    now,
  );
}

type NextState = { state: "linked" | "failed" | "pending"; retryAt: Instant | null };

function nextState(document: KeptDocument, failure: Failure | null, now: Instant): NextState {
  if (failure === null) return { state: "linked", retryAt: null };
  if (!isTransient(failure)) return { state: "failed", retryAt: null };
  return { state: "pending", retryAt: "retryAt" in failure ? failure.retryAt : later(now, backoffMs(document.linkBackTries)) };
}

/** What the record will show of the document. */
export function factsOf(document: KeptDocument): LinkBack {
  return {
    recordId: document.recordId,
    kind: document.plan.kind,
    documentId: document.booksId,
    number: document.number,
    status: documentStatusWords[document.status],
    total: decimalText(document.total),
    balance: decimalText(document.balance),
    url: document.url,
  };
}
