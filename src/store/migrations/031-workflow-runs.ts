/** What running workflows keep: matches that wait while a workflow is paused, alerts, and indexes for what many sleeping enrollments would slow down. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const workflowRuns: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `stops_started_before`: enrollments that began before are taken out when they come to their next step.
  // `counts_from`: caps count what was recorded since; a person who resumes a workflow begins anew.
  `alter table workflows add column stops_started_before timestamptz, add column counts_from timestamptz`,
  // What an enrollment sleeps on: {"property": ..., "value": ...}. When the record has another value it looks again.
  `alter table enrollments add column waits_for jsonb`,
  `create table waiting_matches (
    workflow_id text not null references workflows,
    connection_id text not null,
    object_type text not null,
    record_id text not null,
    record_name text not null,
    matched_at timestamptz not null,
    primary key (workflow_id, record_id)
  )`,
  `create table alerts (
    id text primary key,
    workspace_id text not null references workspaces,
    workflow_id text not null references workflows,
    failure jsonb not null,
    raised_at timestamptz not null,
    told_at timestamptz,
    settled_at timestamptz
  )`,
  `create index alerts_open on alerts (workspace_id, raised_at desc) where settled_at is null`,
  `create index enrollments_active_by_record on enrollments (connection_id, object_type, record_id)
    where state in ('running', 'posting', 'waiting', 'awaiting-approval', 'needs-attention')`,
  `create index enrollments_of_workflow on enrollments (workflow_id, started_at desc, id desc) include (state)`,
  // Of a step that makes several documents the first one counts.
  `create index postings_of_workflow on postings (workflow_id, created_at) where ordinal = 0`,
];
