/** What became of documents after they were posted: how far their books were followed, and what was found. */
import type { Instant, LocalDate } from "../dates.ts";
import type { DocumentStatus } from "../document/kind.ts";
import type { DocumentNews } from "../document/news.ts";
import type { KeptDocument } from "../document/posted.ts";
import type { ConnectionId, DocumentId, EnrollmentId, WorkspaceId } from "../ids.ts";
import type { Money } from "../money.ts";
import type { DocumentKey } from "./books.ts";

/** How far the documents of one set of books were followed; nulls = never. */
export interface DocumentLook {
  /** From where changes are asked for next. */
  cursor: string | null;
  lookedAt: Instant | null;
  /** When one of our documents last had news. */
  changedAt: Instant | null;
  /** When each was last asked for by its id. */
  comparedAt: Instant;
  dueAt: Instant;
}

/** A look that is over. */
export interface FinishedLook extends Omit<DocumentLook, "dueAt"> {
  /** When the next one is due, and when it is if somebody hinted at news since this one began. */
  dueAt: Instant;
  hintedDueAt: Instant;
}

/** One change in a document's history. */
export interface DocumentChange {
  at: Instant;
  was: DocumentStatus;
  status: DocumentStatus;
  total: Money;
  balance: Money;
}

/** A document of ours that somebody voided or deleted in the books, and nothing was said or done about it yet. */
export interface GoneDocument {
  document: KeptDocument;
  goneAt: Instant;
  /** What it came to before. */
  had: Money;
}

export interface DocumentNewsStore {
  /** Connected books with documents that are looked after, and whose look is due or was never begun. */
  dueDocumentLooks(now: Instant): Promise<ConnectionId[]>;
  /** Null = nothing was followed yet. */
  documentLook(connectionId: ConnectionId): Promise<DocumentLook | null>;
  /** Following begins; nothing when it did already. */
  beginDocumentLook(connectionId: ConnectionId, look: Pick<DocumentLook, "comparedAt" | "dueAt">): Promise<void>;
  /** A look that could not be finished is taken up again then. */
  putOffDocumentLook(connectionId: ConnectionId, until: Instant): Promise<void>;
  /** Somebody says that documents have news: they are looked at soon, but not before `notBefore` after the last look. */
  hintDocuments(connectionId: ConnectionId, now: Instant, restMs: number): Promise<void>;
  /** When the oldest document that is looked after was posted; null = there is none. */
  oldestLookedAfter(connectionId: ConnectionId, now: Instant): Promise<Instant | null>;
  /** Those of the documents named that are ours. */
  documentsNamed(connectionId: ConnectionId, keys: readonly DocumentKey[]): Promise<KeptDocument[]>;
  /** Documents to be compared one by one, in the order of their ids. */
  documentsToCompare(connectionId: ConnectionId, page: { after: DocumentId | null; limit: number }, now: Instant): Promise<KeptDocument[]>;
  /** Documents that something is owed of since before that day, and that do not say so yet. */
  documentsPastDue(connectionId: ConnectionId, today: LocalDate, limit: number): Promise<KeptDocument[]>;
  /**
   * Keeps what is new, its history, and how far the look is (absent = it goes on); the records show it again, and what waits for it
   * is woken. What was kept meanwhile by somebody else stands. Returns how many documents changed, and where their records live.
   */
  recordDocumentNews(connectionId: ConnectionId, news: readonly DocumentNews[], look: FinishedLook | null, now: Instant): Promise<{ changed: number; crmIds: ConnectionId[] }>;
  /** What happened to a document after it was posted, oldest first. */
  documentHistory(documentId: DocumentId): Promise<DocumentChange[]>;
  /** Documents that are gone and neither settled nor made again, the last gone first. */
  goneDocuments(workspaceId: WorkspaceId, limit: number): Promise<GoneDocument[]>;
  countGoneDocuments(workspaceId: WorkspaceId): Promise<number>;
  /** A person says that nothing is to be done about them; returns how many were still open. */
  settleGoneDocuments(workspaceId: WorkspaceId, ids: readonly DocumentId[], who: string, now: Instant): Promise<number>;
  /** The first document that a step made of the enrollment's record: in this enrollment or, where the step was passed over, before. */
  documentOfStep(enrollmentId: EnrollmentId, stepId: string): Promise<KeptDocument | undefined>;
}
