/** What is known of a CRM connection besides its records: its permissions, and how each kind of records is heard of. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { CrmSettings } from "#domain/crm-settings.ts";
import type { CrmPermission } from "#domain/crm-permission.ts";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { FailureCode } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Watch, WatchNote } from "#domain/ports/connection-store.ts";
import type { ObjectType } from "#domain/record.ts";
import { announce, announced } from "./changes.ts";
import { instantOrNull, jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { CrmWatchTable } from "./schema/connections.ts";

/** Keeps what people decided. */
export async function saveCrmSettings(db: Kysely<Tables>, id: ConnectionId, settings: CrmSettings): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changed = await trx.updateTable("connections").set({ settings: jsonText(settings) }).where("id", "=", id).where("role", "=", "crm").returning("workspace_id").executeTakeFirst();
    if (changed) await announce(trx, { workspaceId: changed.workspace_id, topic: "connections", id });
  });
}

/** Keeps what the credential may do, as of now. */
export async function savePermissions(db: Kysely<Tables>, id: ConnectionId, permissions: readonly CrmPermission[], now: Instant): Promise<void> {
  const kept = { permissions: jsonText(permissions), checked_at: now };
  await db
    .insertInto("crm_permissions")
    .values({ connection_id: id, ...kept })
    .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(kept))
    .execute();
}

/** What the credential may do as last checked; null = it was never checked. */
export async function permissions(db: Kysely<Tables>, id: ConnectionId): Promise<{ permissions: CrmPermission[]; checkedAt: Instant } | null> {
  const row = await db.selectFrom("crm_permissions").selectAll().where("connection_id", "=", id).executeTakeFirst();
  return row === undefined ? null : { permissions: row.permissions, checkedAt: instantOf(row.checked_at) };
}

/** Keeps news of how a kind of records is heard of; what the note does not name stays. */
export async function noteWatch(db: Kysely<Tables>, id: ConnectionId, objectType: ObjectType, note: WatchNote): Promise<void> {
  const set = {
    ...(note.askedAt === undefined ? {} : { asked_at: note.askedAt, failure: null, failed_at: null }),
    ...(note.heardAt === undefined ? {} : { heard_at: note.heardAt, heard_by: note.heardBy ?? null }),
    ...(note.failure === undefined ? {} : { failed_at: note.failedAt ?? null, failure: jsonText(note.failure) }),
    ...(note.sweepCursor === undefined ? {} : { sweep_cursor: note.sweepCursor }),
    ...(note.sweptAt === undefined ? {} : { swept_at: note.sweptAt, sweep_found: note.sweepFound ?? 0 }),
  };
  await db
    .insertInto("crm_watch")
    .values({ connection_id: id, object_type: objectType, ...set })
    .onConflict((conflict) => conflict.columns(["connection_id", "object_type"]).doUpdateSet(set))
    .execute();
}

/** How each kind of records is heard of; kinds that were never asked for are absent. */
export async function watches(db: Kysely<Tables>, id: ConnectionId): Promise<Watch[]> {
  const rows = await db.selectFrom("crm_watch").selectAll().where("connection_id", "=", id).orderBy("object_type").execute();
  return rows.map(watchOf);
}

function watchOf(row: Selectable<CrmWatchTable>): Watch {
  return {
    objectType: row.object_type,
    askedAt: instantOrNull(row.asked_at),
    heardAt: instantOrNull(row.heard_at),
    heardBy: row.heard_by,
    failedAt: instantOrNull(row.failed_at),
    failure: row.failure,
    sweptAt: instantOrNull(row.swept_at),
    sweepFound: row.sweep_found,
    sweepCursor: row.sweep_cursor,
  };
}

/** What waited for the CRM to be connected again. */
const waitsForCrm: FailureCode[] = ["crm-disconnected", "crm-not-connected", "crm-unreachable", "crm-busy"];

/** See `Store.releaseCrmWork`. */
export async function releaseCrmWork(db: Kysely<Tables>, id: ConnectionId, now: Instant): Promise<void> {
  await sql`
    with heard as (
      update events set not_before = null where connection_id = ${id} and settled_at is null and not_before is not null
    ), linked as (
      update documents set link_back_not_before = null where crm_connection_id = ${id} and link_back_state = 'pending'
    ), moved as (
      update enrollments set wake_at = ${now}, updated_at = ${now}
      where connection_id = ${id} and state = 'waiting' and failures->0->>'code' = any(${waitsForCrm}::text[])
      returning id, workspace_id
    ), told as (${announced("enrollments", "moved")})
    select count(sent) from told`.execute(db);
}
