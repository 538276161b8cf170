/** The mirror of the books' reference data, and the links people or we have settled. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { matchingKey } from "#domain/matching.ts";
import type { ReferenceChanges, ReferencePage, ReferenceRow } from "#domain/ports/books.ts";
import type { ReferenceKind } from "#domain/reference-kind.ts";
import type { SavedLink } from "#domain/ports/link-store.ts";
import type { MirrorAnswer, MirrorLoad, MirrorState, ReferenceQuery } from "#domain/ports/mirror-store.ts";
import { announce } from "./changes.ts";
import { instantOrNull, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

const rowsAtOnce = 2_000;
const manyRows = 500;
const rowColumns = `kind text, id text, name_key text, email_key text, sku_key text, company_key text, full_name_key text,
  modified_at timestamptz, content jsonb`;
/** A full read of the books may have begun before we created a row and end after; such a young row is not gone. */
const keptForMs = 15 * 60_000;

/** How far the mirror follows the books; nulls = never, or nothing under way. */
export async function mirrorState(db: Kysely<Tables>, connectionId: ConnectionId): Promise<MirrorState> {
  const row = await db.selectFrom("mirrors").selectAll().where("connection_id", "=", connectionId).executeTakeFirst();
  const startedAt = instantOrNull(row?.load_started_at ?? null);
  return {
    cursor: row?.cursor ?? null,
    refreshedAt: instantOrNull(row?.refreshed_at ?? null),
    changedAt: instantOrNull(row?.changed_at ?? null),
    hintedAt: instantOrNull(row?.hinted_at ?? null),
    load: startedAt === null ? null : { startedAt, position: row?.load_position ?? null, cursor: row?.load_cursor ?? null },
  };
}

/** Somebody says that the books have something new. */
export async function hintMirror(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<void> {
  await sql`insert into mirrors (connection_id, hinted_at) values (${connectionId}, ${now})
    on conflict (connection_id) do update set hinted_at = ${now}`.execute(db);
}

/**
 * Keeps one part of everything and how to go on. With the last part the rows that no part held are dropped, and only then
 * the mirror counts as read. A part of another load than the one under way is left out: somebody else is loading.
 */
export async function keepReferencePage(db: Kysely<Tables>, connectionId: ConnectionId, page: ReferencePage, load: MirrorLoad): Promise<boolean> {
  const isLast = page.next === null;
  const kept = await db.transaction().execute(async (trx) => {
    if (!(await isOurLoad(trx, connectionId, load))) return false;
    await keepRows(trx, connectionId, page.rows, null, load.startedAt);
    const cursor = load.cursor ?? page.cursor;
    if (!isLast) {
      await sql`update mirrors set load_position = ${page.next}, load_cursor = ${cursor} where connection_id = ${connectionId}`.execute(trx);
      return true;
    }
    await dropUnseen(trx, connectionId, load.startedAt);
    await sql`update mirrors set cursor = ${cursor}, refreshed_at = ${load.startedAt}, changed_at = ${load.startedAt},
      load_position = null, load_cursor = null, load_started_at = null where connection_id = ${connectionId}`.execute(trx);
    await tellOf(trx, connectionId);
    return true;
  });
  // Lookups begin right after the first read of the books; without statistics the planner picks the wrong index.
  if (kept && (isLast || page.rows.length >= manyRows)) await sql`analyze mirror_rows`.execute(db);
  return kept;
}

/** The first part begins a load; every other goes on with the one that is under way. */
async function isOurLoad(db: Kysely<Tables>, connectionId: ConnectionId, { startedAt, position }: MirrorLoad): Promise<boolean> {
  if (position === null) {
    await sql`insert into mirrors (connection_id, load_started_at) values (${connectionId}, ${startedAt})
      on conflict (connection_id) do update set load_started_at = ${startedAt}, load_position = null, load_cursor = null`.execute(db);
    return true;
  }
  const { rows } = await sql<{ held: boolean }>`select load_started_at = ${startedAt} and load_position = ${position} as held
    from mirrors where connection_id = ${connectionId} for update`.execute(db);
  return rows[0]?.held === true;
}

/** Brings the mirror up to what the books said changed. */
export async function applyReferenceChanges(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  changes: ReferenceChanges,
  now: Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const hasNews = changes.companyChanged || changes.deleted.length > 0 || (await anyDiffers(trx, connectionId, changes.rows));
    await sql`update mirrors set cursor = ${changes.cursor}, refreshed_at = ${now},
      changed_at = case when ${hasNews}::boolean then ${now}::timestamptz else changed_at end where connection_id = ${connectionId}`.execute(trx);
    await keepRows(trx, connectionId, changes.rows, null, null);
    await dropRows(trx, connectionId, changes.deleted);
    if (hasNews) await tellOf(trx, connectionId);
  });
  if (changes.rows.length >= manyRows) await sql`analyze mirror_rows`.execute(db);
}

