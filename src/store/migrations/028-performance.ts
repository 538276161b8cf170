/** Attempts that stopped are counted by their day. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const stoppedAttempts: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index step_attempts_failed on step_attempts (finished_at) where outcome ->> 'outcome' = 'failed'`.execute(db);
}
