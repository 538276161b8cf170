/** An API key may approve documents up to an amount, as a member may. Keys that exist keep no limit. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const keyLimits: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table api_keys add column limit_minor bigint, add column limit_currency text").execute(db);
}
