/** The posting ledger, and the documents that came of it. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { DocumentKind, DocumentStatus } from "#domain/document/kind.ts";
import type { DocumentPlan } from "#domain/document/plan.ts";
import type { LinkBackState } from "#domain/document/posted.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, DocumentId, EnrollmentId, PostingId, RequestId, StepAttemptId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { PostingState } from "#domain/posting.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

/** The posting ledger. */
export interface PostingTable {
  id: PostingId;
  workspace_id: WorkspaceId;
  enrollment_id: EnrollmentId;
  workflow_id: WorkflowId;
  step_attempt_id: StepAttemptId;
  step_id: string;
  connection_id: ConnectionId;
  ordinal: number;
  unit_size: number;
  generation: number;
  request_id: RequestId;
  plan: Json<DocumentPlan>;
  state: PostingState;
  first_sent_at: OptionalTime;
  batched_at: OptionalTime;
  not_before: OptionalTime;
  sends: number;
  failures: Json<Failure[]>;
  created_at: Time;
  due_at: GeneratedAlways<Date>;
}

export interface DocumentTable {
  id: DocumentId;
  workspace_id: WorkspaceId;
  connection_id: ConnectionId;
  crm_connection_id: ConnectionId;
  enrollment_id: EnrollmentId;
  posting_id: PostingId;
  workflow_id: WorkflowId;
  kind: DocumentKind;
  books_id: string;
  number: string | null;
  sync_token: string;
  status: DocumentStatus;
  party_id: string | null;
  party_name: string | null;
  transaction_date: string;
  due_date: string | null;
  total_minor: number;
  balance_minor: number;
  total_currency: string;
  balance_currency: string;
  url: string;
  private_note: string;
  object_type: ObjectType;
  record_id: string;
  record_name: string;
  record_url: string;
  link_back_state: LinkBackState;
  note_due: Generated<boolean>;
  deals_known: Generated<boolean>;
  deals_not_before: OptionalTime;
  deals_asked_at: OptionalTime;
  link_back_failure: ColumnType<Failure | null, string | null, string | null>;
  link_back_tries: number;
  link_back_not_before: OptionalTime;
  warnings: Json<Failure[]>;
  posted_at: Time;
  /** When a person said that nothing is to be done about it being gone. */
  gone_settled_at: OptionalTime;
  gone_settled_by: string | null;
}

/** How far what happens to a company's documents was followed. */
export interface DocumentLookTable {
  connection_id: ConnectionId;
  cursor: string | null;
  looked_at: OptionalTime;
  changed_at: OptionalTime;
  hinted_at: OptionalTime;
  compared_at: Time;
  due_at: Time;
}

/** The history of documents after they were posted. */
export interface DocumentChangeTable {
  id: GeneratedAlways<number>;
  document_id: DocumentId;
  was: DocumentStatus;
  status: DocumentStatus;
  /** Null = it was not kept then. */
  was_total_minor: number | null;
  total_minor: number;
  balance_minor: number;
  at: Time;
}
