/** What triggers need of a store beyond records: facts about them, and answers over all of them at once. */
import type { Instant } from "../dates.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "../ids.ts";
import type { Failure } from "../failure.ts";
import type { CrmRecord, ObjectType } from "../record.ts";
import type { FilterGroup } from "../trigger.ts";
import type { Asking } from "../trigger/date-range.ts";
import type { PropertyHistory, TriggerFacts } from "../trigger/facts.ts";

/** Which records are meant. */
export interface MatchQuery {
  connectionId: ConnectionId;
  objectType: ObjectType;
  /** Records that meet one of them. */
  groups: readonly FilterGroup[] | "all";
  asking: Asking;
  /** Only those that did not meet the groups at this moment, or were looked at since; and not those looked at after the moment of asking. */
  notMetAt?: Instant;
  /** Leaves out those that meet one of these groups. */
  except?: readonly FilterGroup[];
  /** Leaves these out. */
  exceptIds?: readonly string[];
  /** Leaves out those that ever went through this workflow. */
  neverIn?: WorkflowId;
}

/** How far a workflow's looks at what time alone changes are, in one CRM. */
export interface TimeLook {
  /** Until when all records were looked at. */
  lookedAt: Instant;
  /** The moment that the look under way asks about; null = none is. */
  askingAt: Instant | null;
  /** The last record that it came to; null = none yet. */
  position: string | null;
  dueAt: Instant;
}

/** A workflow whose filters ask for what one of the CRMs does not have. */
export interface OutdatedFilters {
  workflowId: WorkflowId;
  connectionId: ConnectionId;
  failure: Failure;
  /** True: nobody can say which records enter, so they wait. False: people are only told. */
  holds: boolean;
}

/** A record about which a workflow's filters can say nothing now. */
export interface HeldLook {
  workflowId: WorkflowId;
  objectType: ObjectType;
  recordId: string;
  /** As it was when it was last looked at for the workflow; null = it was never seen. */
  before: TriggerFacts | null;
  heldAt: Instant;
}

/** A record that is held back for some workflow. */
export interface HeldRecord {
  objectType: ObjectType;
  recordId: string;
  heldAt: Instant;
}

/** What was read of one record for triggers. Absent = not read now, what is kept stays. */
export interface ReadFacts {
  recordId: string;
  /** All associated records of the types that were asked for. */
  associated?: { objectType: ObjectType; id: string; labels: readonly string[] }[];
  histories?: Readonly<Record<string, PropertyHistory>>;
}

/** What was read of many records of one type. */
export interface FactsIntake {
  connectionId: ConnectionId;
  objectType: ObjectType;
  /** The types of associated records that were asked for: what is kept of them is replaced. */
  associatedTypes: readonly ObjectType[];
  facts: readonly ReadFacts[];
}

/** One enrolling of existing records in the background. */
export interface Backfill {
  id: string;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  backfillState: "running" | "done" | "stopped";
  /** At most so many records; null = all. */
  cap: number | null;
  /** The CRM whose records are being looked at; null = not begun. */
  connectionId: ConnectionId | null;
  /** The last of them that was looked at; null = none yet. */
  position: string | null;
  enrolled: number;
  startedAt: Instant;
  finishedAt: Instant | null;
}

/** How far a read of something about every stored record is. */
export interface FactLoad {
  objectType: ObjectType;
  /** What is read: `associated:contact`, `history:dealstage`. */
  need: string;
  position: string | null;
  loadedAt: Instant | null;
}

export interface TriggerStore {
  /** How many stored records the query means. */
  countMatching(query: MatchQuery): Promise<number>;
  /** Those records, by id in pages, or the last changed first. */
  recordsMatching(query: MatchQuery, page: { limit: number; after?: string | undefined; order: "id" | "newest" }): Promise<CrmRecord[]>;

  /** Keeps what was read. Associated records themselves are kept as records are. */
  keepFacts(intake: FactsIntake): Promise<void>;
  /** What is kept of these records beyond their properties; records of which nothing is kept are absent. */
  triggerFacts(connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Map<string, Omit<TriggerFacts, "properties">>>;
  /** The records of a type that any of these records is associated with. */
  associatedWith(connectionId: ConnectionId, objectType: ObjectType, to: { objectType: ObjectType; ids: readonly string[] }): Promise<string[]>;
  /** The workspaces with workflows that are to be asked what the passing of time has changed. */
  dueTimeLooks(now: Instant): Promise<WorkspaceId[]>;
  /** Workflows that were never looked at are absent. */
  timeLooks(connectionId: ConnectionId): Promise<Map<WorkflowId, TimeLook>>;
  /** Workflows that are off are left out. */
  saveTimeLook(connectionId: ConnectionId, workflowIds: readonly WorkflowId[], look: TimeLook): Promise<void>;
  /** Until when each of these stored records was looked at for the workflow; absent = never. */
  recordsLookedAt(workflowId: WorkflowId, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Map<string, Instant>>;
  /** Workflows were asked about these stored records at that moment, because of something else than the records themselves. */
  noteRecordLooks(connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[], at: Instant): Promise<void>;
  outdatedFilters(workspaceId: WorkspaceId): Promise<OutdatedFilters[]>;
  /** Null = nothing is gone. People are told of what is new; a workflow that is off is left alone. */
  noteOutdatedFilters(workspaceId: WorkspaceId, of: Pick<OutdatedFilters, "workflowId" | "connectionId">, found: Pick<OutdatedFilters, "failure" | "holds"> | null, now: Instant): Promise<void>;
  /** What is held back of these records for these workflows. */
  heldLooks(connectionId: ConnectionId, objectType: ObjectType, workflowIds: readonly WorkflowId[], recordIds: readonly string[]): Promise<HeldLook[]>;
  /** Records that are still there and held back for workflows whose filters are up to date again, the longest held first. */
  releasableRecords(connectionId: ConnectionId, limit: number): Promise<HeldRecord[]>;

  factLoads(connectionId: ConnectionId): Promise<FactLoad[]>;
  saveFactLoad(connectionId: ConnectionId, load: FactLoad): Promise<void>;

  /** Begins one, or returns the one that runs for the workflow. */
  startBackfill(backfill: Pick<Backfill, "id" | "workspaceId" | "workflowId" | "cap" | "startedAt">): Promise<Backfill>;
  /** The workflow's last one. */
  backfill(workflowId: WorkflowId): Promise<Backfill | undefined>;
  /** Takes one that is due for `leaseMs`: nobody else gets it meanwhile. */
  claimBackfill(workspaceId: WorkspaceId, now: Instant, leaseMs: number): Promise<Backfill | undefined>;
  /** It waits until then. How far it is, is recorded with each page (see `Intake`). */
  putOffBackfill(id: string, until: Instant): Promise<void>;
  /** How many of the workflow's enrollments are planned or posted just now; counting ends at `atMost`. */
  enrollmentsUnderWay(workflowId: WorkflowId, atMost: number): Promise<number>;
  stopBackfill(workflowId: WorkflowId, now: Instant): Promise<void>;
  /** The workspaces with a backfill that is due. */
  dueBackfills(now: Instant): Promise<WorkspaceId[]>;
}
