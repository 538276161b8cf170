/** Dates that come due: whose relative date filters may have another answer merely because time passed. */
import type { Kysely } from "kysely";
import { type Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Until when the passing of time has been looked at; null = never. */
export async function datesLookedAt(db: Kysely<Tables>, connectionId: ConnectionId): Promise<Instant | null> {
  const row = await db.selectFrom("date_looks").select("looked_at").where("connection_id", "=", connectionId).executeTakeFirst();
  return instantOrNull(row?.looked_at ?? null);
}
