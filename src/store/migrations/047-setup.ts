/** How far a workspace's first set-up is, so that a colleague goes on where another one stopped. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const setup: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table workspaces add column setup_looked_at text[] not null default '{}', add column is_setup_put_away boolean not null default false").execute(db);
}
