/** Postings know their workflow, so that a claim can take turns between workflows by an index alone. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Adds the workflow to postings, and replaces the index of what is due. */
export const fairClaims: Migration = { up: nameWorkflows };

async function nameWorkflows(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table postings add workflow_id text`,
  `update postings set workflow_id = enrollments.workflow_id from enrollments where enrollments.id = postings.enrollment_id`,
  `alter table postings alter workflow_id set not null`,
  `create index postings_due_by_workflow on postings (connection_id, workflow_id, created_at, id, due_at)
    where state in ('intended', 'sent')`,
  `drop index postings_due`,
];
