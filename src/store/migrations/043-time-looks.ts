/** Records enter because time passes: until when each workflow was asked, and until when each record was. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const timeLooks: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // These were never filled.
  `drop table watched_dates`,
  `drop table watched_properties`,
  `drop table date_looks`,
  // `asking_at`: a look that is under way, and the last record it came to.
  `create table time_looks (
    workflow_id text not null references workflows,
    connection_id text not null references connections,
    looked_at timestamptz not null,
    asking_at timestamptz,
    position text,
    due_at timestamptz not null,
    primary key (workflow_id, connection_id)
  )`,
  // When workflows were last asked about the record as it is stored.
  `alter table records add column looked_at timestamptz`,
  // A workflow that is on already begins now: what came to meet it long ago does not enter all at once.
  `insert into time_looks (workflow_id, connection_id, looked_at, due_at)
    select workflows.id, connections.id, now(), now() from workflows
    join connections on connections.workspace_id = workflows.workspace_id and connections.role = 'crm'
    where workflows.state <> 'off'`,
];
