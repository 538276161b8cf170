/** CRM records, own ones, and what is heard and known of them. */
import type { ColumnType, GeneratedAlways } from "kysely";
import type { CrmEvent } from "#domain/event.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { OwnAssociate } from "#domain/ports/own-records.ts";
import type { CrmRecord, ObjectType, Standing } from "#domain/record.ts";
import type { DocumentReached } from "#domain/trigger-event.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

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
  document: ColumnType<DocumentReached | null, string | null | undefined, string | null>;
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
