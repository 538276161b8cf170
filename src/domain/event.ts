/** A fact about a CRM record: something happened to it. A hint to read the record again, never data to act on. */
import type { Instant } from "./dates.ts";
import type { ObjectType } from "./record.ts";
import type { DocumentReached } from "./trigger-event.ts";

/** How we heard of it. `books` = a document of the record changed there. `baseline` = the first look at a portal: records are stored, nothing is enrolled. */
export type EventSource = "webhook" | "poll" | "baseline" | "manual" | "books";

/** One event as it enters the inbox. `sourceKey` is unique per connection: the same fact heard twice is stored once. */
export interface CrmEvent {
  objectType: ObjectType;
  recordId: string;
  kind: "created" | "changed" | "deleted" | "document";
  /** The property that changed; null = unknown or several. */
  property: string | null;
  occurredAt: Instant;
  source: EventSource;
  sourceKey: string;
  /** What a document of the record came to; absent = it is about something else. */
  document?: DocumentReached;
}
