/** What triggers are asked about beyond a record's properties, dates that come due, and enrolling existing records in the background. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const triggers: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Labels are in comparable form.
  `create table associated_records (
    connection_id text not null references connections,
    object_type text not null,
    record_id text not null,
    to_type text not null,
    to_id text not null,
    labels text[] not null,
    primary key (connection_id, object_type, record_id, to_type, to_id)
  )`,
  `create index associated_records_back on associated_records (connection_id, to_type, to_id)`,
  // Every value a property ever had, in comparable form.
  `create table property_histories (
    connection_id text not null references connections,
    object_type text not null,
    record_id text not null,
    property text not null,
    ever text[] not null,
    changed boolean not null,
    primary key (connection_id, object_type, record_id, property)
  )`,
  // What is read of every stored record, once for all and how far: afterwards events keep it fresh.
  `create table fact_loads (
    connection_id text not null references connections,
    object_type text not null,
    need text not null,
    position text,
    loaded_at timestamptz,
    primary key (connection_id, object_type, need)
  )`,
  `create table watched_properties (
    connection_id text not null references connections,
    object_type text not null,
    property text not null,
    primary key (connection_id, object_type, property)
  )`,
  // A date is a day or a moment.
  `create table watched_dates (
    connection_id text not null,
    object_type text not null,
    property text not null,
    record_id text not null,
    day date,
    moment timestamptz,
    primary key (connection_id, object_type, property, record_id)
  )`,
  `create index watched_days on watched_dates (connection_id, object_type, property, day) where day is not null`,
  `create index watched_moments on watched_dates (connection_id, object_type, property, moment) where moment is not null`,
  // Until when the passing of time has been looked at.
  `create table date_looks (
    connection_id text primary key references connections,
    looked_at timestamptz not null
  )`,
  `create table backfills (
    id text primary key,
    workspace_id text not null references workspaces,
    workflow_id text not null references workflows,
    state text not null check (state in ('running', 'done', 'stopped')),
    cap integer,
    connection_id text references connections,
    position text,
    enrolled integer not null,
    due_at timestamptz not null,
    started_at timestamptz not null,
    finished_at timestamptz
  )`,
  `create unique index backfills_running on backfills (workflow_id) where state = 'running'`,
  `create index enrollments_under_way on enrollments (workflow_id) where state in ('running', 'posting')`,
  `create index backfills_of_workflow on backfills (workflow_id, started_at desc)`,
];
