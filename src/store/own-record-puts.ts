/** Putting own records in: what is there already, what it becomes, and the rows to write, a batch at a time. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { type AssociatedList, associatedTypes, isSoldType } from "#domain/own-records/fields.ts";
import { missingFields, type OwnWrite, ownRecordName } from "#domain/own-records/put.ts";
import { ownRecordFacts } from "#domain/own-records/record-facts.ts";
import type { FieldProblem } from "#domain/own-records/values.ts";
import type { OwnAssociate, OwnRecord, PutManner, PutOutcome } from "#domain/ports/own-records.ts";
import type { ObjectType } from "#domain/record.ts";
import { newId } from "./ids.ts";
import { rowsOf } from "./json.ts";
import { changeMoment, lockOwnRecords, ownRecordOf } from "./own-record-rows.ts";
import { factColumns, factColumnsOf, factNames, factUpdates } from "./record-facts.ts";
import type { Tables } from "./schema.ts";
import { recordTypeWords } from "#domain/explanation/record-types.ts";
import { problemWords } from "#domain/own-records/problem-words.ts";

/** Tells own records from those of a CRM of the same workspace. */
const idStart = "own-";

/** What is there before a batch is written, by kind and external id. */
interface Known {
  of(objectType: ObjectType, externalId: string): OwnRecord | undefined;
  /** The line items of a record. */
  linesOf(recordId: string): readonly OwnRecord[];
}

/** What one write comes to. */
interface Put {
  outcome: PutOutcome;
  /** The record and its line items, those that are new or changed. */
  kept: OwnRecord[];
  /** Ids of line items that are not its own any more. */
  removed: string[];
}

/** Puts records in, in their order; of two with the same id in one batch the later one changes the earlier one. */
export async function putOwnRecords(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  objectType: ObjectType,
  writes: readonly OwnWrite[],
  manner: PutManner,
  now: Instant,
): Promise<PutOutcome[]> {
  if (writes.length === 0) return [];
  return db.transaction().execute(async (trx) => {
    await lockOwnRecords(trx, connectionId);
    const known = await readKnown(trx, connectionId, objectType, writes);
    const kept = new Map<string, OwnRecord>();
    const removed = new Set<string>();
    const outcomes = writes.map((write) => {
      const put = putOne(objectType, write, known, now);
      for (const record of put.kept) kept.set(record.id, known.learn(record));
      for (const id of put.removed) removed.add(known.forget(id));
      return put.outcome;
    });
    if (!manner.isDry) await keep(trx, connectionId, [...kept.values()].filter(({ id }) => !removed.has(id)), [...removed], manner);
    return outcomes;
  });
}

function putOne(objectType: ObjectType, write: OwnWrite, known: Known, now: Instant): Put {
  const problems: FieldProblem[] = [];
  const before = known.of(objectType, write.externalId);
  const parent = parentOf(write, before, known, objectType, problems);
  const record = merged(objectType, write.externalId, write.properties, before, { parentId: parent, associates: associatesOf(write, before, known, problems) }, now);
  problems.push(...missingFields(objectType, record.properties));
  const lines = (write.lineItems ?? []).map((line, index) => {
    const there = known.of("line-item", line.externalId);
    if (there !== undefined && there.parentId !== record.id) {
      problems.push({ field: `lineItems[${index}].externalId`, problem: problemWords("is the id of a line item of another record"), fix: problemWords("Give an id that no other line item has.") });
    }
    const item = merged("line-item", line.externalId, line.properties, there, { parentId: record.id, associates: [] }, now);
    problems.push(...missingFields("line-item", item.properties, `lineItems[${index}].`));
    return { item, isNew: !isSame(item, there) };
  });
  if (problems.length > 0) return { outcome: { externalId: write.externalId, outcome: "refused", problems }, kept: [], removed: [] };
  const wanted = new Set(lines.map(({ item }) => item.id));
  const removed = write.lineItems === null ? [] : known.linesOf(record.id).filter(({ id }) => !wanted.has(id)).map(({ id }) => id);
  const isChanged = !isSame(record, before) || lines.some(({ isNew }) => isNew) || removed.length > 0;
  const modifiedAt = isChanged ? changeMoment(before?.modifiedAt, now) : record.modifiedAt;
  const outcome = before === undefined ? "created" : isChanged ? "changed" : "same";
  return {
    outcome: { externalId: write.externalId, outcome, id: record.id, modifiedAt },
    kept: isChanged ? [{ ...record, modifiedAt }, ...lines.filter(({ isNew }) => isNew).map(({ item }) => item)] : [],
    removed,
  };
}

