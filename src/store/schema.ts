/** The tables as our queries see them. JSON columns go in as text and come out parsed; counts come out as numbers. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { BooksSettings } from "#domain/books-settings.ts";
import type { BooksVendor, Connection, CrmVendor } from "#domain/connection.ts";
import type { CrmExecution } from "#domain/crm-action.ts";
import type { CrmPermission } from "#domain/crm-permission.ts";
import type { CrmSettings } from "#domain/crm-settings.ts";
import type { DocumentKind, DocumentStatus } from "#domain/document/kind.ts";
import type { DocumentPlan } from "#domain/document/plan.ts";
import type { LinkBackState } from "#domain/document/posted.ts";
import type { Enrollment, EnrollmentState } from "#domain/enrollment.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { Failure } from "#domain/failure.ts";
import type {
  ApiKeyId,
  ConnectionId,
  DocumentId,
  EnrollmentId,
  PersonId,
  PostingId,
  RequestId,
  StepAttemptId,
  WorkflowId,
  WorkspaceId,
} from "#domain/ids.ts";
import type { DeliveryState, WebhookDelivery } from "#domain/notification/delivery.ts";
import type { MailChoice, Notice, WebhookReceiver } from "#domain/notification/notice.ts";
import type { BooksCompany, Exchange, ReferenceKind, ReferenceRow } from "#domain/ports/books.ts";
import type { OwnField } from "#domain/own-records/fields.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import type { AuditEntry } from "#domain/ports/people.ts";
import type { OwnAssociate } from "#domain/ports/own-records.ts";
import type { SavedLink } from "#domain/ports/link-store.ts";
import type { PostingState } from "#domain/posting.ts";
import type { CrmRecord, ObjectType, Standing } from "#domain/record.ts";
import type { UnbilledList } from "#domain/unbilled.ts";
import type { Role } from "#domain/role.ts";
import type { Decision, StepOutcome } from "#domain/step.ts";
import type { Override, WorkflowDefinition, WorkflowObjectType, WorkflowState } from "#domain/workflow.ts";

type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, string, string>;
type OptionalTime = ColumnType<Date | null, string | null | undefined, string | null>;

/** CRM portals and books. */
export interface ConnectionTable {
  id: ConnectionId;
  workspace_id: WorkspaceId;
  role: "crm" | "books";
  vendor: CrmVendor | BooksVendor;
  name: string;
  external_id: string;
  connection_state: Connection["connectionState"];
  base_url: string;
  app_url: string;
  account: Json<CrmAccount | BooksCompany>;
  settings: ColumnType<BooksSettings | CrmSettings | null, string | null, string>;
  is_read_only: Generated<boolean>;
  created_at: Time;
}

interface CrmPermissionTable {
  connection_id: ConnectionId;
  permissions: Json<CrmPermission[]>;
  checked_at: Time;
}

export interface CrmWatchTable {
  connection_id: ConnectionId;
  object_type: ObjectType;
  asked_at: OptionalTime;
  heard_at: OptionalTime;
  heard_by: ColumnType<"poll" | "webhook" | null, string | null | undefined, string | null>;
  failed_at: OptionalTime;
  failure: ColumnType<Failure | null, string | null | undefined, string | null>;
  swept_at: OptionalTime;
  sweep_found: ColumnType<number | null, number | null | undefined, number | null>;
  sweep_cursor: ColumnType<string | null, string | null | undefined, string | null>;
}

interface ConnectionHealthTable {
  connection_id: ConnectionId;
  succeeded_at: OptionalTime;
  failed_at: OptionalTime;
  failure: Json<Failure> | null;
  trace_id: string | null;
}

/** The inbox. */
export interface EventTable {
  id: GeneratedAlways<number>;
  connection_id: ConnectionId;
  source_key: string;
  object_type: ObjectType;
  record_id: string;
  kind: CrmEvent["kind"];
  property: string | null;
  occurred_at: Time;
  source: CrmEvent["source"];
  received_at: Time;
  not_before: OptionalTime;
  settled_at: OptionalTime;
}

/** CRM records as last read. */
export interface RecordTable {
  connection_id: ConnectionId;
  object_type: ObjectType;
  id: string;
  name: string;
  properties: Json<CrmRecord["properties"]>;
  modified_at: Time;
  url: string;
  gone_at: OptionalTime;
  merged_into: ColumnType<string | null, string | null | undefined, string | null>;
  standing: Standing | null;
  /** Exact decimals as text, as are the fee and what was refunded. */
  amount: string | null;
  currency: string | null;
  fee: string | null;
  refunded: string | null;
  is_own_sale: boolean | null;
  /** When workflows were last asked about it; null = not yet since it is kept. */
  looked_at: OptionalTime;
}

/** Records that people put in themselves. */
export interface OwnRecordTable {
  connection_id: ConnectionId;
  object_type: ObjectType;
  id: string;
  external_id: string;
  name: string;
  properties: Json<CrmRecord["properties"]>;
  associates: Json<OwnAssociate[]>;
  parent_id: string | null;
  created_at: Time;
  modified_at: Time;
  change_number: number;
}

