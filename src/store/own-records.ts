/** Own records. Whoever writes to a connection's records holds its lock, so that the numbers of changes are in order of commit. */
import { type Kysely, sql, type Transaction } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { OwnField } from "#domain/own-records/fields.ts";
import { ownRecordName } from "#domain/own-records/put.ts";
import type { PropertyWrite } from "#domain/ports/crm.ts";
import { type OwnAssociate, type OwnRecord, type OwnRecords, OwnRecordsTrouble } from "#domain/ports/own-records.ts";
import type { ObjectType } from "#domain/record.ts";
import { jsonText, rowsOf } from "./json.ts";
import { isBusy, isLostConnection } from "./lost-connection.ts";
import { putOwnRecords } from "./own-record-puts.ts";
import { changeMoment, lockOwnRecords, ownRecordOf } from "./own-record-rows.ts";
import type { Tables } from "./schema.ts";

/** The port on an open, migrated database. */
export function ownRecordsOn(db: Kysely<Tables>): OwnRecords {
  return {
    byIds: (connectionId, objectType, ids) => told(() => byColumn(db, connectionId, objectType, "id", ids)),
    byName: (connectionId, objectType, words, limit) => told(() => byName(db, connectionId, objectType, words, limit)),
    byExternalIds: (connectionId, objectType, ids) => told(() => byColumn(db, connectionId, objectType, "external_id", ids)),
    page: (connectionId, objectType, limit, after) => told(() => page(db, connectionId, objectType, limit, after)),
    lineItemsOf: (connectionId, parentIds) => told(() => lineItemsOf(db, connectionId, parentIds)),
    changedAfter: (connectionId, objectType, number, limit) => told(() => changedAfter(db, connectionId, objectType, number, limit)),
    put: (connectionId, objectType, writes, manner, now) => told(() => putOwnRecords(db, connectionId, objectType, writes, manner, now)),
    writeProperties: (connectionId, objectType, writes, now) => told(() => writeProperties(db, connectionId, objectType, writes, now)),
    remove: (connectionId, objectType, externalId) => told(() => remove(db, connectionId, objectType, externalId)),
    addNote: (connectionId, objectType, recordId, text, now) => told(() => addNote(db, connectionId, objectType, recordId, text, now)),
    notesOf: (connectionId, recordId) => told(() => notesOf(db, connectionId, recordId)),
    labelsInUse: (connectionId, objectType) => told(() => labelsInUse(db, connectionId, objectType)),
    customFields: (connectionId) => told(() => customFields(db, connectionId)),
    saveCustomField: (connectionId, objectType, field) => told(() => saveCustomField(db, connectionId, objectType, field)),
  };
}