function notThere(objectType: ObjectType, id: string): Pick<FieldProblem, "problem" | "fix"> {
  const type = recordTypeWords[objectType].one;
  return { problem: problemWords('there is no {type} "{id}"', { type, id }), fix: problemWords("Put the {type} in first.", { type }) };
}

/** Null = it belongs to nothing, as all but line items do. */
function parentOf(write: OwnWrite, before: OwnRecord | undefined, known: Known, objectType: ObjectType, problems: FieldProblem[]): string | null {
  if (write.belongsTo === null) {
    if (objectType === "line-item" && before === undefined) problems.push({ field: "belongsTo", problem: problemWords("is missing"), fix: problemWords("Say which deal, quote or payment the line item stands on.") });
    return before?.parentId ?? null;
  }
  const parent = known.of(write.belongsTo.objectType, write.belongsTo.externalId);
  if (parent === undefined) problems.push({ field: "belongsTo.externalId", ...notThere(write.belongsTo.objectType, write.belongsTo.externalId) });
  return parent?.id ?? null;
}

function associatesOf(write: OwnWrite, before: OwnRecord | undefined, known: Known, problems: FieldProblem[]): OwnAssociate[] {
  return (Object.keys(associatedTypes) as AssociatedList[]).flatMap((list) => {
    const objectType = associatedTypes[list];
    const given = write.associates[list];
    if (given === undefined) return before?.associates.filter((one) => one.objectType === objectType) ?? [];
    return given.flatMap(({ externalId, roles, labels }, index) => {
      const associate = known.of(objectType, externalId);
      if (associate !== undefined) return [{ objectType, id: associate.id, roles, labels }];
      problems.push({ field: `${list}[${index}].externalId`, ...notThere(objectType, externalId) });
      return [];
    });
  });
}

function merged(
  objectType: ObjectType,
  externalId: string,
  given: Record<string, string | null>,
  before: OwnRecord | undefined,
  more: Pick<OwnRecord, "parentId" | "associates">,
  now: Instant,
): OwnRecord {
  const properties = { ...before?.properties, ...given };
  return {
    objectType,
    id: before?.id ?? idStart + newId(),
    externalId,
    name: ownRecordName(objectType, externalId, properties),
    properties,
    ...more,
    createdAt: before?.createdAt ?? now,
    modifiedAt: before?.modifiedAt ?? now,
  };
}

function isSame(record: OwnRecord, before: OwnRecord | undefined): boolean {
  if (before === undefined || record.parentId !== before.parentId) return false;
  const names = new Set([...Object.keys(record.properties), ...Object.keys(before.properties)]);
  if ([...names].some((name) => (record.properties[name] ?? null) !== (before.properties[name] ?? null))) return false;
  return associatesKey(record.associates) === associatesKey(before.associates);
}

function associatesKey(associates: readonly OwnAssociate[]): string {
  return JSON.stringify(associates.map(({ objectType, id, roles, labels }) => [objectType, id, roles, labels]));
}

/** Reads everything that the writes speak of. */
async function readKnown(trx: Transaction<Tables>, connectionId: ConnectionId, objectType: ObjectType, writes: readonly OwnWrite[]) {
  const wanted: { object_type: ObjectType; external_id: string }[] = writes.flatMap((write) => [
    { object_type: objectType, external_id: write.externalId },
    ...(write.belongsTo === null ? [] : [{ object_type: write.belongsTo.objectType, external_id: write.belongsTo.externalId }]),
    ...(write.lineItems ?? []).map(({ externalId }) => ({ object_type: "line-item" as const, external_id: externalId })),
    ...(Object.keys(associatedTypes) as AssociatedList[]).flatMap((list) => (write.associates[list] ?? []).map(({ externalId }) => ({ object_type: associatedTypes[list], external_id: externalId }))),
  ]);
  const named = await trx
    .selectFrom("own_records")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where(sql<boolean>`(object_type, external_id) in (select distinct object_type, external_id from ${rowsOf(wanted, "object_type text, external_id text")})`)
    .execute();
  const withLines = new Set(writes.filter(({ lineItems }) => lineItems !== null).map(({ externalId }) => externalId));
  const parents = named.filter((row) => row.object_type === objectType && withLines.has(row.external_id)).map(({ id }) => id);
  const lines = await trx.selectFrom("own_records").selectAll().where("connection_id", "=", connectionId).where(sql<boolean>`parent_id = any(${parents}::text[])`).execute();
  return knownOf([...named, ...lines].map(ownRecordOf));
}

