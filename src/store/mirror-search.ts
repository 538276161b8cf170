/** Searching the mirror for what a person types into a picker. */
import { type Kysely, sql } from "kysely";
import type { ConnectionId } from "#domain/ids.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import type { ReferenceSearch } from "#domain/ports/mirror-store.ts";
import type { Tables } from "./schema.ts";

/** Active rows that contain the text; see `ReferenceSearch`. */
export async function searchReferences(db: Kysely<Tables>, connectionId: ConnectionId, search: ReferenceSearch): Promise<ReferenceRow[]> {
  const { kind, types, exceptTypes, text, limit } = search;
  const anywhere = `%${literal(text)}%`;
  const atStart = `${literal(text)}%`;
  const { rows } = await sql<{ content: ReferenceRow }>`
    select content from mirror_rows
    where connection_id = ${connectionId} and kind = ${kind} and (content->>'isActive')::boolean
      and (${types === null}::boolean or content->>'type' = any(${types ?? []}::text[]))
      and not coalesce(content->>'type' = any(${exceptTypes}::text[]), false)
      and (name_key like ${anywhere} or full_name_key like ${anywhere} or sku_key like ${anywhere} or email_key like ${anywhere})
    order by (name_key like ${atStart} or coalesce(sku_key like ${atStart}, false)) desc, coalesce(full_name_key, name_key), id
    limit ${limit}`.execute(db);
  return rows.map((row) => row.content);
}

/** What `like` would read as a wildcard stands for itself. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
