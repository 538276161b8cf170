/**
 * What we need of a store. Every method is one transaction and is scoped to a workspace or to something that belongs to
 * one. Recording is one call: an outcome and all that follows from it are kept together or not at all.
 */
import type { BooksSettings } from "../books-settings.ts";
import type { Connection, ConnectionHealth, HealthNote } from "../connection.ts";
import type { CrmExecution, CrmStep } from "../crm-action.ts";
import type { CrmPermission } from "../crm-permission.ts";
import type { CrmSettings } from "../crm-settings.ts";
import type { Instant, LocalDate } from "../dates.ts";
import type { DocumentKind } from "../document/kind.ts";
import type { MirrorTimes } from "../mirror-pace.ts";
import type { KeptDocument } from "../document/posted.ts";
import type { Enrollment, EnrollmentMove, EnrollmentState } from "../enrollment.ts";
import type { CrmEvent } from "../event.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, DocumentId, EnrollmentId, PostingId, StepAttemptId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { ChoiceKind, LinkKind } from "../matching.ts";
import type { Performance, PerformanceQuery } from "../performance.ts";
import type { Posting } from "../posting.ts";
import type { CrmRecord, ObjectType } from "../record.ts";
import type { StepAttempt, StepOutcome } from "../step.ts";
import type { Publication, Workflow, WorkflowDefinition, WorkflowDraft, WorkflowVersion } from "../workflow.ts";
import type { NotificationStore } from "./notifications.ts";
import type { PeopleStore } from "./people.ts";
import type { TimeLook, TriggerStore } from "./trigger-store.ts";
import type { FilterGroup } from "../trigger.ts";
import type { AllowanceState, BooksCompany, CallCount, CallLease, Exchange, Pace, Purpose, ReferenceChanges, ReferenceKind, ReferencePage, ReferenceRow, Turn } from "./books.ts";

/** An event in the inbox. */
export interface StoredEvent extends CrmEvent {
  id: string;
  connectionId: ConnectionId;
}

/** How a record went through a workflow so far. `activeStates` = those of its enrollments that are not over. */
export interface PastOfRecord {
  occurrences: number;
  /** Of these, how many ended because the record was deleted or merged: they do not count when it is back. */
  left: number;
  isActive: boolean;
  activeStates: readonly EnrollmentState[];
}

/** A record that enters a workflow. */
export type NewEnrollment = Omit<Enrollment, "updatedAt" | "finishedAt" | "tries" | "failures">;

/** A record that met a workflow's triggers while it was paused. */
export interface WaitingMatch {
  workflowId: WorkflowId;
  connectionId: ConnectionId;
  objectType: ObjectType;
  recordId: string;
  recordName: string;
  matchedAt: Instant;
}

/** What comes of looking at a batch of events: records refreshed, records enrolled, events settled. */
export interface Intake {
  connectionId: ConnectionId;
  records: CrmRecord[];
  enrollments: NewEnrollment[];
  settledEventIds: string[];
  /** The page of a backfill that this is: how far it comes with it. Nobody is enrolled when it does not run any more. */
  backfill?: { id: string; connectionId: ConnectionId; position: string | null; isLastPage: boolean };
  /** Records that wait until a paused workflow goes on. */
  waiting?: Omit<WaitingMatch, "matchedAt">[];
  /** Records that waited and are dealt with now. */
  settledMatches?: { workflowId: WorkflowId; recordIds: readonly string[] };
  /** When workflows were asked about the records; absent = they were not. */
  lookedAt?: Instant;
  /** How far a look at what time alone changed comes with this page. */
  timeLook?: { workflowId: WorkflowId; look: TimeLook };
  now: Instant;
}

/** A workflow that stands for a step of the CRM's own workflow. */
export interface CrmWorkflow {
  workflowId: WorkflowId;
  connectionId: ConnectionId;
  step: CrmStep;
  action: string;
}

/** A call of the CRM that is to be one execution of one enrollment. */
export interface NewCrmExecution {
  execution: Omit<CrmExecution, "executionState" | "tries" | "enrollmentId">;
  /** The enrollment to be made, or the one that goes on already. */
  enrollment: NewEnrollment | EnrollmentId;
  record: CrmRecord;
  now: Instant;
}

