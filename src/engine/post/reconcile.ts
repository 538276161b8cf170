/**
 * Before a document is sent again after a long pause, we look whether the books have it: by customer, date, total and our
 * own mark. What the look cannot decide is never guessed.
 */
import type { PostedDocument } from "../../domain/document/plan.ts";
import type { Failure } from "../../domain/failure.ts";
import { markOf, type Posting } from "../../domain/posting.ts";
import type { Instant } from "../../domain/dates.ts";
import type { EngineContext } from "../context.ts";

/** What a look found. */
export type Found =
  | { found: "ours"; document: PostedDocument }
  | { found: "nothing" }
  | { found: "undecidable"; failure: Failure }
  | { found: "cannot-look"; failure: Failure };

/** Looks for a posting's document in the books. */
export async function lookForDocument(context: EngineContext, posting: Posting, partyId: string | null): Promise<Found> {
  const { kind, transactionDate, total } = posting.plan;
  const books = await context.books(posting.connectionId);
  const answer = await books.findDocuments({ kind, partyId, transactionDate, total });
  if (!answer.ok) return { found: "cannot-look", failure: answer.error };
  return judge(posting, answer.value, posting.firstSentAt ?? posting.createdAt);
}

/**
 * A document with our mark is ours; one with another Ledgerline mark is somebody else's. One without any mark may be
 * ours with its note edited, or made by hand: that is for a person to say.
 */
export function judge(posting: Pick<Posting, "requestId" | "plan">, documents: readonly PostedDocument[], sentAt: Instant): Found {
  const ours = documents.find((document) => document.privateNote.includes(markOf(posting.requestId)));
  if (ours) return { found: "ours", document: ours };
  const unmarked = documents.filter((document) => !/\[ledgerline:[a-z0-9-]+\]/.test(document.privateNote));
  if (unmarked.length === 0) return { found: "nothing" };
  const candidates = unmarked.map(({ booksId, number, total }) => ({ id: booksId, number, total }));
  return { found: "undecidable", failure: { code: "outcome-unknown", kind: posting.plan.kind, candidates, sentAt } };
}
