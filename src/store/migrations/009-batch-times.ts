/** When a posting went out inside a batch, instead of only that it did: until when it must rest follows from it. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Replaces the mark by the moment; what was certainly never sent has no moment of sending. */
export const batchTimes: Migration = { up: knowWhen };

async function knowWhen(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table postings add batched_at timestamptz`,
  `update postings set batched_at = first_sent_at where sent_in_batch`,
  `update postings set first_sent_at = null where state = 'intended'`,
  `alter table postings drop column sent_in_batch`,
];
