/** A deal is billed through its quotes and payments, too: which documents' deals are known, or when they are asked about next. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const documentDeals: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table documents add column deals_known boolean not null default false, add column deals_not_before timestamptz`,
  `create index documents_without_deals on documents (crm_connection_id, posted_at) where not deals_known and object_type in ('quote', 'payment')`,
];
