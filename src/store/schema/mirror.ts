/** The mirror of the books' reference data, and saved links. */
import type { ConnectionId } from "#domain/ids.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import type { ReferenceKind } from "#domain/reference-kind.ts";
import type { SavedLink } from "#domain/ports/link-store.ts";
import type { Json, OptionalTime, Time } from "./columns.ts";

export interface MirrorTable {
  connection_id: ConnectionId;
  cursor: string | null;
  refreshed_at: OptionalTime;
  changed_at: OptionalTime;
  hinted_at: OptionalTime;
  load_position: string | null;
  load_cursor: string | null;
  load_started_at: OptionalTime;
}

export interface MirrorRowTable {
  connection_id: ConnectionId;
  kind: ReferenceKind;
  id: string;
  name_key: string;
  email_key: string | null;
  sku_key: string | null;
  modified_at: Time;
  kept_at: OptionalTime;
  content: Json<ReferenceRow>;
}

export interface LinkTable {
  connection_id: ConnectionId;
  kind: SavedLink["kind"];
  crm_key: string;
  books_id: string;
  saved_by: string | null;
  saved_at: OptionalTime;
  crm_name: string | null;
}
