/** Which documents were made from quotes and payments whose deals nobody asked about yet. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import { unbilledKinds } from "#domain/unbilled.ts";
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
    .select(["object_type", "record_id"])
    .where("crm_connection_id", "=", crmConnectionId)
    .where(unknown)
    .where(sql<boolean>`coalesce(deals_not_before <= ${now}, true)`)
    .groupBy(["object_type", "record_id"])
    .orderBy(sql`min(posted_at)`)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ objectType: row.object_type, recordId: row.record_id }));
}

/** The deals of these records are known, or asked about again at `retryAt`. */
export async function noteDealsOf(db: Kysely<Tables>, crmConnectionId: ConnectionId, sales: Parameters<Store["noteDealsOf"]>[1], retryAt: Instant | null): Promise<void> {
  for (const [objectType, of] of Map.groupBy(sales, (one) => one.objectType)) {
    await db
      .updateTable("documents")
      .set({ deals_known: retryAt === null, deals_not_before: retryAt })
      .where("crm_connection_id", "=", crmConnectionId)
      .where("object_type", "=", objectType)
      .where(sql<boolean>`record_id = any(${of.map(({ recordId }) => recordId)}::text[])`)
      .execute();
  }
}
