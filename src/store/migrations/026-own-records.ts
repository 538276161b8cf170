/** Own records: what people put in themselves. A record's change gets a number, so that changes are told in order. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const ownRecords: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create sequence own_record_changes as bigint`,
  // `parent_id` = the record that a line item stands on.
  `create table own_records (
    connection_id text not null references connections,
    object_type text not null,
    id text not null,
    external_id text not null,
    name text not null,
    properties jsonb not null,
    associates jsonb not null,
    parent_id text,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    change_number bigint not null,
    primary key (connection_id, id),
    unique (connection_id, object_type, external_id)
  )`,
  `create index own_records_changed on own_records (connection_id, object_type, change_number)`,
  `create index own_records_of_parent on own_records (connection_id, parent_id) where parent_id is not null`,
  `create table own_notes (
    id bigint generated always as identity primary key,
    connection_id text not null references connections,
    record_id text not null,
    text text not null,
    at timestamptz not null
  )`,
  `create index own_notes_of_record on own_notes (connection_id, record_id, at desc)`,
  `create table own_fields (
    connection_id text not null references connections,
    object_type text not null,
    name text not null,
    content jsonb not null,
    primary key (connection_id, object_type, name)
  )`,
];
