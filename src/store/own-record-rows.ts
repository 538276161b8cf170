/** Rows of own records, and the lock that whoever writes them holds. */
import { type Selectable, sql, type Transaction } from "kysely";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { OwnRecord } from "#domain/ports/own-records.ts";
import type { Tables } from "./schema.ts";
import type { OwnRecordTable } from "./schema/records.ts";

/** Waits for whoever else writes to the connection's own records. */
export async function lockOwnRecords(trx: Transaction<Tables>, connectionId: ConnectionId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('own-records/' || ${connectionId}::text, 0))`.execute(trx);
}

/** A row in the domain's words. */
export function ownRecordOf(row: Selectable<OwnRecordTable>): OwnRecord {
  return {
    objectType: row.object_type,
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    properties: row.properties,
    associates: row.associates,
    parentId: row.parent_id,
    createdAt: instantOf(row.created_at),
    modifiedAt: instantOf(row.modified_at),
  };
}

/** The moment of a change: later than that of the one before, whatever the clock says. */
export function changeMoment(before: Instant | undefined, now: Instant): Instant {
  return before === undefined || before < now ? now : later(before, 1);
}