function knownOf(records: readonly OwnRecord[]): Known & { learn(record: OwnRecord): OwnRecord; forget(id: string): string } {
  const byName = new Map<string, OwnRecord>();
  const byId = new Map<string, OwnRecord>();
  const nameOf = (objectType: ObjectType, externalId: string): string => `${objectType}/${externalId}`;
  const learn = (record: OwnRecord): OwnRecord => {
    byName.set(nameOf(record.objectType, record.externalId), record);
    byId.set(record.id, record);
    return record;
  };
  records.forEach(learn);
  return {
    of: (objectType, externalId) => byName.get(nameOf(objectType, externalId)),
    linesOf: (recordId) => [...byId.values()].filter(({ parentId }) => parentId === recordId),
    learn,
    forget: (id) => {
      const gone = byId.get(id);
      if (gone !== undefined) byName.delete(nameOf(gone.objectType, gone.externalId));
      byId.delete(id);
      return id;
    },
  };
}

const columns = "object_type text, id text, external_id text, name text, properties jsonb, associates jsonb, parent_id text, created_at timestamptz, modified_at timestamptz, place integer";

async function keep(trx: Transaction<Tables>, connectionId: ConnectionId, records: readonly OwnRecord[], removed: readonly string[], { isQuiet, appUrl }: PutManner): Promise<void> {
  if (removed.length > 0) await trx.deleteFrom("own_records").where("connection_id", "=", connectionId).where(sql<boolean>`id = any(${removed}::text[])`).execute();
  if (records.length === 0) return;
  const rows = records.map((record, place) => ({
    object_type: record.objectType, id: record.id, external_id: record.externalId, name: record.name, properties: record.properties, associates: record.associates,
    parent_id: record.parentId, created_at: record.createdAt, modified_at: record.modifiedAt, place,
  }));
  await sql`
    insert into own_records (connection_id, object_type, id, external_id, name, properties, associates, parent_id, created_at, modified_at, change_number)
    select ${connectionId}::text, object_type, id, external_id, name, properties, associates, parent_id, created_at, modified_at, nextval('own_record_changes')
    from (select * from ${rowsOf(rows, columns)} order by place) as input
    on conflict (connection_id, id) do update set name = excluded.name, properties = excluded.properties, associates = excluded.associates,
      parent_id = excluded.parent_id, modified_at = excluded.modified_at, change_number = excluded.change_number`.execute(trx);
  await keepAsKnown(trx, connectionId, records.filter(({ objectType }) => isQuiet || !isSoldType(objectType)), appUrl);
}

/**
 * Workflows compare with what was read before: what is kept as read at the moment of its change is no news. Nobody asks for
 * changes of the kinds that start no workflow, so they are kept as read in any case.
 */
async function keepAsKnown(trx: Transaction<Tables>, connectionId: ConnectionId, records: readonly OwnRecord[], appUrl: string): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ objectType, id, name, properties, modifiedAt }) => ({ object_type: objectType, id, name, properties, modified_at: modifiedAt, url: `${appUrl}/records/${objectType}/${id}`, ...factColumnsOf(ownRecordFacts(objectType, properties)) }));
  await sql`
    insert into records (connection_id, object_type, id, name, properties, modified_at, url, ${factNames})
    select ${connectionId}::text, object_type, id, name, properties, modified_at, url, ${factNames}
    from ${rowsOf(rows, `object_type text, id text, name text, properties jsonb, modified_at timestamptz, url text, ${factColumns}`)}
    on conflict (connection_id, object_type, id) do update set
      name = excluded.name, properties = excluded.properties, modified_at = excluded.modified_at, url = excluded.url, ${factUpdates}`.execute(trx);
}
