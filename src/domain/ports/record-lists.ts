/** Lists of records as last read, with what became of them: for people who look for one, and for what is not booked yet. */
import type { EnrollmentState } from "../enrollment.ts";
import type { Instant } from "../dates.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "../ids.ts";
import type { ObjectType, Standing } from "../record.ts";
import type { UnbilledList } from "../unbilled.ts";

/** One record in a list. */
export interface ListedRecord {
  connectionId: ConnectionId;
  objectType: ObjectType;
  id: string;
  name: string;
  standing: Standing | null;
  /** Decimal text in `currency`; null = unknown. */
  amount: string | null;
  /** ISO 4217; null = the CRM account's own. */
  currency: string | null;
  modifiedAt: Instant;
  url: string;
  /** Documents that were made from it and stand. */
  documents: number;
  /** Its newest enrollment. */
  enrollment: { id: EnrollmentId; enrollmentState: EnrollmentState; workflowName: string } | null;
}

/** What is looked for; what is absent does not narrow the list. */
export interface RecordFilter {
  objectType: ObjectType;
  /** Words or parts of words that the name has, in any order, or the record's id. */
  search?: string | undefined;
  standing?: Standing | undefined;
  /** Whether documents were made from it. */
  hasDocuments?: boolean | undefined;
}

export interface Slice {
  limit: number;
  offset: number;
}

/** Something that should be in the books; `ignored` = a person said why not. */
export interface UnbilledRecord extends ListedRecord {
  ignored: { reason: string; who: string; at: Instant } | null;
}

export interface UnbilledPage {
  rows: UnbilledRecord[];
  total: number;
  /** Everything in the list, by currency; null = the CRM account's own, amount null = none is known. */
  sums: { connectionId: ConnectionId; currency: string | null; amount: string | null; count: number }[];
}

export interface RecordLists {
  /** The last changed first. */
  records(workspaceId: WorkspaceId, filter: RecordFilter, slice: Slice): Promise<{ rows: ListedRecord[]; total: number }>;
  unbilled(workspaceId: WorkspaceId, list: UnbilledList, isIgnored: boolean, slice: Slice): Promise<UnbilledPage>;
  unbilledCounts(workspaceId: WorkspaceId): Promise<Record<UnbilledList, number>>;
  /** Leaves records out of a list; a refund that grows comes back. */
  ignoreUnbilled(workspaceId: WorkspaceId, list: UnbilledList, recordIds: readonly string[], reason: string, who: string, now: Instant): Promise<number>;
  heedUnbilled(workspaceId: WorkspaceId, list: UnbilledList, recordIds: readonly string[]): Promise<number>;
}
