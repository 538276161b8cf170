/**
 * What is done with a document as soon as the books have it: one whose total is not the planned one may be voided, and one
 * that is to be e-mailed is sent. Both come before the answer is recorded, so a crash in between repeats them; neither harms.
 */
import { isTotalKnown, type PostedDocument } from "../../domain/document/plan.ts";
import type { Failure } from "../../domain/failure.ts";
import type { RequestId } from "../../domain/ids.ts";
import type { Exchange, WriteAnswer } from "../../domain/ports/books.ts";
import type { Posting } from "../../domain/posting.ts";
import type { EngineContext } from "../context.ts";

/** The document as it is after that, and what a person should know. `voided` = why it is no longer a document of ours. */
export interface FollowedUp {
  document: PostedDocument;
  warnings: Failure[];
  voided: Failure | null;
  exchanges: Exchange[];
}

/** Voids a document that differs from its plan where the settings want that, else e-mails it where the plan says so; what cannot be done is a warning. */
export async function followUp(context: EngineContext, posting: Posting, document: PostedDocument): Promise<FollowedUp> {
  const difference = totalDifference(posting, document);
  if (difference === null) return emailed(context, posting, document);
  const connection = await context.store.connection(posting.connectionId);
  const isToBeVoided = connection?.role === "books" && connection.settings.differingTotal === "void";
  return isToBeVoided ? voided(context, posting, document, difference) : { document, warnings: [difference], voided: null, exchanges: [] };
}

type TotalDifference = Extract<Failure, { code: "total-differs" }>;

/** Null = the books came to the planned total, or only they know it. */
function totalDifference({ plan }: Posting, { total, number }: PostedDocument): TotalDifference | null {
  const isAsPlanned = plan.total.amountMinor === total.amountMinor && plan.total.currency === total.currency;
  return isAsPlanned || !isTotalKnown(plan) ? null : { code: "total-differs", planned: plan.total, posted: total, number };
}

async function voided(context: EngineContext, posting: Posting, document: PostedDocument, difference: TotalDifference): Promise<FollowedUp> {
  const books = await context.books(posting.connectionId);
  const answer = await books.voidDocument(document, `${posting.requestId}-v` as RequestId);
  const exchanges = exchangesOf(answer);
  if (answer.outcome !== "posted") return { document, warnings: [difference, { code: "document-not-voided", kind: document.kind, number: document.number }], voided: null, exchanges };
  return { document: answer.value, warnings: [difference], voided: { ...difference, code: "total-differed-voided" }, exchanges };
}

async function emailed(context: EngineContext, posting: Posting, document: PostedDocument): Promise<FollowedUp> {
  const { plan } = posting;
  if (!("emailing" in plan) || plan.emailing !== "send") return { document, warnings: [], voided: null, exchanges: [] };
  const books = await context.books(posting.connectionId);
  const isPerhapsSent = posting.firstSentAt !== null;
  const answer = await books.emailDocument(document, isPerhapsSent, `${posting.requestId}-e` as RequestId);
  const exchanges = exchangesOf(answer);
  if (answer.outcome === "posted") return { document: answer.value, warnings: [], voided: null, exchanges };
  return { document, warnings: [{ code: "document-not-emailed", kind: document.kind, number: document.number }], voided: null, exchanges };
}

function exchangesOf({ exchange }: WriteAnswer<unknown>): Exchange[] {
  return exchange === null ? [] : [exchange];
}
