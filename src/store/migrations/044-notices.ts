/**
 * Notices and who hears of them. What rows say is noted by the database itself, in the transaction that changes the row:
 * enrollments are moved by several statements, and none of them can forget it.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const notices: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const nothing = `'enrollmentId', null, 'record', null, 'workflow', null, 'connectionId', null, 'document', null`;

const statements = [
  `create table notices (
    id bigint generated always as identity primary key,
    key text not null unique,
    workspace_id text not null references workspaces,
    kind text not null,
    facts jsonb not null,
    at timestamptz not null,
    routed_at timestamptz
  )`,
  `create index notices_fresh on notices (id) where routed_at is null`,
  `create table mail_choices (
    workspace_id text not null,
    person_id text not null,
    choice jsonb not null,
    primary key (workspace_id, person_id),
    foreign key (workspace_id, person_id) references members on delete cascade
  )`,
  `create table waiting_mails (
    notice_id bigint not null references notices on delete cascade,
    workspace_id text not null,
    person_id text not null,
    primary key (workspace_id, person_id, notice_id),
    foreign key (workspace_id, person_id) references members on delete cascade
  )`,
  `create index waiting_mails_of_notice on waiting_mails (notice_id)`,
  `create table written_mails (
    id text primary key,
    workspace_id text not null references workspaces,
    person_id text not null,
    recipient text not null,
    subject text not null,
    text text not null,
    state text not null check (state in ('pending', 'delivered', 'given-up')),
    tries integer not null default 0,
    due_at timestamptz,
    answer text,
    created_at timestamptz not null
  )`,
  `create index written_mails_due on written_mails (due_at) where state = 'pending'`,
  `create table webhook_receivers (
    id text primary key,
    workspace_id text not null references workspaces,
    url text not null,
    kinds jsonb not null,
    created_by text not null,
    created_at timestamptz not null
  )`,
  `create index webhook_receivers_of_workspace on webhook_receivers (workspace_id)`,
  `create table webhook_deliveries (
    id text primary key,
    workspace_id text not null references workspaces,
    receiver_id text not null references webhook_receivers on delete cascade,
    notice_id bigint references notices on delete cascade,
    kind text not null,
    body text not null,
    state text not null check (state in ('pending', 'delivered', 'given-up')),
    tries integer not null default 0,
    created_at timestamptz not null,
    due_at timestamptz,
    last_tried_at timestamptz,
    status integer,
    answer text,
    unique (receiver_id, notice_id)
  )`,
  `create index webhook_deliveries_due on webhook_deliveries (due_at) where state = 'pending'`,
  `create index webhook_deliveries_of_receiver on webhook_deliveries (receiver_id, created_at desc)`,
  `create index webhook_deliveries_of_notice on webhook_deliveries (notice_id)`,

  `create function note_enrollment() returns trigger language plpgsql as $$ begin
    insert into notices (key, workspace_id, kind, facts, at)
    select concat_ws(':', new.state, new.id, extract(epoch from new.updated_at)), new.workspace_id,
      case new.state when 'awaiting-approval' then 'approval-waiting' else 'needs-attention' end,
      jsonb_build_object(${nothing}) || jsonb_build_object('name', new.record_name, 'failures', new.failures, 'enrollmentId', new.id,
        'record', jsonb_build_object('objectType', new.object_type, 'id', new.record_id), 'workflow', jsonb_build_object('id', workflows.id, 'name', workflows.name)),
      new.updated_at
    from workflows where workflows.id = new.workflow_id
    on conflict (key) do nothing;
    return null;
  end $$`,
  `create trigger enrollment_noted after update of state on enrollments for each row
    when (new.state in ('needs-attention', 'awaiting-approval') and old.state <> new.state) execute function note_enrollment()`,

  `create function note_alert() returns trigger language plpgsql as $$ begin
    insert into notices (key, workspace_id, kind, facts, at)
    select concat_ws(':', 'workflow-paused', new.id), new.workspace_id, 'workflow-paused',
      jsonb_build_object(${nothing}) || jsonb_build_object('name', workflows.name, 'failures', jsonb_build_array(new.failure),
        'workflow', jsonb_build_object('id', workflows.id, 'name', workflows.name)),
      new.raised_at
    from workflows where workflows.id = new.workflow_id
    on conflict (key) do nothing;
    return null;
  end $$`,
  `create trigger alert_noted after insert on alerts for each row execute function note_alert()`,

  `create function note_connection() returns trigger language plpgsql as $$ begin
    insert into notices (key, workspace_id, kind, facts, at)
    select concat_ws(':', 'connection-ended', new.id, extract(epoch from health.failed_at)), new.workspace_id, 'connection-ends',
      jsonb_build_object(${nothing}) || jsonb_build_object('name', new.name, 'failures', jsonb_build_array(health.failure), 'connectionId', new.id),
      health.failed_at
    from connection_health health where health.connection_id = new.id
    on conflict (key) do nothing;
    return null;
  end $$`,
  `create trigger connection_noted after update of connection_state on connections for each row
    when (new.connection_state = 'ended' and old.connection_state <> 'ended') execute function note_connection()`,

  // Documents are many, and told to other systems only: what nobody asked for is not noted.
  `create function note_document() returns trigger language plpgsql as $$ begin
    insert into notices (key, workspace_id, kind, facts, at)
    select concat_ws(':', 'document-posted', new.id), new.workspace_id, 'document-posted',
      jsonb_build_object('name', new.record_name, 'failures', '[]'::jsonb, 'enrollmentId', new.enrollment_id, 'connectionId', new.connection_id,
        'record', jsonb_build_object('objectType', new.object_type, 'id', new.record_id), 'workflow', jsonb_build_object('id', workflows.id, 'name', workflows.name),
        'document', jsonb_build_object('id', new.id, 'kind', new.kind, 'number', new.number, 'party', new.party_name, 'transactionDate', new.transaction_date,
          'total', jsonb_build_object('amountMinor', new.total_minor, 'currency', new.total_currency), 'url', new.url, 'booksId', new.books_id, 'recordUrl', new.record_url)),
      new.posted_at
    from workflows where workflows.id = new.workflow_id
      and exists (select from webhook_receivers where workspace_id = new.workspace_id and kinds @> '["document-posted"]')
    on conflict (key) do nothing;
    return null;
  end $$`,
  `create trigger document_noted after insert on documents for each row execute function note_document()`,

  // Who was told of an alert stands with its notice now.
  `alter table alerts drop column told_at`,
];