/** What holds for a workflow's enrollments now, whatever version they run by. */
export interface RunRules {
  workflowName: string;
  /** The cap that stopped it; nothing is posted until a person resumes it. Null = none did. */
  haltedBecause: Failure | null;
  /** Enrollments that began no later are taken out when they come to a step; null = none are. */
  stopsStartedBefore: Instant | null;
  unenrollGroups: FilterGroup[];
  suppressionGroups: FilterGroup[];
  suppressedRecordIds: string[];
}

/** Which enrollments are taken out; at least one part, all parts must fit. */
export interface TakenOut {
  workflowId?: WorkflowId;
  ids?: readonly EnrollmentId[];
  records?: { connectionId: ConnectionId; objectType: ObjectType; ids: readonly string[] };
}

/** What stopped a whole workflow, until the workflow goes on. */
export interface Alert {
  id: string;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  workflowName: string;
  failure: Failure;
  raisedAt: Instant;
}

/** Which plans went into the ledger, and which did not because of a cap. */
export interface PlansRecorded {
  kept: EnrollmentId[];
  stopped: { enrollmentId: EnrollmentId; failure: Failure }[];
}

/** What the engine records when a step's plan is complete: the attempt, a ledger row per document, the enrollment's move. */
export interface RecordedPlan {
  workflowId: WorkflowId;
  attempt: StepAttempt;
  /** At least one. What the step planned before under the same ordinals and never sent is withdrawn. */
  postings: Omit<Posting, "createdAt">[];
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
}

/** What the engine records when a step ended without a posting (failed or waiting before anything was sent). */
export interface RecordedAttempt {
  attempt: StepAttempt;
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
}

/** What the engine records after the books answered (or did not). */
export interface RecordedAnswer {
  postingId: PostingId;
  /** The claim this is the answer to: an older claim's answer cannot take back what a newer one may have sent. */
  sends: number;
  posting: Pick<Posting, "postingState" | "notBefore" | "failures">;
  stepAttemptId: StepAttemptId;
  outcome: StepOutcome;
  /** Added to the attempt's exchanges. */
  exchanges: Exchange[];
  /** True when the attempt is over (posted, refused, unknown). */
  finished: boolean;
  enrollmentId: EnrollmentId;
  move: EnrollmentMove;
  document: KeptDocument | null;
  now: Instant;
}

/** A saved match between a CRM contact or product and a books customer or item. */
export interface SavedLink {
  kind: LinkKind;
  /** See `customerLinkKey` and `itemLinkKeys`. */
  crmKey: string;
  booksId: string;
}

/** Names a saved link. */
export type LinkId = Pick<SavedLink, "kind" | "crmKey"> & { connectionId: ConnectionId };
/** Names something that a person may choose for. */
export type ChoiceId = Omit<LinkId, "kind"> & { kind: ChoiceKind };
export type LinkFilter = { [Part in keyof LinkId]?: LinkId[Part] | undefined };

/** A saved link as people see it. */
export interface KeptLink extends SavedLink {
  connectionId: ConnectionId;
  /** What the CRM called it; null = not known. */
  crmName: string | null;
  /** Null = it is gone from the books. */
  booksName: string | null;
  isActive: boolean;
  /** The person's e-mail; null = Ledgerline, when it created the customer. */
  savedBy: string | null;
  savedAt: Instant | null;
}

/** Something that enrollments stopped at and that a person's choice settles. */
export interface UnmatchedRow extends ChoiceId {
  /** The newest of its failures. */
  failure: Failure;
  /** How many enrollments wait for it, and the newest of their records. */
  waiting: number;
  recordNames: string[];
}

/** A customer or item by the texts it is known by. */
export interface ReferenceName {
  id: string;
  name: string;
  /** With all above it; null = it is under nothing. */
  fullName: string | null;
  sku: string | null;
  email: string | null;
  companyName: string | null;
}

/** Nothing at all, to say only what is wanted. */
export const noReferences: ReferenceQuery = { customers: [], displayNames: [], companyNames: [], emails: [], skus: [], itemNames: [], kinds: [], ids: [], links: [] };

