/** Workflows whose filters ask for what the CRM does not have any more, and the records that wait until it is there again. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const outdatedFilters: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `holds`: nobody can say which records enter; otherwise people are only told.
  `create table outdated_filters (
    workflow_id text not null references workflows,
    connection_id text not null references connections,
    failure jsonb not null,
    holds boolean not null,
    found_at timestamptz not null,
    primary key (workflow_id, connection_id)
  )`,
  // `before`: the record as it was when it was last looked at for the workflow; null = it was never seen.
  `create table held_looks (
    workflow_id text not null references workflows,
    connection_id text not null references connections,
    object_type text not null,
    record_id text not null,
    before jsonb,
    held_at timestamptz not null,
    primary key (connection_id, workflow_id, record_id)
  )`,
];