/** Keeps rows we created in the books ourselves, and links; a later link replaces an earlier one. */
export async function keepCreated(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  rows: readonly ReferenceRow[],
  links: readonly SavedLink[],
  now: Instant,
): Promise<void> {
  const linkRows = links.map((link) => ({ kind: link.kind, crm_key: link.crmKey, books_id: link.booksId }));
  await db.transaction().execute(async (trx) => {
    // Applying changes holds this row too: without it the two could wait for each other's rows.
    await sql`select from mirrors where connection_id = ${connectionId} for update`.execute(trx);
    await keepRows(trx, connectionId, rows, now, null);
    if (links.length === 0) return;
    await sql`insert into links (connection_id, kind, crm_key, books_id, saved_at)
      select distinct on (kind, crm_key) ${connectionId}::text, kind, crm_key, books_id, ${now}::timestamptz
      from ${rowsOf(linkRows, "kind text, crm_key text, books_id text")} order by kind, crm_key
      on conflict (connection_id, kind, crm_key) do update set books_id = excluded.books_id, crm_name = null, saved_by = null, saved_at = excluded.saved_at`.execute(trx);
  });
}

/** An older row never overwrites a newer one; that it was seen counts all the same. */
async function keepRows(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  rows: readonly ReferenceRow[],
  keptAt: Instant | null,
  seenAt: Instant | null,
): Promise<void> {
  const isNewer = sql`mirror_rows.modified_at <= excluded.modified_at`;
  const newest = (column: string) => sql`${sql.ref(column)} = case when ${isNewer} then ${sql.ref(`excluded.${column}`)} else ${sql.ref(`mirror_rows.${column}`)} end`;
  const replaced = ["name_key", "email_key", "sku_key", "company_key", "full_name_key", "modified_at", "content"].map(newest);
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce).map(mirrorRow);
    await sql`insert into mirror_rows (connection_id, kind, id, name_key, email_key, sku_key, company_key, full_name_key, modified_at,
        content, kept_at, seen_at)
      select distinct on (kind, id) ${connectionId}::text, kind, id, name_key, email_key, sku_key, company_key, full_name_key, modified_at,
        content, ${keptAt}::timestamptz, ${seenAt}::timestamptz
      from ${rowsOf(some, rowColumns)} order by kind, id, modified_at desc
      on conflict (connection_id, kind, id) do update set ${sql.join(replaced)},
        kept_at = coalesce(excluded.kept_at, mirror_rows.kept_at), seen_at = coalesce(excluded.seen_at, mirror_rows.seen_at)`.execute(db);
  }
}

/** Whether one of them is not kept as it is: what is read again as it was, such as taxes once a day, is no news. */
async function anyDiffers(db: Kysely<Tables>, connectionId: ConnectionId, rows: readonly ReferenceRow[]): Promise<boolean> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce).map((row) => ({ kind: row.kind, id: row.id, content: row }));
    const { rows: differing } = await sql`select 1 from ${rowsOf(some, "kind text, id text, content jsonb")}
      left join mirror_rows on mirror_rows.connection_id = ${connectionId} and mirror_rows.kind = input.kind and mirror_rows.id = input.id
      where mirror_rows.content is distinct from input.content limit 1`.execute(db);
    if (differing.length > 0) return true;
  }
  return false;
}