interface WorkflowTable {
  id: WorkflowId;
  workspace_id: WorkspaceId;
  name: string;
  state: WorkflowState;
  version: number;
  object_type: WorkflowObjectType;
  turned_on_at: OptionalTime;
  updated_at: Time;
  paused_because: ColumnType<Failure | null, string | null | undefined, string | null>;
  removed_at: OptionalTime;
  stops_started_before: OptionalTime;
  counts_from: OptionalTime;
}

/** Records that met the triggers of a paused workflow. */
interface WaitingMatchTable {
  workflow_id: WorkflowId;
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  record_name: string;
  matched_at: Time;
}

/** What stopped a workflow. */
export interface AlertTable {
  id: string;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  failure: Json<Failure>;
  raised_at: Time;
  settled_at: OptionalTime;
}

interface WorkflowVersionTable {
  workflow_id: WorkflowId;
  version: number;
  definition: Json<WorkflowDefinition>;
  published_at: Time;
  published_by: ColumnType<string | null, string | null | undefined, string | null>;
  note: ColumnType<string | null, string | null | undefined, string | null>;
  overrides: ColumnType<Override[], string | undefined, string>;
}

interface WorkflowDraftTable {
  workflow_id: WorkflowId;
  definition: Json<WorkflowDefinition>;
  saved_at: Time;
  saved_by: string;
}

/** Records going through workflows. */
export interface EnrollmentTable {
  id: EnrollmentId;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  workflow_version: number;
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  record_name: string;
  occurrence: number;
  state: EnrollmentState;
  step_id: string | null;
  wake_at: OptionalTime;
  tries: number;
  failures: Json<Failure[]>;
  started_by: Enrollment["startedBy"];
  started_at: Time;
  finished_at: OptionalTime;
  updated_at: Time;
}

/** Tries of steps. */
export interface StepAttemptTable {
  id: StepAttemptId;
  enrollment_id: EnrollmentId;
  step_id: string;
  number: number;
  started_at: Time;
  finished_at: OptionalTime;
  inputs: Json<Record<string, unknown>>;
  decisions: Json<Decision[]>;
  plans: Json<DocumentPlan[]>;
  warnings: Json<Failure[]>;
  outcome: ColumnType<StepOutcome | null, string | null, string | null>;
  exchanges: Json<Exchange[]>;
}

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

interface DocumentTable {
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
  link_back_failure: ColumnType<Failure | null, string | null, string | null>;
  link_back_tries: number;
  link_back_not_before: OptionalTime;
  warnings: Json<Failure[]>;
  posted_at: Time;
}

interface MirrorRowTable {
  connection_id: ConnectionId;
  kind: ReferenceKind;
  id: string;
  name_key: string;
  email_key: string | null;
  sku_key: string | null;
  modified_at: Time;
  kept_at: OptionalTime;
  content: Json<ReferenceRow>;
}

/** Records in steps of the CRM's own workflows. */
export interface CrmExecutionTable {
  connection_id: ConnectionId;
  callback_id: string;
  workspace_id: WorkspaceId;
  enrollment_id: EnrollmentId;
  state: CrmExecution["executionState"];
  when_stopped: CrmExecution["whenStopped"];
  received_at: Time;
  give_up_at: Time;
  not_before: OptionalTime;
  tries: number;
  ended_at: OptionalTime;
}

/** One row per set of books; `take_turn` decides while it holds it. */
interface AllowanceTable {
  connection_id: ConnectionId;
  paused_until: OptionalTime;
  next_turn_at: OptionalTime;
  per_minute: number | null;
  slowed_to: number | null;
  slowed_at: OptionalTime;
  /** When each call's place is free again at the latest, in milliseconds since 1970. */
  under_way: Json<Record<string, number>>;
}

/** What a membership allows. */
export interface StandingColumns {
  role: Role;
  limit_minor: number | null;
  limit_currency: string | null;
}

export interface MemberTable extends StandingColumns {
  workspace_id: WorkspaceId;
  person_id: PersonId;
  name: string;
  email: string;
  joined_at: Time;
}

export interface InvitationTable extends StandingColumns {
  id: string;
  workspace_id: WorkspaceId;
  email: string;
  digest: string;
  invited_by: string;
  invited_at: Time;
  expires_at: Time;
}

export interface ApiKeyTable {
  id: ApiKeyId;
  workspace_id: WorkspaceId;
  name: string;
  role: Role;
  digest: string;
  hint: string;
  created_by: string;
  created_at: Time;
  last_used_at: OptionalTime;
  revoked_at: OptionalTime;
}

interface NoticeTable {
  id: GeneratedAlways<string>;
  key: string;
  workspace_id: WorkspaceId;
  kind: Notice["kind"];
  facts: Json<Notice["facts"]>;
  at: Time;
  routed_at: OptionalTime;
}

interface WrittenMailTable {
  id: string;
  workspace_id: WorkspaceId;
  person_id: PersonId;
  recipient: string;
  subject: string;
  text: string;
  state: DeliveryState;
  tries: Generated<number>;
  due_at: OptionalTime;
  answer: string | null;
  created_at: Time;
}

