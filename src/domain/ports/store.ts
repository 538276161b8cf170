/**
 * What we need of a store. Every method is one transaction and is scoped to a workspace or to something that belongs to
 * one. Recording is one call: an outcome and all that follows from it are kept together or not at all.
 */
import type { Instant } from "../dates.ts";
import type { ConnectionId, WorkspaceId } from "../ids.ts";
import type { AllowanceStore } from "./allowance-store.ts";
import type { ConnectionStore } from "./connection-store.ts";
import type { CrmExecutionStore } from "./crm-execution-store.ts";
import type { DocumentNewsStore } from "./document-news-store.ts";
import type { DocumentStore } from "./document-store.ts";
import type { EnrollmentStore } from "./enrollment-store.ts";
import type { RetryStore } from "./retry-store.ts";
import type { InboxStore } from "./inbox-store.ts";
import type { LinkStore } from "./link-store.ts";
import type { MirrorStore } from "./mirror-store.ts";
import type { NotificationStore } from "./notifications.ts";
import type { PeopleStore } from "./people.ts";
import type { PostingStore } from "./posting-store.ts";
import type { RecordStore } from "./record-store.ts";
import type { TriggerStore } from "./trigger-store.ts";
import type { WorkflowStore } from "./workflow-store.ts";

/** What changed, for live pages. Small on purpose: pages read again what they show. */
export interface ChangeNotice {
  workspaceId: WorkspaceId;
  topic: "workflows" | "enrollments" | "documents" | "connections" | "people";
  /** The id concerned; null = several. */
  id: string | null;
}

export interface Store
  extends AllowanceStore,
    ConnectionStore,
    CrmExecutionStore,
    DocumentNewsStore,
    DocumentStore,
    EnrollmentStore,
    RetryStore,
    InboxStore,
    LinkStore,
    MirrorStore,
    NotificationStore,
    PeopleStore,
    PostingStore,
    RecordStore,
    TriggerStore,
    WorkflowStore {
  /** Work that is due, for the sweep: keys to signal. */
  dueWork(now: Instant): Promise<{ receive: ConnectionId[]; run: WorkspaceId[]; post: ConnectionId[]; linkBack: ConnectionId[] }>;

  /** Calls back on every committed change, from any process. Returns how to stop. */
  onChange(listener: (notice: ChangeNotice) => void): Promise<() => Promise<void>>;
}