function mirrorRow(row: ReferenceRow) {
  return {
    kind: row.kind,
    id: row.id,
    name_key: matchingKey(row.name),
    email_key: row.email === null ? null : matchingKey(row.email),
    sku_key: row.sku === null ? null : matchingKey(row.sku),
    company_key: row.details.companyName === undefined ? null : matchingKey(row.details.companyName),
    full_name_key: row.details.fullName === undefined ? null : matchingKey(row.details.fullName),
    modified_at: row.modifiedAt,
    content: row,
  };
}

/** Rows that a read of everything did not meet; those we made ourselves meanwhile are too young to be missed. */
async function dropUnseen(db: Kysely<Tables>, connectionId: ConnectionId, startedAt: Instant): Promise<void> {
  await sql`delete from mirror_rows where connection_id = ${connectionId} and (seen_at is null or seen_at < ${startedAt})
    and (kept_at is null or kept_at < ${new Date(Date.parse(startedAt) - keptForMs)})`.execute(db);
}

async function dropRows(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  deleted: ReferenceChanges["deleted"],
): Promise<void> {
  if (deleted.length === 0) return;
  await sql`delete from mirror_rows using ${rowsOf(deleted, "kind text, id text")}
    where mirror_rows.connection_id = ${connectionId} and mirror_rows.kind = input.kind and mirror_rows.id = input.id`.execute(
    db,
  );
}

async function tellOf(db: Parameters<typeof announce>[0], connectionId: ConnectionId): Promise<void> {
  const { workspace_id } = await db
    .selectFrom("connections")
    .select("workspace_id")
    .where("id", "=", connectionId)
    .executeTakeFirstOrThrow();
  await announce(db, { workspaceId: workspace_id, topic: "connections", id: connectionId });
}

/** One round trip. The rows that saved links point to come along. */
export async function findReferences(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  query: ReferenceQuery,
): Promise<MirrorAnswer> {
  const emails = [...query.emails, ...query.customers.map((customer) => customer.email)];
  const { rows } = await sql<{ content: ReferenceRow | null; link: SavedLink | null; complete: boolean | null }>`
    with linked as (
      select links.kind, links.crm_key, links.books_id from links
      join ${rowsOf(
        query.links.map(({ kind, crmKey }) => ({ kind, crm_key: crmKey })),
        "kind text, crm_key text",
      )}
        on links.kind = input.kind and links.crm_key = input.crm_key
      where links.connection_id = ${connectionId}
    ), wanted as (
      select input.kind, input.id from ${rowsOf(query.ids, "kind text, id text")}
      union select kind, books_id from linked
    ), found as (
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and email_key = any(${emails}::text[]) and kind = 'customer'
      union all
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and name_key = any(${query.displayNames}::text[])
          and kind in ('customer', 'vendor', 'employee')
      union all
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and sku_key = any(${query.skus}::text[]) and kind = 'item'
      union all
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and name_key = any(${query.itemNames}::text[]) and kind = 'item'
      union all
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and full_name_key = any(${query.itemNames}::text[]) and kind = 'item'
      union all
      select kind, id, content from mirror_rows
        where connection_id = ${connectionId} and company_key = any(${query.companyNames}::text[]) and kind = 'customer'
      union all
      select kind, id, content from mirror_rows where connection_id = ${connectionId} and kind = any(${query.kinds}::text[])
      union all
      select kind, id, (select content from mirror_rows where connection_id = ${connectionId}
        and mirror_rows.kind = wanted.kind and mirror_rows.id = wanted.id) from wanted
    )
    select * from (select distinct on (kind, id) content, null::jsonb as link, null::boolean as complete from found order by kind, id) as rows
    union all
    select null, jsonb_build_object('kind', kind, 'crmKey', crm_key, 'booksId', books_id), null from linked
    union all
    select null, null, refreshed_at is not null from mirrors where connection_id = ${connectionId}`.execute(db);
  return {
    rows: rows.flatMap((row) => row.content ?? []),
    links: rows.flatMap((row) => row.link ?? []),
    isComplete: rows.some((row) => row.complete === true),
  };
}

/** All rows of a kind, by name. */
export async function references(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  kind: ReferenceKind,
): Promise<ReferenceRow[]> {
  const rows = await db
    .selectFrom("mirror_rows")
    .select("content")
    .where("connection_id", "=", connectionId)
    .where("kind", "=", kind)
    .orderBy("name_key")
    .orderBy("id")
    .execute();
  return rows.map((row) => row.content);
}
