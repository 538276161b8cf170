/** CRM portals and books. */
import type { ColumnType, Generated } from "kysely";
import type { BooksSettings } from "#domain/books-settings.ts";
import type { BooksVendor, Connection, CrmVendor } from "#domain/connection.ts";
import type { CrmPermission } from "#domain/crm-permission.ts";
import type { CrmSettings } from "#domain/crm-settings.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

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

export interface ConnectionHealthTable {
  connection_id: ConnectionId;
  succeeded_at: OptionalTime;
  failed_at: OptionalTime;
  failure: Json<Failure> | null;
  trace_id: string | null;
}

export interface CrmPermissionTable {
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

/** One row per set of books; `take_turn` decides while it holds it. */
export interface AllowanceTable {
  connection_id: ConnectionId;
  paused_until: OptionalTime;
  next_turn_at: OptionalTime;
  per_minute: number | null;
  slowed_to: number | null;
  slowed_at: OptionalTime;
  /** When each call's place is free again at the latest, in milliseconds since 1970. */
  under_way: Json<Record<string, number>>;
}
