/** When a person asked to have an enrollment tried again with many others; what was asked is worked off in the background. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const askedRetries: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table enrollments add column retry_asked_at timestamptz`,
  `create index enrollments_asked_again on enrollments (workspace_id, id) where retry_asked_at is not null`,
  `create index enrollments_stopped on enrollments (workspace_id) where state = 'needs-attention'`,
];
