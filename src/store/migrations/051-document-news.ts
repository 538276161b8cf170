/**
 * What happens to documents in the books comes back: how far each company's changes were followed, every change of a document
 * for its history, and events that say so to workflows.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const documentNews: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table document_looks (
    connection_id text primary key references connections,
    cursor text,
    looked_at timestamptz,
    changed_at timestamptz,
    hinted_at timestamptz,
    compared_at timestamptz not null,
    due_at timestamptz not null
  )`,
  `create table document_changes (
    id bigint generated always as identity primary key,
    document_id text not null references documents,
    was text not null,
    status text not null,
    total_minor bigint not null,
    balance_minor bigint not null,
    at timestamptz not null
  )`,
  `create index document_changes_of on document_changes (document_id, id)`,
  `create index documents_by_books_id on documents (connection_id, kind, books_id)`,
  // Those that are looked after: nothing happens any more to what is gone.
  `create index documents_looked_after on documents (connection_id, id) where status not in ('voided', 'deleted')`,
  // The document whose change an event tells of, and what it came to.
  `alter table events add column document jsonb`,
  `create index enrollments_waiting_for_documents on enrollments (id) where state = 'waiting' and waits_for ? 'documents'`,
];
