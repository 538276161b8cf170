/** A deal may be associated with a quote or payment after that was billed: those without a deal are asked about again. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const dealsAsked: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table documents add column deals_asked_at timestamptz`,
  // Those that had none when they were asked about once.
  `update documents set deals_known = false where deals_known and object_type in ('quote', 'payment') and posted_at > now() - interval '90 days'
    and not exists (select from associated_records where associated_records.connection_id = documents.crm_connection_id
      and associated_records.object_type = documents.object_type and associated_records.record_id = documents.record_id and associated_records.to_type = 'deal')`,
];
