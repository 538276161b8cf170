/** The ledger knows which postings went out inside a batch: those are looked for before they are sent again. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Adds the mark; nothing went out in batches so far. */
export const batches: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table postings add column sent_in_batch boolean not null default false`).execute(db);
}