/** Trouble of the database in the port's words. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (problem) {
    if (isLostConnection(problem)) throw new OwnRecordsTrouble("away", problem);
    if (isBusy(problem)) throw new OwnRecordsTrouble("busy", problem);
    throw problem;
  }
}

async function byColumn(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, column: "id" | "external_id", ids: readonly string[]): Promise<OwnRecord[]> {
  if (ids.length === 0) return [];
  const rows = await recordsOf(db, connectionId, objectType).where(sql<boolean>`${sql.ref(column)} = any(${ids}::text[])`).execute();
  return rows.map(ownRecordOf);
}

async function byName(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, words: readonly string[], limit: number): Promise<OwnRecord[]> {
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const rows = await recordsOf(db, connectionId, objectType).where(sql<boolean>`name ilike all (${patterns}::text[])`).orderBy("modified_at", "desc").orderBy("id").limit(limit).execute();
  return rows.map(ownRecordOf);
}

async function page(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, limit: number, after: string | undefined): Promise<OwnRecord[]> {
  const rows = await recordsOf(db, connectionId, objectType)
    .$if(after !== undefined, (query) => query.where("external_id", ">", after ?? ""))
    .orderBy("external_id")
    .limit(limit)
    .execute();
  return rows.map(ownRecordOf);
}

async function lineItemsOf(db: Kysely<Tables>, connectionId: ConnectionId, parentIds: readonly string[]): Promise<OwnRecord[]> {
  if (parentIds.length === 0) return [];
  const rows = await db.selectFrom("own_records").selectAll().where("connection_id", "=", connectionId).where(sql<boolean>`parent_id = any(${parentIds}::text[])`).execute();
  return rows.map(ownRecordOf);
}

async function labelsInUse(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType): Promise<{ objectType: OwnAssociate["objectType"]; label: string }[]> {
  const found = await sql<{ objectType: OwnAssociate["objectType"]; label: string }>`select distinct associate ->> 'objectType' as "objectType", label
    from own_records, jsonb_array_elements(associates) associate, jsonb_array_elements_text(associate -> 'labels') label
    where connection_id = ${connectionId} and object_type = ${objectType} order by label`.execute(db);
  return found.rows;
}

async function changedAfter(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, number: number, limit: number) {
  const rows = await db
    .selectFrom("own_records")
    .select(["id", "modified_at", "change_number"])
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .where("change_number", ">", number)
    .orderBy("change_number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, modifiedAt: instantOf(row.modified_at), number: row.change_number }));
}

async function writeProperties(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, writes: readonly PropertyWrite[], now: Instant): Promise<string[]> {
  return locked(db, connectionId, async (trx) => {
    const known = new Map((await byColumn(trx, connectionId, objectType, "id", writes.map(({ recordId }) => recordId))).map((record) => [record.id, record]));
    const rows = writes.flatMap(({ recordId, properties }) => {
      const before = known.get(recordId);
      if (before === undefined) return [];
      const written = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value === "" ? null : value]));
      const merged = { ...before.properties, ...written };
      if (Object.entries(written).every(([name, value]) => (before.properties[name] ?? null) === value)) return [];
      return [{ id: recordId, properties: merged, name: ownRecordName(objectType, before.externalId, merged), modified_at: changeMoment(before.modifiedAt, now) }];
    });
    await sql`
      update own_records set properties = input.properties, name = input.name, modified_at = input.modified_at, change_number = nextval('own_record_changes')
      from ${rowsOf(rows, "id text, properties jsonb, name text, modified_at timestamptz")}
      where own_records.connection_id = ${connectionId} and own_records.id = input.id`.execute(trx);
    return writes.map(({ recordId }) => recordId).filter((id) => !known.has(id));
  });
}

async function remove(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, externalId: string): Promise<boolean> {
  return locked(db, connectionId, async (trx) => {
    const gone = await trx
      .deleteFrom("own_records")
      .where("connection_id", "=", connectionId)
      .where("object_type", "=", objectType)
      .where("external_id", "=", externalId)
      .returning("id")
      .executeTakeFirst();
    if (gone === undefined) return false;
    await trx.deleteFrom("own_records").where("connection_id", "=", connectionId).where("parent_id", "=", gone.id).execute();
    await trx.deleteFrom("records").where("connection_id", "=", connectionId).where("object_type", "=", objectType).where("id", "=", gone.id).execute();
    return true;
  });
}

async function addNote(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, recordId: string, text: string, now: Instant): Promise<boolean> {
  const added = await sql<{ id: number }>`
    insert into own_notes (connection_id, record_id, text, at)
    select connection_id, id, ${text}, ${now}::timestamptz from own_records
    where connection_id = ${connectionId} and object_type = ${objectType} and id = ${recordId}
    returning id`.execute(db);
  return added.rows.length > 0;
}

async function notesOf(db: Kysely<Tables>, connectionId: ConnectionId, recordId: string) {
  const rows = await db.selectFrom("own_notes").select(["text", "at"]).where("connection_id", "=", connectionId).where("record_id", "=", recordId).orderBy("at", "desc").limit(100).execute();
  return rows.map(({ text, at }) => ({ text, at: instantOf(at) }));
}

async function customFields(db: Kysely<Tables>, connectionId: ConnectionId): Promise<Partial<Record<ObjectType, OwnField[]>>> {
  const rows = await db.selectFrom("own_fields").select(["object_type", "content"]).where("connection_id", "=", connectionId).orderBy("name").execute();
  const fields: Partial<Record<ObjectType, OwnField[]>> = {};
  for (const { object_type: objectType, content } of rows) (fields[objectType] ??= []).push(content);
  return fields;
}

async function saveCustomField(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, field: OwnField): Promise<void> {
  const content = jsonText(field);
  await db
    .insertInto("own_fields")
    .values({ connection_id: connectionId, object_type: objectType, name: field.name, content })
    .onConflict((conflict) => conflict.columns(["connection_id", "object_type", "name"]).doUpdateSet({ content }))
    .execute();
}

/** Runs while nobody else writes to the connection's own records. */
function locked<T>(db: Kysely<Tables>, connectionId: ConnectionId, write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await lockOwnRecords(trx, connectionId);
    return write(trx);
  });
}

function recordsOf(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType) {
  return db.selectFrom("own_records").selectAll().where("connection_id", "=", connectionId).where("object_type", "=", objectType);
}
