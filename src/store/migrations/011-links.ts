/** Saved links tell who saved them, when, and what the CRM calls what they are for; null = Ledgerline itself, or before this. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const linkOrigins: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table links add column saved_by text, add column saved_at timestamptz, add column crm_name text`.execute(db);
}