/** What a plan wants to know of the reference data; keys are in comparable form (see `matchingKey`). */
export interface ReferenceQuery {
  customers: { email: string; firstName: string; lastName: string }[];
  /** Comparable display names to find among customers, vendors and employees. */
  displayNames: string[];
  /** Comparable names of companies, to find among customers. */
  companyNames: string[];
  /** E-mail addresses, to find among customers. */
  emails: string[];
  skus: string[];
  itemNames: string[];
  /** Kinds of which every row is wanted; meant for those of which a company has few. */
  kinds: ReferenceKind[];
  /** By id, any kind. */
  ids: { kind: ReferenceKind; id: string }[];
  links: { kind: SavedLink["kind"]; crmKey: string }[];
}

/**
 * What a picker looks for: active rows of a kind whose name, full name, SKU or e-mail contains the text. Those that begin
 * with it come first, then by name.
 */
export interface ReferenceSearch {
  kind: ReferenceKind;
  /** The types that fit; null = all but those of `exceptTypes`. */
  types: readonly string[] | null;
  exceptTypes: readonly string[];
  /** In comparable form (see `matchingKey`); "" = all. */
  text: string;
  limit: number;
}

/** A read of everything under way: which part is next (null = the first), and from where changes will be asked for. */
export interface MirrorLoad {
  startedAt: Instant;
  position: string | null;
  cursor: string | null;
}

/** How far the mirror follows the books. `cursor` null = everything must be read first. */
export interface MirrorState extends MirrorTimes {
  cursor: string | null;
  load: MirrorLoad | null;
}

/** The answer: rows that meet any part of the query, and the saved links. */
export interface ReferenceAnswer {
  rows: ReferenceRow[];
  links: SavedLink[];
}

/** The answer of a mirror, which may not know everything yet. */
export interface MirrorAnswer extends ReferenceAnswer {
  /** False while the first read of everything is not finished: what is not found may be there all the same. */
  isComplete: boolean;
}

/** Which documents of a list; what is absent narrows nothing. */
export interface DocumentFilter {
  kinds?: readonly DocumentKind[] | undefined;
  /** Contained in the number, the customer's or payee's name, or the record's name; case does not matter. */
  search?: string | undefined;
  workflowId?: WorkflowId | undefined;
  /** Transaction dates, both included. */
  from?: LocalDate | undefined;
  until?: LocalDate | undefined;
}

/** A page of a list, newest first. `after` = the last id of the page before. */
export interface PageQuery {
  limit: number;
  after?: string | undefined;
}

/** Which enrollments are listed; what is absent does not narrow the list. */
export interface EnrollmentFilter {
  workflowId?: WorkflowId | undefined;
  recordId?: string | undefined;
  /** In any of these. */
  states?: readonly EnrollmentState[] | undefined;
  /** Contained in the record's name, whatever the case. */
  search?: string | undefined;
  /** Begun at or after. */
  from?: Instant | undefined;
  /** Begun before. */
  to?: Instant | undefined;
}

/** One line of "needs attention": enrollments that share a cause. */
export interface AttentionRow {
  enrollment: Enrollment;
  workflowName: string;
}

/** Counts of the overview. */
export interface Overview {
  enrollments: Record<EnrollmentState, number>;
  documents: number;
  documentsToday: number;
  pendingEvents: number;
}

/** What changed, for live pages. Small on purpose: pages read again what they show. */
export interface ChangeNotice {
  workspaceId: WorkspaceId;
  topic: "workflows" | "enrollments" | "documents" | "connections" | "people";
  /** The id concerned; null = several. */
  id: string | null;
}

/** How one kind of a CRM's records is heard of. Null = never. */
export interface Watch {
  objectType: ObjectType;
  /** When the CRM last answered what changed. */
  askedAt: Instant | null;
  /** When a change was last heard, and how. */
  heardAt: Instant | null;
  heardBy: "poll" | "webhook" | null;
  failedAt: Instant | null;
  /** Why it cannot be asked for; null = it can. */
  failure: Failure | null;
  /** When all records were last compared, and how many changes had been missed. */
  sweptAt: Instant | null;
  sweepFound: number | null;
  /** Where a comparison under way stands; the engine's own. */
  sweepCursor: string | null;
}

/** News of it. An answer ends the failure. */
export type WatchNote = Partial<{
  askedAt: Instant;
  heardAt: Instant;
  heardBy: "poll" | "webhook";
  failedAt: Instant;
  failure: Failure;
  sweptAt: Instant;
  sweepFound: number;
  sweepCursor: string | null;
}>;

