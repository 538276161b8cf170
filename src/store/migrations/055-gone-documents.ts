/**
 * Documents that somebody voided or deleted in the books are noted, and stand under "Needs attention" until a person says that it is
 * settled. What we voided ourselves is no change that was found, so it is not among them.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const goneDocuments: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const gone = `('voided', 'deleted')`;

const statements = [
  `alter table documents add column gone_settled_at timestamptz, add column gone_settled_by text`,
  `create index documents_gone on documents (workspace_id) where status in ${gone} and gone_settled_at is null`,
  // What it came to before: of a voided document nothing is left that says so.
  `alter table document_changes add column was_total_minor bigint`,
  `create function note_gone_document() returns trigger language plpgsql as $$ begin
    insert into notices (key, workspace_id, kind, facts, at)
    select concat_ws(':', 'document-gone', new.id), documents.workspace_id, 'document-gone',
      jsonb_build_object('name', documents.record_name, 'failures', jsonb_build_array(jsonb_build_object('code', 'document-' || new.status, 'kind', documents.kind)),
        'enrollmentId', documents.enrollment_id, 'connectionId', documents.connection_id,
        'record', jsonb_build_object('objectType', documents.object_type, 'id', documents.record_id), 'workflow', jsonb_build_object('id', workflows.id, 'name', workflows.name),
        'document', jsonb_build_object('id', documents.id, 'kind', documents.kind, 'number', documents.number, 'party', documents.party_name, 'transactionDate', documents.transaction_date,
          'total', jsonb_build_object('amountMinor', coalesce(new.was_total_minor, new.total_minor), 'currency', documents.total_currency), 'url', documents.url,
          'booksId', documents.books_id, 'recordUrl', documents.record_url)),
      new.at
    from documents join workflows on workflows.id = documents.workflow_id where documents.id = new.document_id
    on conflict (key) do nothing;
    return null;
  end $$`,
  `create trigger gone_document_noted after insert on document_changes for each row
    when (new.status in ${gone} and new.was not in ${gone}) execute function note_gone_document()`,
];
