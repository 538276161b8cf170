/** What a connection's life needs: the read-only switch, being disconnected, its health, and consents under way. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Adds columns and tables; existing connections may write, as before. */
export const connectionLife: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table connections drop constraint connections_connection_state_check`,
  `alter table connections add constraint connections_connection_state_check
    check (connection_state in ('connected', 'ended', 'disconnected'))`,
  `alter table connections add column is_read_only boolean not null default false`,
  `create table connection_health (
    connection_id text primary key references connections,
    succeeded_at timestamptz,
    failed_at timestamptz,
    failure jsonb,
    trace_id text
  )`,
  // The app's keys of a person who is on the vendor's page, encrypted, for some minutes.
  `create table consents (
    id text primary key,
    workspace_id text not null references workspaces,
    ciphertext text not null,
    expires_at timestamptz not null
  )`,
];