export interface Store extends PeopleStore, NotificationStore, TriggerStore {
  // workspaces, connections
  workspaces(): Promise<{ id: WorkspaceId; name: string }[]>;
  createWorkspace(workspace: { id: WorkspaceId; name: string; now: Instant }): Promise<void>;
  connections(workspaceId: WorkspaceId): Promise<Connection[]>;
  allConnections(): Promise<Connection[]>;
  connection(id: ConnectionId): Promise<Connection | undefined>;
  /** Adds it, or reconnects the same account: a connection whose externalId differs is refused with `false`. */
  saveConnection(connection: Connection, secret: unknown): Promise<boolean>;
  saveBooksCompany(id: ConnectionId, company: BooksCompany): Promise<void>;
  saveBooksSettings(id: ConnectionId, settings: BooksSettings): Promise<void>;
  setConnectionState(id: ConnectionId, state: Connection["connectionState"]): Promise<void>;
  setReadOnly(id: ConnectionId, isReadOnly: boolean): Promise<void>;
  saveCrmSettings(id: ConnectionId, settings: CrmSettings): Promise<void>;
  /** Keeps what the credential of a CRM may do. */
  savePermissions(id: ConnectionId, permissions: readonly CrmPermission[], now: Instant): Promise<void>;
  /** As last checked; null = it never was. */
  permissions(id: ConnectionId): Promise<{ permissions: CrmPermission[]; checkedAt: Instant } | null>;
  /** Keeps news of how a kind of records is heard of; what the note does not name stays. */
  noteWatch(id: ConnectionId, objectType: ObjectType, note: WatchNote): Promise<void>;
  watches(id: ConnectionId): Promise<Watch[]>;
  /** A CRM can be asked again: what waited for it (events, link backs, enrollments) is due now. */
  releaseCrmWork(id: ConnectionId, now: Instant): Promise<void>;
  /** Keeps news of a connection. A dead permission ends a connected one, and a call that succeeds brings an ended one back. */
  noteHealth(id: ConnectionId, note: HealthNote): Promise<void>;
  connectionHealth(id: ConnectionId): Promise<ConnectionHealth>;
  /** Remembers, encrypted, what a person is sent to a consent page with. */
  keepConsent(consent: { id: string; workspaceId: WorkspaceId; secret: unknown; expiresAt: Instant }, now: Instant): Promise<void>;
  /** Hands it out once, to its own workspace, before it expires; undefined otherwise. */
  takeConsent(id: string, workspaceId: WorkspaceId, now: Instant): Promise<unknown>;
  /** The decrypted secret; undefined = no such connection. */
  readSecret(id: ConnectionId): Promise<unknown>;
  /** Runs with the connection's row locked over all processes; what it returns is stored before the lock ends. */
  replaceSecret(id: ConnectionId, replace: (current: unknown) => Promise<unknown>): Promise<unknown>;

  // the inbox and polling
  /** Stores what is new; returns how many were. The same sourceKey twice is one event. */
  receiveEvents(connectionId: ConnectionId, events: readonly CrmEvent[], now: Instant): Promise<number>;
  /** Oldest first; those that were put off (`postponeEvents`) are left out until their time. */
  pendingEvents(connectionId: ConnectionId, limit: number, now: Instant): Promise<StoredEvent[]>;
  postponeEvents(ids: readonly string[], until: Instant): Promise<void>;
  pollCursor(connectionId: ConnectionId, objectType: ObjectType): Promise<string | null>;
  savePollCursor(connectionId: ConnectionId, objectType: ObjectType, cursor: string): Promise<void>;

