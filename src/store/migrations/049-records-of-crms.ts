/** Two CRMs of a workspace may use the same id for different records: what went through a workflow is told apart by both. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const recordsOfCrms: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table enrollments drop constraint enrollments_workflow_id_record_id_occurrence_key`,
  `alter table enrollments add unique (workflow_id, record_id, connection_id, occurrence)`,
  `alter table waiting_matches drop constraint waiting_matches_pkey`,
  `alter table waiting_matches add primary key (workflow_id, record_id, connection_id)`,
];
