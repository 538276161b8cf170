/** A CRM's permissions and how each kind of its records is heard of; records that were deleted or merged there. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const crmLife: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table crm_permissions (
    connection_id text primary key references connections,
    permissions jsonb not null,
    checked_at timestamptz not null
  )`,
  `create table crm_watch (
    connection_id text not null references connections,
    object_type text not null,
    asked_at timestamptz,
    heard_at timestamptz,
    heard_by text,
    failed_at timestamptz,
    failure jsonb,
    swept_at timestamptz,
    sweep_found integer,
    sweep_cursor text,
    primary key (connection_id, object_type)
  )`,
  `alter table records add column gone_at timestamptz`,
  `alter table records add column merged_into text`,
];