  // records and enrolling
  /** As last stored. */
  records(connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<CrmRecord[]>;
  /** The times of change of the records whose ids (as numbers) are after the one and up to the other (null = no bound), without those that are gone. */
  recordTimes(connectionId: ConnectionId, objectType: ObjectType, afterId: string | null, upToId: string | null): Promise<{ recordId: string; modifiedAt: Instant }[]>;
  /** All stored records of a type, in pages by id. */
  recordsOfType(connectionId: ConnectionId, objectType: ObjectType, page: PageQuery): Promise<CrmRecord[]>;
  /** These records are no longer in the CRM (`into` = merged into that one): they are marked, and what waits for them leaves its workflow. */
  recordsGone(connectionId: ConnectionId, objectType: ObjectType, gone: readonly { recordId: string; into: string | null }[], now: Instant): Promise<void>;
  /** Those of the records that were gone when last looked for. */
  goneAmong(connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<string[]>;
  /** How often each record went through the workflow and whether it is doing so now; absent = never. */
  enrollmentPasts(workflowId: WorkflowId, recordIds: readonly string[]): Promise<Map<string, PastOfRecord>>;
  /**
   * Keeps records (an older modifiedAt never overwrites a newer one), inserts enrollments (a second one for the same
   * workflow, record and occurrence is dropped) and settles the events, all together. Returns the enrollments kept.
   */
  recordIntake(intake: Intake): Promise<Enrollment[]>;

  // our actions inside the CRM's workflows
  /** The workflow that stands for the step, made by the first call; a definition that differs becomes its newest version. */
  keepCrmWorkflow(wanted: CrmWorkflow & { workspaceId: WorkspaceId; name: string; definition: WorkflowDefinition }, now: Instant): Promise<Workflow>;
  crmWorkflows(workspaceId: WorkspaceId): Promise<CrmWorkflow[]>;
  /**
   * Keeps the execution with its enrollment. A callback that is known changes nothing; an enrollment that somebody else began
   * meanwhile under the same occurrence is taken. Returns the enrollment that was made; null = none was.
   */
  recordCrmExecution(wanted: NewCrmExecution): Promise<Enrollment | null>;
  crmExecution(connectionId: ConnectionId, callbackId: string): Promise<CrmExecution | undefined>;
  /** Open executions of which the CRM is to be told, with their enrollments, the oldest first. */
  dueCrmExecutions(connectionId: ConnectionId, limit: number, now: Instant): Promise<{ execution: CrmExecution; enrollment: Enrollment }[]>;
  /** The connections that have some. */
  connectionsWithDueCrmExecutions(now: Instant): Promise<ConnectionId[]>;
  /** Only those that are still open change. */
  recordCrmAnswers(connectionId: ConnectionId, answers: readonly (Pick<CrmExecution, "callbackId" | "executionState" | "notBefore"> & { failed: boolean })[], now: Instant): Promise<void>;

  // workflows
  workflows(workspaceId: WorkspaceId): Promise<Workflow[]>;
  workflow(workspaceId: WorkspaceId, id: WorkflowId): Promise<Workflow | undefined>;
  /** The definition an enrollment runs by. */
  workflowVersion(id: WorkflowId, version: number): Promise<WorkflowDefinition | undefined>;
  createWorkflow(workflow: Workflow): Promise<void>;
  /** Stores a new immutable version and makes it current. */
  publishVersion(id: WorkflowId, definition: WorkflowDefinition, now: Instant): Promise<number>;
  /** Newest first. */
  workflowVersions(id: WorkflowId): Promise<WorkflowVersion[]>;
  /** How many enrollments run by each version and are not over; absent = none. */
  runningByVersion(id: WorkflowId): Promise<Map<number, number>>;
  /** Keeps the draft, if the one it is based on (null = none) is still there; false = somebody else saved meanwhile. */
  saveDraft(id: WorkflowId, draft: WorkflowDraft, basedOn: Instant | null): Promise<boolean>;
  /** False = it is not the draft of that moment any more. */
  discardDraft(id: WorkflowId, basedOn: Instant): Promise<boolean>;
  /** Makes the draft the current version; undefined = it is not the draft of that moment any more. */
  publishDraft(id: WorkflowId, basedOn: Instant, publication: Publication): Promise<number | undefined>;
  renameWorkflow(id: WorkflowId, name: string, now: Instant): Promise<void>;
  /** Takes it off every list; enrollments and documents stay. False = it is not off, or something still runs in it. */
  removeWorkflow(id: WorkflowId, now: Instant): Promise<boolean>;
  /** Goes on, and counts caps anew; what waited while it was paused is dropped. */
  switchOn(id: WorkflowId, now: Instant): Promise<void>;
  /** `stops` = why what is under way is taken out; null = it finishes. Returns who was taken out at once; what is being posted is when it is posted. */
  switchOff(workspaceId: WorkspaceId, id: WorkflowId, stops: Failure | null, now: Instant): Promise<EnrollmentId[]>;
  pauseWorkflow(id: WorkflowId, now: Instant): Promise<void>;
  /** From paused to on; a workflow that is off stays off, but its documents go on after a cap. */
  resumeWorkflow(id: WorkflowId, waiting: "enroll" | "leave", now: Instant): Promise<void>;
  /** Records that waited for workflows that are on again, oldest first. */
  dueMatches(workspaceId: WorkspaceId, limit: number): Promise<WaitingMatch[]>;
  waitingCount(id: WorkflowId): Promise<number>;
  runRules(ids: readonly WorkflowId[]): Promise<Map<WorkflowId, RunRules>>;
  /** The workflows of that type that have unenrollment filters, whatever their state: enrollments outlive a turning off. */
  lettingGo(workspaceId: WorkspaceId, objectType: ObjectType): Promise<{ id: WorkflowId; unenrollGroups: FilterGroup[] }[]>;
  openAlerts(workspaceId: WorkspaceId): Promise<Alert[]>;
  /** The workflows that are on or paused, by object type: the trigger index. */
  activeWorkflows(workspaceId: WorkspaceId, objectType: ObjectType): Promise<Workflow[]>;
  /** Another text whenever `activeWorkflows` would answer otherwise; cheap however many there are. */
  activeWorkflowsStamp(workspaceId: WorkspaceId, objectType: ObjectType): Promise<string>;

  /** Base64 of 32 bytes, the same each time: signs the workspace's outgoing webhooks. */
  webhookSecret(workspaceId: WorkspaceId): Promise<string>;
  renewWebhookSecret(workspaceId: WorkspaceId): Promise<string>;

  // enrollments
  enrollment(workspaceId: WorkspaceId, id: EnrollmentId): Promise<Enrollment | undefined>;
  enrollments(workspaceId: WorkspaceId, filter: EnrollmentFilter, page: PageQuery): Promise<Enrollment[]>;
  /** How many enrollments of each workflow are in each state; a workflow or state without any is absent. */
  enrollmentCounts(workspaceId: WorkspaceId, workflowId?: WorkflowId): Promise<{ workflowId: WorkflowId; state: EnrollmentState; count: number }[]>;
  stepAttempts(enrollmentId: EnrollmentId): Promise<StepAttempt[]>;
  /** Of each enrollment the last attempt of the step it is at. */
  latestAttempts(ids: readonly EnrollmentId[]): Promise<Map<EnrollmentId, StepAttempt>>;
  /** Takes due enrollments (running or waiting with wakeAt <= now) for `leaseMs`: nobody else gets them meanwhile. */
  claimDueEnrollments(workspaceId: WorkspaceId, limit: number, now: Instant, leaseMs: number): Promise<Enrollment[]>;
  /** A person's move (retry, cancel), to another workflow version when one is given. False = its state changed meanwhile. */
  moveEnrollment(id: EnrollmentId, from: EnrollmentState, move: EnrollmentMove, now: Instant, workflowVersion?: number): Promise<boolean>;
  /** Takes enrollments out that are not over, not being posted and not half made; returns who was. */
  takeOut(workspaceId: WorkspaceId, which: TakenOut, because: Failure | null, now: Instant): Promise<EnrollmentId[]>;
  needsAttention(workspaceId: WorkspaceId, limit: number): Promise<AttentionRow[]>;
  overview(workspaceId: WorkspaceId, now: Instant): Promise<Overview>;
  /** Voided documents do not count. */
  performance(workspaceId: WorkspaceId, query: PerformanceQuery): Promise<Performance>;

  // steps and the posting ledger
  /**
   * Only while the enrollment is still `running` or `waiting` at that step; others are dropped. Within the caps of the
   * workflows' current versions: the first plan beyond one pauses the workflow and raises an alert, all in one transaction.
   */
  recordPlans(plans: readonly RecordedPlan[], now: Instant): Promise<PlansRecorded>;
  /** Of enrollments that still are at the step; others are dropped. Returns the enrollment ids kept. */
  recordAttempts(attempts: readonly RecordedAttempt[], now: Instant): Promise<EnrollmentId[]>;
  /** Of each document of the step the ledger row that is in the books, else that of the highest generation, in their order. */
  latestPostings(enrollmentId: EnrollmentId, stepId: string): Promise<Posting[]>;
  /**
   * Takes postings that are due (intended or sent, notBefore null or past): workflows take turns, each with its oldest
   * first, so that no backlog of one starves another; a step's documents go in their order, each once the one before is
   * posted; only what was never sent is claimed for a batch. Marks them `sent` with
   * notBefore = now + leaseMs and counts the send: recorded before the call. The postings come back as they were before.
   */
  claimPostings(connectionId: ConnectionId, limit: number, now: Instant, leaseMs: number, way: "single" | "batch"): Promise<{ posting: Posting; enrollment: Enrollment }[]>;
  /**
   * Records that claimed postings go out inside a batch now, before the call: nobody else sends them before `quietUntil`.
   * `sends` tells the claim; what was claimed anew or settled meanwhile is left out. Returns the ids recorded.
   */
  markBatched(claims: readonly { id: PostingId; sends: number }[], quietUntil: Instant, now: Instant): Promise<PostingId[]>;
  /** What is recorded as `intended` was certainly never sent. */
  recordAnswer(answer: RecordedAnswer): Promise<void>;
  /** What is due waits until then, unclaimed and with the reason shown. */
  holdPostings(connectionId: ConnectionId, because: Failure, until: Instant, now: Instant): Promise<void>;
  /** What waits because its books could not be used is due now. */
  releasePostings(connectionId: ConnectionId, now: Instant): Promise<void>;
  /** Steps whose documents are due, were planned before that moment and never sent run again from their beginning. Returns how many. */
  withdrawWaited(connectionId: ConnectionId, plannedBefore: Instant, now: Instant): Promise<number>;
  /** How many postings that were never sent could be now, or as soon as those before them in their step are (counted up to 20,000). */
  freshPostings(connectionId: ConnectionId, now: Instant): Promise<number>;
  /** Postings that are not settled yet, and the oldest one's time. */
  pendingPostings(connectionId: ConnectionId): Promise<{ count: number; oldestAt: Instant | null }>;
  /** Work that is due, for the sweep: keys to signal. */
  dueWork(now: Instant): Promise<{ receive: ConnectionId[]; run: WorkspaceId[]; post: ConnectionId[]; linkBack: ConnectionId[] }>;

  // documents
  documents(workspaceId: WorkspaceId, page: PageQuery & DocumentFilter): Promise<KeptDocument[]>;
  document(workspaceId: WorkspaceId, id: DocumentId): Promise<KeptDocument | undefined>;
  documentsOfEnrollment(enrollmentId: EnrollmentId): Promise<KeptDocument[]>;
  /** What was made from a record in one set of books, by any workflow, oldest first; voided ones are left out. */
  documentsOfRecord(booksId: ConnectionId, crmConnectionId: ConnectionId, objectType: ObjectType, recordId: string): Promise<KeptDocument[]>;
  /** The newest document that a step made of a record in another enrollment, unless it is voided; or that one is on its way; null = neither. */
  earlierOfStep(workflowId: WorkflowId, stepId: string, recordId: string, except: EnrollmentId): Promise<KeptDocument | "under-way" | null>;
  /** What is planned for a record in one set of books and not answered yet, by any workflow, oldest first. */
  unsettledPostingsOfRecord(workspaceId: WorkspaceId, booksId: ConnectionId, crmConnectionId: ConnectionId, objectType: ObjectType, recordId: string): Promise<Posting[]>;
  /** Documents whose record lives in this CRM connection and does not show them yet. */
  pendingLinkBacks(crmConnectionId: ConnectionId, limit: number, now: Instant): Promise<KeptDocument[]>;
  /** Takes documents off the list of those that a note is due for; returns those that were on it. */
  takeNotes(ids: readonly DocumentId[]): Promise<DocumentId[]>;
  giveNotesBack(ids: readonly DocumentId[]): Promise<void>;
  /** Quotes and payments of a CRM that were billed, and whose deals are to be asked about now; the longest billed first. */
  salesWithoutDeals(crmConnectionId: ConnectionId, limit: number, now: Instant): Promise<{ objectType: ObjectType; recordId: string }[]>;
  /** The CRMs that have such. */
  crmsToAskForDeals(now: Instant): Promise<ConnectionId[]>;
  /** The deals of these are known (null), or asked about again then. */
  noteDealsOf(crmConnectionId: ConnectionId, sales: readonly { objectType: ObjectType; recordId: string }[], retryAt: Instant | null): Promise<void>;
  recordLinkBacks(results: readonly { documentId: DocumentId; state: "linked" | "failed" | "pending"; failure: Failure | null; retryAt: Instant | null }[], now: Instant): Promise<void>;

  /**
   * The company was emptied and set up anew: the mirror and the links are dropped, what was never sent is refused, and what
   * was sent and has no answer yet is left to a person: until `quietUntil` the books may still be working on it.
   */
  forgetBooks(connectionId: ConnectionId, because: Failure, quietUntil: Instant, now: Instant): Promise<void>;

  // the mirror of reference data
  mirrorState(connectionId: ConnectionId): Promise<MirrorState>;
  /** Somebody says that the books have something new. */
  hintMirror(connectionId: ConnectionId, now: Instant): Promise<void>;
  /**
   * Keeps one part of everything. The last one drops the rows that no part held and makes the mirror count as read. False =
   * somebody else is loading.
   */
  keepReferencePage(connectionId: ConnectionId, page: ReferencePage, load: MirrorLoad): Promise<boolean>;
  applyReferenceChanges(connectionId: ConnectionId, changes: ReferenceChanges, now: Instant): Promise<void>;
  /** Keeps rows we just created, and the links they settle. */
  keepCreated(connectionId: ConnectionId, rows: readonly ReferenceRow[], links: readonly SavedLink[], now: Instant): Promise<void>;
  findReferences(connectionId: ConnectionId, query: ReferenceQuery): Promise<MirrorAnswer>;
  references(connectionId: ConnectionId, kind: ReferenceKind): Promise<ReferenceRow[]>;
  searchReferences(connectionId: ConnectionId, search: ReferenceSearch): Promise<ReferenceRow[]>;

  // saved links, and what waits for one
  /** Newest first. */
  links(workspaceId: WorkspaceId, filter: LinkFilter, page: { limit: number; offset: number }): Promise<KeptLink[]>;
  /** A person's choice; it replaces an earlier one. */
  saveLink(link: LinkId & Pick<KeptLink, "booksId" | "crmName">, savedBy: string, now: Instant): Promise<void>;
  /** False = there is no such link. */
  removeLink(id: LinkId): Promise<boolean>;
  /** What stopped enrollments need a choice for, the most wanted first (up to 500). */
  unmatched(workspaceId: WorkspaceId): Promise<UnmatchedRow[]>;
  /** The stopped enrollments that need this choice, oldest first. */
  waitingForChoice(workspaceId: WorkspaceId, id: ChoiceId): Promise<EnrollmentId[]>;
  /** What may be chosen: active, and for items such as can stand on a line. */
  referenceNames(connectionId: ConnectionId, kind: ChoiceKind): Promise<ReferenceName[]>;

  // the shared allowance and the meter
  /** The ledger of one set of books. The budget and the ceiling of batches are those of the connection's settings. */
  takeTurn(connectionId: ConnectionId, pace: Pace, purpose: Purpose, lease: CallLease, ended: readonly CallLease[], now: Instant): Promise<Turn>;
  endCalls(connectionId: ConnectionId, leases: readonly CallLease[]): Promise<void>;
  renewCalls(connectionId: ConnectionId, pace: Pace, leases: readonly CallLease[], now: Instant): Promise<void>;
  pauseAllowance(connectionId: ConnectionId, pace: Pace, until: Instant, now: Instant): Promise<void>;
  countCalls(connectionId: ConnectionId, calls: CallCount): Promise<void>;
  allowanceState(connectionId: ConnectionId, now: Instant): Promise<AllowanceState>;

  // live pages
  /** Calls back on every committed change, from any process. Returns how to stop. */
  onChange(listener: (notice: ChangeNotice) => void): Promise<() => Promise<void>>;
}

/** The signals that hand out work. A signal carries only its key: the work itself is rows in the store. */
export type SignalKind = "receive" | "run" | "post" | "link-back";

/** Work is handed out by a queue: one signal per kind and key is active at a time, over all processes. */
export interface Queue {
  /** Wakes whoever works on the key. Signals for a key that is already queued coalesce. Send it after the commit. */
  signal(kind: SignalKind, key: string): Promise<void>;
  /** Starts working: `handle` gets a key and drains what the store has for it. */
  work(kind: SignalKind, handle: (key: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

