/** A fact about a CRM record: something happened to it. A hint to read the record again, never data to act on. */
import type { Instant } from "./dates.ts";
import type { ObjectType } from "./record.ts";

/** How we heard of it. `baseline` = the first look at a portal: records are stored, nothing is enrolled. */
export type EventSource = "webhook" | "poll" | "baseline" | "manual";

/** One event as it enters the inbox. `sourceKey` is unique per connection: the same fact heard twice is stored once. */
export interface CrmEvent {
  objectType: ObjectType;
  recordId: string;
  kind: "created" | "changed" | "deleted";
  /** The property that changed; null = unknown or several. */
  property: string | null;
  occurredAt: Instant;
  source: EventSource;
  sourceKey: string;
}
