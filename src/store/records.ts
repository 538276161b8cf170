/** CRM records as last read. */
import type { Kysely, Selectable } from "kysely";
import { instantOf } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { PageQuery } from "#domain/ports/page.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import type { Tables } from "./schema.ts";
import type { RecordTable } from "./schema/records.ts";

/** Records by id; those never stored are absent. */
export async function records(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
  ids: readonly string[],
): Promise<CrmRecord[]> {
  if (ids.length === 0) return [];
  const rows = await recordsIn(db, connectionId, objectType).where("id", "in", ids).execute();
  return rows.map(recordOf);
}

/** All records of a type, in pages by id. */
export async function recordsOfType(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
  page: PageQuery,
): Promise<CrmRecord[]> {
  const rows = await recordsIn(db, connectionId, objectType)
    .$if(page.after !== undefined, (query) => query.where("id", ">", page.after ?? ""))
    .limit(page.limit)
    .execute();
  return rows.map(recordOf);
}

function recordsIn(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType) {
  return db
    .selectFrom("records")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .orderBy("id");
}

/** A row as a record. */
export function recordOf(row: Selectable<RecordTable>): CrmRecord {
  return {
    objectType: row.object_type,
    id: row.id,
    name: row.name,
    properties: row.properties,
    modifiedAt: instantOf(row.modified_at),
    url: row.url,
  };
}
