/** Enrollments may wait for a person's approval; a workspace has a secret that signs its webhooks. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const flowSteps: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table enrollments drop constraint enrollments_state_check`,
  `alter table enrollments add constraint enrollments_state_check
    check (state in ('running', 'posting', 'waiting', 'awaiting-approval', 'needs-attention', 'completed', 'cancelled'))`,
  `create table webhook_secrets (
    workspace_id text primary key references workspaces,
    secret text not null
  )`,
];
