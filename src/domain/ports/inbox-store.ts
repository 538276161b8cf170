/** Events from a CRM, and what comes of looking at them. */
import type { Instant } from "../dates.ts";
import type { Enrollment } from "../enrollment.ts";
import type { CrmEvent } from "../event.ts";
import type { ConnectionId, WorkflowId } from "../ids.ts";
import type { CrmRecord, ObjectType } from "../record.ts";
import type { NewEnrollment } from "./enrollment-store.ts";
import type { HeldLook, TimeLook } from "./trigger-store.ts";
import type { WaitingMatch } from "./workflow-store.ts";

/** An event in the inbox. */
export interface StoredEvent extends CrmEvent {
  id: string;
  connectionId: ConnectionId;
}

/** What comes of looking at a batch of events: records refreshed, records enrolled, events settled. */
export interface Intake {
  connectionId: ConnectionId;
  records: CrmRecord[];
  enrollments: NewEnrollment[];
  settledEventIds: string[];
  /**
   * The page of a backfill that this is: where it begins (null = at the first record) and how far it comes with it. Nobody is enrolled when it
   * does not run any more, or is somewhere else because another worker took the page.
   */
  backfill?: { id: string; connectionId: ConnectionId; after: string | null; position: string | null; isLastPage: boolean };
  /** Records that wait until a paused workflow goes on. */
  waiting?: Omit<WaitingMatch, "matchedAt">[];
  /** Records that waited and are dealt with now. */
  settledMatches?: { workflowId: WorkflowId; recordIds: readonly string[] };
  /** When workflows were asked about the records; absent = they were not. */
  lookedAt?: Instant;
  /** Records about which workflows' filters can say nothing now; what is held back already stays as it is. */
  held?: readonly HeldLook[];
  /** Records that were held back and are decided about. */
  released?: readonly Pick<HeldLook, "workflowId" | "recordId">[];
  /** How far a look at what time alone changed comes with this page. */
  timeLook?: { workflowId: WorkflowId; look: TimeLook };
  now: Instant;
}

export interface InboxStore {
  /** Stores what is new; returns how many were. The same sourceKey twice is one event. */
  receiveEvents(connectionId: ConnectionId, events: readonly CrmEvent[], now: Instant): Promise<number>;
  /** Oldest first; those that were put off (`postponeEvents`) are left out until their time. */
  pendingEvents(connectionId: ConnectionId, limit: number, now: Instant): Promise<StoredEvent[]>;
  postponeEvents(ids: readonly string[], until: Instant): Promise<void>;
  pollCursor(connectionId: ConnectionId, objectType: ObjectType): Promise<string | null>;
  savePollCursor(connectionId: ConnectionId, objectType: ObjectType, cursor: string): Promise<void>;
  /**
   * Keeps records (an older modifiedAt never overwrites a newer one), inserts enrollments (a second one for the same
   * workflow, record and occurrence is dropped) and settles the events, all together. Returns the enrollments kept.
   */
  recordIntake(intake: Intake): Promise<Enrollment[]>;
}
