/** Workflows have drafts, versions say who published them and why, a workflow may be paused, and a removed one leaves its history. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const workflowLife: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workflows drop constraint workflows_state_check`,
  `alter table workflows add constraint workflows_state_check check (state in ('on', 'off', 'paused'))`,
  `alter table workflows add column paused_because jsonb, add column removed_at timestamptz`,
  `alter table workflow_versions
    add column published_by text,
    add column note text,
    add column overrides jsonb not null default '[]'`,
  `create table workflow_drafts (
    workflow_id text primary key references workflows,
    definition jsonb not null,
    saved_at timestamptz not null,
    saved_by text not null
  )`,
  // What still runs is asked per version, and before a workflow is removed.
  `create index enrollments_running on enrollments (workflow_id, workflow_version) where state not in ('completed', 'cancelled')`,
];
