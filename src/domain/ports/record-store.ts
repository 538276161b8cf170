/** CRM records as last read. */
import type { Instant } from "../dates.ts";
import type { ConnectionId } from "../ids.ts";
import type { CrmRecord, ObjectType } from "../record.ts";
import type { PageQuery } from "./page.ts";

export interface RecordStore {
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
}
