/** Documents that the books have, and their way back onto CRM records. */
import type { Instant, LocalDate } from "../dates.ts";
import type { DocumentKind, DocumentStatus } from "../document/kind.ts";
import type { KeptDocument } from "../document/posted.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { ObjectType } from "../record.ts";
import type { PageQuery } from "./page.ts";

/** Which documents of a list; what is absent narrows nothing. */
export interface DocumentFilter {
  kinds?: readonly DocumentKind[] | undefined;
  statuses?: readonly DocumentStatus[] | undefined;
  /** Contained in the number, the customer's or payee's name, or the record's name; case does not matter. */
  search?: string | undefined;
  workflowId?: WorkflowId | undefined;
  /** Transaction dates, both included. */
  from?: LocalDate | undefined;
  until?: LocalDate | undefined;
}

/** What came of showing a document on its record. Absent `shown` = nothing was. */
export interface LinkBackResult {
  documentId: DocumentId;
  state: "linked" | "failed" | "pending";
  failure: Failure | null;
  retryAt: Instant | null;
  shown?: Pick<KeptDocument, "status" | "total" | "balance" | "number">;
}

export interface DocumentStore {
  documents(workspaceId: WorkspaceId, page: PageQuery & DocumentFilter): Promise<KeptDocument[]>;
  document(workspaceId: WorkspaceId, id: DocumentId): Promise<KeptDocument | undefined>;
  documentsOfEnrollment(enrollmentId: EnrollmentId): Promise<KeptDocument[]>;
  /** What was made from a record in one set of books, by any workflow, oldest first; what was voided or deleted is left out. */
  documentsOfRecord(booksId: ConnectionId, crmConnectionId: ConnectionId, objectType: ObjectType, recordId: string): Promise<KeptDocument[]>;
  /** The newest document that a step made of one of these records in another enrollment than `except`, unless it was voided or deleted; or that one is on its way; null = neither. */
  earlierOfStep(workflowId: WorkflowId, stepId: string, records: { connectionId: ConnectionId; ids: readonly string[] }, except: EnrollmentId | null): Promise<KeptDocument | "under-way" | null>;
  /** Documents whose record lives in this CRM connection and does not show them yet. */
  pendingLinkBacks(crmConnectionId: ConnectionId, limit: number, now: Instant): Promise<KeptDocument[]>;
  /** Takes documents off the list of those that a note is due for; returns those that were on it. */
  takeNotes(ids: readonly DocumentId[]): Promise<DocumentId[]>;
  giveNotesBack(ids: readonly DocumentId[]): Promise<void>;
  /** Quotes and payments of a CRM that were billed, and whose deals are to be asked about now; the longest billed first. */
  salesWithoutDeals(crmConnectionId: ConnectionId, limit: number, now: Instant): Promise<{ objectType: ObjectType; recordId: string; postedAt: Instant }[]>;
  /** The CRMs that have such. */
  crmsToAskForDeals(now: Instant): Promise<ConnectionId[]>;
  /** The deals of these were asked about now; next then (null = not any more). */
  noteDealsOf(crmConnectionId: ConnectionId, sales: readonly { objectType: ObjectType; recordId: string; retryAt: Instant | null }[], now: Instant): Promise<void>;
  /** Something may have been associated with these since: those without a deal are asked about now. */
  hintDealsOf(crmConnectionId: ConnectionId, objectType: ObjectType, recordIds: readonly string[], now: Instant): Promise<void>;
  /** A person looks at what is not billed: all that have no deal are asked about, but not again within so long after they were. */
  hintDeals(workspaceId: WorkspaceId, now: Instant, restMs: number): Promise<void>;
  /** What came of showing them. One that has news since it was `shown` stays pending: the record shows what it was before. */
  recordLinkBacks(results: readonly LinkBackResult[], now: Instant): Promise<void>;
}