export interface WebhookReceiverTable {
  id: string;
  workspace_id: WorkspaceId;
  url: string;
  kinds: Json<WebhookReceiver["kinds"]>;
  created_by: string;
  created_at: Time;
}

export interface WebhookDeliveryTable {
  id: string;
  workspace_id: WorkspaceId;
  receiver_id: string;
  notice_id: string | null;
  kind: WebhookDelivery["kind"];
  body: string;
  state: DeliveryState;
  tries: Generated<number>;
  created_at: Time;
  due_at: OptionalTime;
  last_tried_at: OptionalTime;
  status: number | null;
  answer: string | null;
}

/** All tables of ours. */
/** One record is associated with another; labels in comparable form. */
export interface AssociatedRecordTable {
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  to_type: ObjectType;
  to_id: string;
  labels: string[];
}

/** The past of one property of one record. */
export interface PropertyHistoryTable {
  connection_id: ConnectionId;
  object_type: ObjectType;
  record_id: string;
  property: string;
  ever: string[];
  changed: boolean;
}

/** Existing records that are enrolled in the background. */
export interface BackfillTable {
  id: string;
  workspace_id: WorkspaceId;
  workflow_id: WorkflowId;
  state: "running" | "done" | "stopped";
  cap: number | null;
  connection_id: ConnectionId | null;
  position: string | null;
  enrolled: number;
  due_at: Time;
  started_at: Time;
  finished_at: OptionalTime;
}

export interface Tables {
  associated_records: AssociatedRecordTable;
  property_histories: PropertyHistoryTable;
  fact_loads: { connection_id: ConnectionId; object_type: ObjectType; need: string; position: string | null; loaded_at: OptionalTime };
  time_looks: { workflow_id: WorkflowId; connection_id: ConnectionId; looked_at: Time; asking_at: OptionalTime; position: string | null; due_at: Time };
  backfills: BackfillTable;
  workspaces: { id: WorkspaceId; name: string; created_at: Time };
  connections: ConnectionTable;
  connection_secrets: { connection_id: ConnectionId; ciphertext: string };
  connection_health: ConnectionHealthTable;
  crm_permissions: CrmPermissionTable;
  crm_watch: CrmWatchTable;
  consents: { id: string; workspace_id: WorkspaceId; ciphertext: string; expires_at: Time };
  events: EventTable;
  poll_cursors: { connection_id: ConnectionId; object_type: ObjectType; cursor: string };
  records: RecordTable;
  unbilled_ignored: { connection_id: ConnectionId; list: UnbilledList; record_id: string; amount: string | null; reason: string; who: string; at: Time };
  own_records: OwnRecordTable;
  own_notes: { id: GeneratedAlways<number>; connection_id: ConnectionId; record_id: string; text: string; at: Time };
  own_fields: { connection_id: ConnectionId; object_type: ObjectType; name: string; content: Json<OwnField> };
  webhook_secrets: { workspace_id: WorkspaceId; secret: string };
  workflows: WorkflowTable;
  workflow_versions: WorkflowVersionTable;
  crm_workflows: { workflow_id: WorkflowId; connection_id: ConnectionId; workflow_ref: string; step_ref: string; action: string };
  crm_executions: CrmExecutionTable;
  workflow_drafts: WorkflowDraftTable;
  waiting_matches: WaitingMatchTable;
  alerts: AlertTable;
  enrollments: EnrollmentTable;
  step_attempts: StepAttemptTable;
  postings: PostingTable;
  documents: DocumentTable;
  links: {
    connection_id: ConnectionId;
    kind: SavedLink["kind"];
    crm_key: string;
    books_id: string;
    saved_by: string | null;
    saved_at: OptionalTime;
    crm_name: string | null;
  };
  mirrors: {
    connection_id: ConnectionId;
    cursor: string | null;
    refreshed_at: OptionalTime;
    changed_at: OptionalTime;
    hinted_at: OptionalTime;
    load_position: string | null;
    load_cursor: string | null;
    load_started_at: OptionalTime;
  };
  mirror_rows: MirrorRowTable;
  allowances: AllowanceTable;
  call_counts: { connection_id: ConnectionId; month: string; metered: number; free: number };
  audit_entries: {
    id: Generated<number>;
    workspace_id: WorkspaceId;
    who: string;
    did: string;
    about: string;
    at: Time;
    via: AuditEntry["via"];
    before: ColumnType<unknown, string | null, never>;
    after: ColumnType<unknown, string | null, never>;
  };
  members: MemberTable;
  invitations: InvitationTable;
  api_keys: ApiKeyTable;
  tries: { key: string; began_at: Time; count: number };
  notices: NoticeTable;
  mail_choices: { workspace_id: WorkspaceId; person_id: PersonId; choice: Json<MailChoice> };
  waiting_mails: { notice_id: string; workspace_id: WorkspaceId; person_id: PersonId };
  written_mails: WrittenMailTable;
  webhook_receivers: WebhookReceiverTable;
  webhook_deliveries: WebhookDeliveryTable;
}
