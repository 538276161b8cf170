/** The language that a member reads, so that mails speak it. Who was a member before reads English until their app says otherwise. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const memberLanguages: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table members add column language text not null default 'en'").execute(db);
}
