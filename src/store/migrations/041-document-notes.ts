/** Which documents no note was written about yet; there is none about those that are there already. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const documentNotes: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table documents add column note_due boolean not null default false").execute(db);
  await sql.raw("alter table documents alter column note_due set default true").execute(db);
}
