/** Postings that go out inside a batch. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { PostingId } from "#domain/ids.ts";
import { rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** See `Store.markBatched`. What made them wait before is over. */
export async function markBatched(
  db: Kysely<Tables>,
  claims: readonly { id: PostingId; sends: number }[],
  quietUntil: Instant,
  now: Instant,
): Promise<PostingId[]> {
  const { rows } = await sql<{ id: PostingId }>`
    update postings set batched_at = ${now}, not_before = ${quietUntil}, failures = '[]'::jsonb
    from ${rowsOf(claims, "id text, sends integer")}
    where postings.id = input.id and postings.sends = input.sends and postings.state = 'sent'
    returning postings.id`.execute(db);
  return rows.map((row) => row.id);
}
