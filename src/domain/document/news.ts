/**
 * What became of a document in the books since we last heard of it. Pure: what is kept and what was found are handed in, and
 * whether there is anything new is decided here, once, for changes that are told, for looks at everything, and for mere time.
 */
import type { Instant, LocalDate } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { DocumentId } from "../ids.ts";
import type { Money } from "../money.ts";
import type { DocumentStatus } from "./kind.ts";
import type { PostedDocument } from "./plan.ts";
import type { KeptDocument } from "./posted.ts";

/** What can change about a document that exists. */
export type DocumentFacts = Pick<PostedDocument, "status" | "number" | "syncToken" | "party" | "transactionDate" | "dueDate" | "total" | "balance" | "privateNote">;

/** One document that is not as it was. */
export interface DocumentNews {
  documentId: DocumentId;
  was: DocumentStatus;
  facts: DocumentFacts;
  /** When it changed, as far as the books tell. */
  changedAt: Instant | null;
}

/** What the books say of a document; "deleted" = they certainly have it no more. */
export type FoundDocument = PostedDocument | "deleted";

/** How often what we keep is compared with the books one by one, to heal what no change told. */
export const comparedEveryMs = 24 * 3_600_000;
/** Documents with nothing left to pay still change now and then; so long after posting they are compared, too. */
export const settledComparedForMs = 90 * 86_400_000;

/** Something is owed, and says so until its due date. */
export const owingStatuses: readonly DocumentStatus[] = ["open", "sent", "viewed", "partly-paid"];
/** Something may still be paid, applied, accepted or sent: compared however old it is. */
export const unsettledStatuses: readonly DocumentStatus[] = [...owingStatuses, "overdue", "pending", "accepted", "unapplied", "partly-applied"];

/** What is new about a kept document; null = nothing that anybody would see, or an answer older than what we know. */
export function documentNews(kept: KeptDocument, found: FoundDocument, today: LocalDate, changedAt: Instant | null = null): DocumentNews | null {
  if (found === "deleted") return kept.status === "deleted" ? null : newsOf(kept, { ...factsOf(kept), status: "deleted", balance: nothing(kept.balance) }, changedAt);
  if (!isSameDocument(kept, found) || isOlder(found, kept)) return null;
  const facts = { ...factsOf(found), status: statusOn(found, today) };
  return isSeen(factsOf(kept), facts) ? newsOf(kept, facts, changedAt) : null;
}

/** Its status on a day: what is still owed after the due date is overdue. */
export function statusOn({ status, balance, dueDate }: Pick<DocumentFacts, "status" | "balance" | "dueDate">, today: LocalDate): DocumentStatus {
  const isLate = dueDate !== null && dueDate < today && balance.amountMinor > 0;
  return isLate && owingStatuses.includes(status) ? "overdue" : status;
}

function newsOf({ id, status }: KeptDocument, facts: DocumentFacts, changedAt: Instant | null): DocumentNews {
  return { documentId: id, was: status, facts, changedAt };
}

function factsOf({ status, number, syncToken, party, transactionDate, dueDate, total, balance, privateNote }: PostedDocument): DocumentFacts {
  return { status, number, syncToken, party, transactionDate, dueDate, total, balance, privateNote };
}

function nothing({ currency }: Money): Money {
  return { amountMinor: 0, currency };
}

/** In a company that was set up anew the id may name somebody else's document: ours has our mark, or at least its party. */
function isSameDocument(kept: KeptDocument, found: PostedDocument): boolean {
  const mark = /\[ledgerline:[^\]]*\]/.exec(kept.privateNote)?.[0];
  return (mark !== undefined && found.privateNote.includes(mark)) || (found.party?.id ?? null) === (kept.party?.id ?? null);
}

/** Versions only grow; an answer that was on its way while a newer one was kept says nothing. */
function isOlder(found: PostedDocument, kept: KeptDocument): boolean {
  return Number(found.syncToken) < Number(kept.syncToken);
}

/** Whether people, records or workflows would notice. */
function isSeen(before: DocumentFacts, after: DocumentFacts): boolean {
  const seen = ({ status, number, party, transactionDate, dueDate, total, balance }: DocumentFacts) => JSON.stringify([status, number, party?.id ?? null, transactionDate, dueDate, total.amountMinor, balance.amountMinor]);
  return seen(before) !== seen(after);
}

/** Why a document is not there any more, to be told to people; null = it is there. */
export function goneFailure({ kind, status }: Pick<KeptDocument, "kind" | "status">): Failure | null {
  switch (status) {
    case "voided":
      return { code: "document-voided", kind };
    case "deleted":
      return { code: "document-deleted", kind };
    default:
      return null;
  }
}
