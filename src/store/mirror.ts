/** The mirror of the books' reference data, and the links people or we have settled. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { matchingKey } from "#domain/matching.ts";
import type { ReferenceChanges, ReferenceKind, ReferenceRow } from "#domain/ports/books.ts";
import type { ReferenceAnswer, ReferenceQuery, SavedLink } from "#domain/ports/store.ts";
import { announce } from "./changes.ts";
import { instantOrNull, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

const rowsAtOnce = 2_000;
const manyRows = 500;
const rowColumns = `kind text, id text, name_key text, email_key text, sku_key text, modified_at timestamptz, content jsonb`;
/** A full read of the books may have begun before we created a row and end after; such a young row is not gone. */
const keptForMs = 15 * 60_000;

/** How far the mirror follows the books; nulls = never refreshed. */
export async function mirrorCursor(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
): Promise<{ cursor: string | null; refreshedAt: Instant | null }> {
  const row = await db
    .selectFrom("mirrors")
    .select(["cursor", "refreshed_at"])
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return { cursor: row?.cursor ?? null, refreshedAt: instantOrNull(row?.refreshed_at ?? null) };
}

/** Brings the mirror up to what the books said. */
export async function applyReferenceChanges(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  changes: ReferenceChanges,
  now: Instant,
): Promise<void> {
  const mirror = { cursor: changes.cursor, refreshed_at: now };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("mirrors")
      .values({ connection_id: connectionId, ...mirror })
      .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(mirror))
      .execute();
    await keepRows(trx, connectionId, changes.rows, null);
    if (changes.replacesAll) await dropAllBut(trx, connectionId, changes.rows, now);
    await dropRows(trx, connectionId, changes.deleted);
    if (changes.rows.length + changes.deleted.length > 0) await tellOf(trx, connectionId);
  });
  // Lookups begin right after the first read of the books; without statistics the planner picks the wrong index.
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
    await keepRows(trx, connectionId, rows, now);
    if (links.length === 0) return;
    await sql`insert into links (connection_id, kind, crm_key, books_id)
      select distinct on (kind, crm_key) ${connectionId}::text, kind, crm_key, books_id
      from ${rowsOf(linkRows, "kind text, crm_key text, books_id text")} order by kind, crm_key
      on conflict (connection_id, kind, crm_key) do update set books_id = excluded.books_id`.execute(trx);
  });
}

/** An older row never overwrites a newer one. */
async function keepRows(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  rows: readonly ReferenceRow[],
  keptAt: Instant | null,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce).map(mirrorRow);
    await sql`insert into mirror_rows (connection_id, kind, id, name_key, email_key, sku_key, modified_at, content, kept_at)
      select distinct on (kind, id) ${connectionId}::text, kind, id, name_key, email_key, sku_key, modified_at, content,
        ${keptAt}::timestamptz
      from ${rowsOf(some, rowColumns)} order by kind, id, modified_at desc
      on conflict (connection_id, kind, id) do update set name_key = excluded.name_key, email_key = excluded.email_key,
        sku_key = excluded.sku_key, modified_at = excluded.modified_at, content = excluded.content,
        kept_at = coalesce(excluded.kept_at, mirror_rows.kept_at)
      where mirror_rows.modified_at <= excluded.modified_at`.execute(db);
  }
}

function mirrorRow(row: ReferenceRow) {
  return {
    kind: row.kind,
    id: row.id,
    name_key: matchingKey(row.name),
    email_key: row.email === null ? null : matchingKey(row.email),
    sku_key: row.sku === null ? null : matchingKey(row.sku),
    modified_at: row.modifiedAt,
    content: row,
  };
}

async function dropAllBut(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  rows: readonly ReferenceRow[],
  now: Instant,
): Promise<void> {
  const there = rows.map(({ kind, id }) => ({ kind, id }));
  await sql`delete from mirror_rows where connection_id = ${connectionId}
    and (kept_at is null or kept_at < ${new Date(Date.parse(now) - keptForMs)})
    and (kind, id) not in (select kind, id from ${rowsOf(there, "kind text, id text")})`.execute(db);
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
): Promise<ReferenceAnswer> {
  const emails = query.customers.map((customer) => customer.email);
  const { rows } = await sql<{ content: ReferenceRow | null; link: SavedLink | null }>`
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
      select kind, id, (select content from mirror_rows where connection_id = ${connectionId}
        and mirror_rows.kind = wanted.kind and mirror_rows.id = wanted.id) from wanted
    )
    select * from (select distinct on (kind, id) content, null::jsonb as link from found order by kind, id) as rows
    union all
    select null, jsonb_build_object('kind', kind, 'crmKey', crm_key, 'booksId', books_id) from linked`.execute(db);
  return {
    rows: rows.flatMap((row) => row.content ?? []),
    links: rows.flatMap((row) => row.link ?? []),
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
