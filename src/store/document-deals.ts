/** Which documents were made from quotes and payments of which no deal is known, and when they are asked about. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType } from "#domain/record.ts";
import { unbilledKinds } from "#domain/unbilled.ts";
import { announced } from "./changes.ts";
import { rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

const unknown = sql<boolean>`not deals_known and object_type in ('quote', 'payment') and kind = any(${[...unbilledKinds.deals.settledBy]}::text[])`;

/** The CRMs to ask now. */
export async function crmsToAskForDeals(db: Kysely<Tables>, now: Instant): Promise<ConnectionId[]> {
  const { rows } = await sql<{ id: ConnectionId }>`select id from connections where role = 'crm' and connection_state = 'connected'
    and exists (select from documents where crm_connection_id = connections.id and ${unknown} and coalesce(deals_not_before <= ${now}, true))`.execute(db);
  return rows.map(({ id }) => id);
}

/** The quotes and payments of a CRM that were billed, whose deals are to be asked about now; the longest billed first. */
export async function salesWithoutDeals(db: Kysely<Tables>, crmConnectionId: ConnectionId, limit: number, now: Instant): ReturnType<Store["salesWithoutDeals"]> {
  const rows = await db
    .selectFrom("documents")
    .select(["object_type", "record_id", (select) => select.fn.max("posted_at").as("posted_at")])
    .where("crm_connection_id", "=", crmConnectionId)
    .where(unknown)
    .where(sql<boolean>`coalesce(deals_not_before <= ${now}, true)`)
    .groupBy(["object_type", "record_id"])
    .orderBy(sql`min(posted_at)`)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ objectType: row.object_type, recordId: row.record_id, postedAt: instantOf(row.posted_at) }));
}

/** See `Store.noteDealsOf`. */
export async function noteDealsOf(db: Kysely<Tables>, crmConnectionId: ConnectionId, sales: Parameters<Store["noteDealsOf"]>[1], now: Instant): Promise<void> {
  const rows = sales.map(({ objectType, recordId, retryAt }) => ({ object_type: objectType, record_id: recordId, retry_at: retryAt }));
  await sql`
    with changed as (
      update documents set deals_known = input.retry_at is null, deals_not_before = input.retry_at, deals_asked_at = ${now}::timestamptz
      from ${rowsOf(rows, "object_type text, record_id text, retry_at timestamptz")}
      where documents.crm_connection_id = ${crmConnectionId} and documents.object_type = input.object_type and documents.record_id = input.record_id
      returning documents.id, documents.workspace_id, documents.deals_known
    ), known as (select id, workspace_id from changed where deals_known),
    told as (${announced("documents", "known")})
    select count(sent) from told`.execute(db);
}

/** See `Store.hintDealsOf`. */
export async function hintDealsOf(db: Kysely<Tables>, crmConnectionId: ConnectionId, objectType: ObjectType, recordIds: readonly string[], now: Instant): Promise<void> {
  await db
    .updateTable("documents")
    .set({ deals_not_before: now })
    .where("crm_connection_id", "=", crmConnectionId)
    .where("object_type", "=", objectType)
    .where(sql<boolean>`record_id = any(${[...recordIds]}::text[])`)
    .where(unknown)
    .execute();
}

/** See `Store.hintDeals`. */
export async function hintDeals(db: Kysely<Tables>, workspaceId: WorkspaceId, now: Instant, restMs: number): Promise<void> {
  await db
    .updateTable("documents")
    .set({ deals_not_before: now })
    .where("workspace_id", "=", workspaceId)
    .where(unknown)
    .where("deals_not_before", ">", new Date(now))
    .where("deals_asked_at", "<", new Date(Date.parse(now) - restMs))
    .execute();
}
