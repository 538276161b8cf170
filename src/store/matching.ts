/** Which of all stored records meet triggers: counts, lists and pages. */
import { type Kysely, type RawBuilder, type Selectable, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { MatchQuery } from "#domain/ports/trigger-store.ts";
import type { CrmRecord } from "#domain/record.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import { type Passed, sweptDateKeys } from "#domain/trigger/swept-dates.ts";
import { groupsCondition, readRow } from "./filter-sql.ts";
import { recordOf } from "./records.ts";
import type { Tables } from "./schema.ts";
import type { RecordTable } from "./schema/records.ts";

/** How many records the query means. */
export async function countMatching(db: Kysely<Tables>, query: MatchQuery): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count ${matching(query)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The records themselves: in pages by id, or the last changed first. */
export async function recordsMatching(db: Kysely<Tables>, query: MatchQuery, page: { limit: number; after?: string | undefined; order: "id" | "newest" }): Promise<CrmRecord[]> {
  const after = page.after === undefined ? sql`` : sql` and records.id > ${page.after}`;
  const order = page.order === "newest" ? sql`records.modified_at desc, records.id` : sql`records.id`;
  const { rows } = await sql<Selectable<RecordTable>>`select records.* ${matching(query)}${after} order by ${order} limit ${page.limit}`.execute(db);
  return rows.map(recordOf);
}

function matching({ connectionId, objectType, groups, asking, notMetAt, except = [], exceptIds = [], neverIn }: MatchQuery): RawBuilder<unknown> {
  const wanted = groups === "all" ? [] : groups;
  const row = readRow("records", [...wanted, ...except].flatMap(({ filters }) => filters));
  const conditions = [
    sql`records.connection_id = ${connectionId} and records.object_type = ${objectType} and records.gone_at is null`,
    ...(groups === "all" ? [] : [groupsCondition(groups, row, asking)]),
    ...(notMetAt === undefined ? [] : [swept(wanted, { timeZone: asking.timeZone, from: notMetAt, to: asking.now }), began(sql`not ${groupsCondition(wanted, row, { ...asking, now: notMetAt })}`, notMetAt, asking.now)]),
    ...(except.length > 0 ? [sql`not ${groupsCondition(except, row, asking)}`] : []),
    ...(exceptIds.length > 0 ? [sql`records.id <> all(${[...exceptIds]}::text[])`] : []),
    ...(neverIn === undefined ? [] : [sql`not exists (select from enrollments where enrollments.workflow_id = ${neverIn} and enrollments.record_id = records.id and enrollments.connection_id = records.connection_id)`]),
  ];
  return sql`from records${row.joins} where ${sql.join(conditions, sql` and `)}`;
}

/** By the index: those whose dates time passed over. */
function swept(groups: readonly FilterGroup[], passed: Passed): RawBuilder<unknown> {
  const keys = sweptDateKeys(groups, passed);
  return keys === null ? sql`true` : sql`date_keys(records.properties) && ${keys}::text[]`;
}

/** What was looked at since the last look may have stopped to meet the groups and met them again, which its own look says. */
function began(unmet: RawBuilder<unknown>, notMetAt: Instant, now: Instant): RawBuilder<unknown> {
  return sql`(records.looked_at is null and ${unmet} or records.looked_at < ${now}::timestamptz and (records.looked_at > ${notMetAt}::timestamptz or ${unmet}))`;
}
