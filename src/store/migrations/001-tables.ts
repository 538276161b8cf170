/**
 * The tables. PostgreSQL 15 must understand every statement. On the busy tables only the nearest parent is a foreign key:
 * the checks cost time on every document, and the parent already vouches for the rest.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Makes all tables but those of the allowance. */
export const tables: Migration = { up: createTables };

async function createTables(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table workspaces (
    id text primary key,
    name text not null,
    created_at timestamptz not null
  )`,
  // `account` holds what the vendor says of the account: the CRM account or the books company.
  `create table connections (
    id text primary key,
    workspace_id text not null references workspaces,
    role text not null check (role in ('crm', 'books')),
    vendor text not null,
    name text not null,
    external_id text not null,
    connection_state text not null check (connection_state in ('connected', 'ended')),
    base_url text not null,
    app_url text not null,
    account jsonb not null,
    settings jsonb,
    created_at timestamptz not null,
    unique (workspace_id, vendor, external_id)
  )`,
  // Apart from connections, so that a lock on the secret does not hold up changes of the connection.
  `create table connection_secrets (
    connection_id text primary key references connections,
    ciphertext text not null
  )`,
  `create table events (
    id bigint generated always as identity primary key,
    connection_id text not null references connections,
    source_key text not null,
    object_type text not null,
    record_id text not null,
    kind text not null,
    property text,
    occurred_at timestamptz not null,
    source text not null,
    received_at timestamptz not null,
    not_before timestamptz,
    settled_at timestamptz,
    unique (connection_id, source_key)
  )`,
  `create index events_pending on events (connection_id, id) where settled_at is null`,
  `create table poll_cursors (
    connection_id text not null references connections,
    object_type text not null,
    cursor text not null,
    primary key (connection_id, object_type)
  )`,
  `create table records (
    connection_id text not null references connections,
    object_type text not null,
    id text not null,
    name text not null,
    properties jsonb not null,
    modified_at timestamptz not null,
    url text not null,
    primary key (connection_id, object_type, id)
  )`,
  `create table workflows (
    id text primary key,
    workspace_id text not null references workspaces,
    name text not null,
    state text not null check (state in ('on', 'off')),
    version integer not null,
    object_type text not null,
    turned_on_at timestamptz,
    updated_at timestamptz not null
  )`,
  `create index workflows_of_workspace on workflows (workspace_id, updated_at)`,
  `create table workflow_versions (
    workflow_id text not null references workflows,
    version integer not null,
    definition jsonb not null,
    published_at timestamptz not null,
    primary key (workflow_id, version)
  )`,
  // An enrollment that runs or waits without a wake time would never be looked at again.
  `create table enrollments (
    id text primary key,
    workspace_id text not null,
    workflow_id text not null references workflows,
    workflow_version integer not null,
    connection_id text not null,
    object_type text not null,
    record_id text not null,
    record_name text not null,
    occurrence integer not null,
    state text not null check (state in ('running', 'posting', 'waiting', 'needs-attention', 'completed', 'cancelled')),
    step_id text,
    wake_at timestamptz,
    tries integer not null,
    failures jsonb not null,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    updated_at timestamptz not null,
    unique (workflow_id, record_id, occurrence),
    check (wake_at is not null or state not in ('running', 'waiting'))
  )`,
  `create index enrollments_due on enrollments (workspace_id, wake_at) where state in ('running', 'waiting')`,
  `create index enrollments_newest on enrollments (workspace_id, started_at desc, id desc)`,
  `create index enrollments_by_state on enrollments (workspace_id, state, started_at desc, id desc)`,
  `create index enrollments_by_record on enrollments (workspace_id, record_id)`,
  `create table step_attempts (
    id text primary key,
    enrollment_id text not null references enrollments,
    step_id text not null,
    number integer not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    inputs jsonb not null,
    decisions jsonb not null,
    plan jsonb,
    outcome jsonb,
    exchanges jsonb not null
  )`,
  `create index step_attempts_of_enrollment on step_attempts (enrollment_id, started_at)`,
  // `due_at` is one non-null value so that the index alone finds what is due, oldest first.
  `create table postings (
    id text primary key,
    workspace_id text not null,
    enrollment_id text not null references enrollments,
    step_attempt_id text not null,
    step_id text not null,
    connection_id text not null,
    ordinal integer not null,
    generation integer not null,
    request_id text not null unique,
    plan jsonb not null,
    state text not null check (state in ('intended', 'sent', 'posted', 'refused', 'unknown')),
    first_sent_at timestamptz,
    not_before timestamptz,
    sends integer not null,
    failures jsonb not null,
    created_at timestamptz not null,
    due_at timestamptz generated always as (coalesce(not_before, created_at)) stored,
    unique (enrollment_id, step_id, ordinal, generation)
  )`,
  `create index postings_due on postings (connection_id, created_at, id, due_at) where state in ('intended', 'sent')`,
  `create table documents (
    id text primary key,
    workspace_id text not null,
    connection_id text not null,
    crm_connection_id text not null,
    enrollment_id text not null references enrollments,
    posting_id text not null unique references postings,
    workflow_id text not null,
    kind text not null,
    books_id text not null,
    number text,
    sync_token text not null,
    customer_id text not null,
    customer_name text not null,
    transaction_date date not null,
    due_date date,
    total_minor bigint not null,
    balance_minor bigint not null,
    total_currency text not null,
    balance_currency text not null,
    url text not null,
    private_note text not null,
    object_type text not null,
    record_id text not null,
    record_name text not null,
    record_url text not null,
    link_back_state text not null check (link_back_state in ('pending', 'linked', 'failed')),
    link_back_failure jsonb,
    link_back_tries integer not null,
    link_back_not_before timestamptz,
    warnings jsonb not null,
    posted_at timestamptz not null,
    unique (connection_id, kind, books_id)
  )`,
  `create index documents_newest on documents (workspace_id, posted_at desc, id desc)`,
  `create index documents_of_enrollment on documents (enrollment_id)`,
  `create index documents_to_link on documents (crm_connection_id, posted_at) where link_back_state = 'pending'`,
  `create table links (
    connection_id text not null references connections,
    kind text not null check (kind in ('customer', 'item')),
    crm_key text not null,
    books_id text not null,
    primary key (connection_id, kind, crm_key)
  )`,
  `create table mirrors (
    connection_id text primary key references connections,
    cursor text not null,
    refreshed_at timestamptz not null
  )`,
  // The keys are name, e-mail and SKU in comparable form; `kept_at` = when we created the row ourselves.
  `create table mirror_rows (
    connection_id text not null references connections,
    kind text not null,
    id text not null,
    name_key text not null,
    email_key text,
    sku_key text,
    modified_at timestamptz not null,
    kept_at timestamptz,
    content jsonb not null,
    primary key (connection_id, kind, id)
  )`,
  `create index mirror_rows_by_name on mirror_rows (connection_id, kind, name_key)`,
  `create index mirror_rows_by_email on mirror_rows (connection_id, kind, email_key) where email_key is not null`,
  `create index mirror_rows_by_sku on mirror_rows (connection_id, kind, sku_key) where sku_key is not null`,
  `create table call_counts (
    connection_id text not null references connections,
    month text not null,
    metered bigint not null,
    free bigint not null,
    primary key (connection_id, month)
  )`,
  `create table audit_entries (
    id bigint generated always as identity primary key,
    workspace_id text not null references workspaces,
    who text not null,
    did text not null,
    about text not null,
    at timestamptz not null
  )`,
  `create index audit_entries_newest on audit_entries (workspace_id, at desc)`,
];
