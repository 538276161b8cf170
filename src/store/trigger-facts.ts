/** What is kept of records for triggers beyond their properties: who they are associated with, and what they were before. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { FactLoad, FactsIntake } from "#domain/ports/trigger-store.ts";
import type { ObjectType } from "#domain/record.ts";
import { comparable } from "#domain/trigger/comparable.ts";
import type { AssociatedFacts, PropertyHistory, TriggerFacts } from "#domain/trigger/facts.ts";
import { instantOrNull, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Replaces what is kept of the associated types that were read, and of the histories that were read. */
export async function keepFacts(db: Kysely<Tables>, { connectionId, objectType, associatedTypes, facts }: FactsIntake): Promise<void> {
  const associations = facts.filter((one) => one.associated !== undefined);
  const histories = facts.flatMap(({ recordId, histories: read = {} }) => Object.entries(read).map(([property, history]) => ({ record_id: recordId, property, ever: history.ever, changed: history.changed })));
  await db.transaction().execute(async (trx) => {
    if (associations.length > 0) {
      const ids = associations.map(({ recordId }) => recordId);
      const rows = associations.flatMap(({ recordId, associated = [] }) => associated.map((one) => ({ record_id: recordId, to_type: one.objectType, to_id: one.id, labels: one.labels.map(comparable) })));
      await trx
        .deleteFrom("associated_records")
        .where("connection_id", "=", connectionId)
        .where("object_type", "=", objectType)
        .where(sql<boolean>`record_id = any(${ids}::text[]) and to_type = any(${[...associatedTypes]}::text[])`)
        .execute();
      await sql`
        insert into associated_records (connection_id, object_type, record_id, to_type, to_id, labels)
        select distinct on (record_id, to_type, to_id) ${connectionId}::text, ${objectType}::text, record_id, to_type, to_id, labels
        from ${rowsOf(rows, "record_id text, to_type text, to_id text, labels text[]")} order by record_id, to_type, to_id
        on conflict (connection_id, object_type, record_id, to_type, to_id) do update set labels = excluded.labels`.execute(trx);
    }
    if (histories.length === 0) return;
    await sql`
      insert into property_histories (connection_id, object_type, record_id, property, ever, changed)
      select ${connectionId}::text, ${objectType}::text, record_id, property, ever, changed from ${rowsOf(histories, "record_id text, property text, ever text[], changed boolean")} order by record_id, property
      on conflict (connection_id, object_type, record_id, property) do update set ever = excluded.ever, changed = excluded.changed`.execute(trx);
  });
}

type Facts = Omit<TriggerFacts, "properties">;

/** What is kept of these records; those of which nothing is kept are absent. */
export async function triggerFacts(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Map<string, Facts>> {
  if (ids.length === 0) return new Map();
  const [associated, own] = await Promise.all([associatedOf(db, connectionId, objectType, ids), historiesOf(db, connectionId, objectType, ids)]);
  const foreign = await historiesOfAll(db, connectionId, associated.map(({ facts }) => facts));
  const byRecord = Map.groupBy(associated, ({ recordId }) => recordId);
  const found = new Set([...byRecord.keys(), ...own.keys()]);
  return new Map(
    [...found].map((id) => {
      const others = (byRecord.get(id) ?? []).map(({ facts }) => ({ ...facts, histories: foreign.get(`${facts.objectType}/${facts.id}`) ?? {} }));
      return [id, { histories: own.get(id) ?? {}, associated: others }];
    }),
  );
}

async function associatedOf(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<{ recordId: string; facts: AssociatedFacts }[]> {
  const rows = await db
    .selectFrom("associated_records as association")
    .innerJoin("records as other", (join) =>
      join.onRef("other.connection_id", "=", "association.connection_id").onRef("other.object_type", "=", "association.to_type").onRef("other.id", "=", "association.to_id"),
    )
    .select(["association.record_id", "association.labels", "other.object_type", "other.id", "other.name", "other.properties"])
    .where("association.connection_id", "=", connectionId)
    .where("association.object_type", "=", objectType)
    .where(sql<boolean>`association.record_id = any(${[...ids]}::text[])`)
    .orderBy("other.id")
    .execute();
  return rows.map((row) => ({ recordId: row.record_id, facts: { objectType: row.object_type, id: row.id, name: row.name, labels: row.labels, properties: row.properties } }));
}

type Histories = Record<string, PropertyHistory>;

async function historiesOf(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Map<string, Histories>> {
  const rows = await db
    .selectFrom("property_histories")
    .select(["record_id", "property", "ever", "changed"])
    .where("connection_id", "=", connectionId)
    .where("object_type", "=", objectType)
    .where(sql<boolean>`record_id = any(${[...ids]}::text[])`)
    .execute();
  const byRecord = Map.groupBy(rows, ({ record_id }) => record_id);
  return new Map([...byRecord].map(([id, all]) => [id, Object.fromEntries(all.map(({ property, ever, changed }) => [property, { ever, changed }]))]));
}

async function historiesOfAll(db: Kysely<Tables>, connectionId: ConnectionId, associated: readonly AssociatedFacts[]): Promise<Map<string, Histories>> {
  const byType = Map.groupBy(associated, ({ objectType }) => objectType);
  const found = await Promise.all([...byType].map(async ([type, all]) => [type, await historiesOf(db, connectionId, type, [...new Set(all.map(({ id }) => id))])] as const));
  return new Map(found.flatMap(([type, histories]) => [...histories].map(([id, one]) => [`${type}/${id}`, one] as const)));
}

/** The records of a type that any of those records is associated with. */
export async function associatedWith(db: Kysely<Tables>, connectionId: ConnectionId, objectType: ObjectType, to: { objectType: ObjectType; ids: readonly string[] }): Promise<string[]> {
  const rows = await db
    .selectFrom("associated_records")
    .select("record_id")
    .distinct()
    .where("connection_id", "=", connectionId)
    .where("to_type", "=", to.objectType)
    .where(sql<boolean>`to_id = any(${[...to.ids]}::text[])`)
    .where("object_type", "=", objectType)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/** What is read of every record of the connection, and how far. */
export async function factLoads(db: Kysely<Tables>, connectionId: ConnectionId): Promise<FactLoad[]> {
  const rows = await db.selectFrom("fact_loads").selectAll().where("connection_id", "=", connectionId).execute();
  return rows.map((row) => ({ objectType: row.object_type, need: row.need, position: row.position, loadedAt: instantOrNull(row.loaded_at) }));
}

/** Keeps how far a read is. */
export async function saveFactLoad(db: Kysely<Tables>, connectionId: ConnectionId, { objectType, need, position, loadedAt }: FactLoad): Promise<void> {
  const state: { position: string | null; loaded_at: Instant | null } = { position, loaded_at: loadedAt };
  await db
    .insertInto("fact_loads")
    .values({ connection_id: connectionId, object_type: objectType, need, ...state })
    .onConflict((conflict) => conflict.columns(["connection_id", "object_type", "need"]).doUpdateSet(state))
    .execute();
}
