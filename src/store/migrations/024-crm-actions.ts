/** Our actions inside the CRM's own workflows: the workflow that stands for such a step, and who is to be told how it ended. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const crmActions: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The step is there before the workflow that stands for it.
  `create table crm_workflows (
    workflow_id text primary key,
    connection_id text not null references connections,
    workflow_ref text not null,
    step_ref text not null,
    action text not null,
    unique (connection_id, workflow_ref, step_ref, action)
  )`,
  // The callback comes before its enrollment, so that only one of two calls at once makes one.
  `create table crm_executions (
    connection_id text not null references connections,
    callback_id text not null,
    workspace_id text not null references workspaces,
    enrollment_id text not null,
    state text not null check (state in ('open', 'told', 'lost')),
    when_stopped text not null check (when_stopped in ('wait', 'go-on')),
    received_at timestamptz not null,
    give_up_at timestamptz not null,
    not_before timestamptz,
    tries integer not null,
    ended_at timestamptz,
    primary key (connection_id, callback_id)
  )`,
  `create index crm_executions_open on crm_executions (connection_id, received_at) where state = 'open'`,
  `create index crm_executions_of_enrollment on crm_executions (enrollment_id)`,
];
