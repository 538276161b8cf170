/** How connections were last heard of, and what that says of their state. */
import { type Kysely, sql } from "kysely";
import type { ConnectionHealth, HealthNote } from "#domain/connection.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { announced } from "./changes.ts";
import { instantOrNull, jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";

/** See `Store.noteHealth`. A person's disconnection stands, whatever late calls bring. */
export async function noteHealth(db: Kysely<Tables>, id: ConnectionId, note: HealthNote): Promise<void> {
  if ("succeededAt" in note) await noteSuccess(db, id, note);
  else await noteFailure(db, id, note);
}

async function noteSuccess(db: Kysely<Tables>, id: ConnectionId, { succeededAt }: Extract<HealthNote, { succeededAt: unknown }>): Promise<void> {
  await sql`
    with noted as (
      insert into connection_health as health (connection_id, succeeded_at) values (${id}, ${succeededAt})
      on conflict (connection_id) do update set succeeded_at = greatest(health.succeeded_at, excluded.succeeded_at)
    ), back as (
      update connections set connection_state = 'connected' where id = ${id} and connection_state = 'ended' returning id, workspace_id
    ), told as (${announced("connections", "back")})
    select count(sent) from told`.execute(db);
}

async function noteFailure(db: Kysely<Tables>, id: ConnectionId, note: Exclude<HealthNote, { succeededAt: unknown }>): Promise<void> {
  const { failedAt, failure, traceId } = note;
  const next = failure.code === "books-disconnected" || failure.code === "crm-disconnected" ? "ended" : "connected";
  await sql`
    with noted as (
      insert into connection_health as health (connection_id, failed_at, failure, trace_id)
      values (${id}, ${failedAt}, ${jsonText(failure)}::jsonb, ${traceId})
      on conflict (connection_id) do update
        set failed_at = excluded.failed_at, failure = excluded.failure, trace_id = excluded.trace_id
    ), changed as (
      update connections set connection_state = case when connection_state = 'connected' then ${next} else connection_state end
      where id = ${id} returning id, workspace_id
    ), told as (${announced("connections", "changed")})
    select count(sent) from told`.execute(db);
}

/** All null for a connection that was never heard of. */
export async function connectionHealth(db: Kysely<Tables>, id: ConnectionId): Promise<ConnectionHealth> {
  const row = await db.selectFrom("connection_health").selectAll().where("connection_id", "=", id).executeTakeFirst();
  return {
    succeededAt: instantOrNull(row?.succeeded_at ?? null),
    failedAt: instantOrNull(row?.failed_at ?? null),
    failure: row?.failure ?? null,
    traceId: row?.trace_id ?? null,
  };
}
