/** Postings whose books cannot be used now: they wait unclaimed, and go on when the books can be used again. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Failure, FailureCode } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { announced } from "./changes.ts";
import { jsonText } from "./json.ts";
import { mayBeSent } from "./postings.ts";
import type { Tables } from "./schema.ts";

const heldBy: FailureCode[] = ["books-disconnected", "books-not-connected", "books-read-only"];

/**
 * See `Store.holdPostings`. Nothing is claimed, so the ledger still knows what was never sent. The connection's row is
 * locked and looked at again: whoever switches it on waits, and then releases what was held here.
 */
export async function holdPostings(db: Kysely<Tables>, connectionId: ConnectionId, because: Failure, until: Instant, now: Instant): Promise<void> {
  const failures = jsonText([because]);
  await sql`
    with books as (
      select id from connections where id = ${connectionId} and (is_read_only or connection_state <> 'connected') for share
    ), due as (
      select postings.id, postings.enrollment_id
      from books join postings on postings.connection_id = books.id join enrollments on enrollments.id = postings.enrollment_id
      where postings.state in ('intended', 'sent') and postings.due_at <= ${now} and ${mayBeSent}
      for update of postings skip locked
    ), held as (
      update postings set not_before = ${until}, failures = ${failures}::jsonb from due where postings.id = due.id returning due.enrollment_id
    ), moved as (
      update enrollments set wake_at = ${until}, failures = ${failures}::jsonb, updated_at = ${now}
      from held where enrollments.id = held.enrollment_id and enrollments.state = 'posting'
      returning enrollments.id, enrollments.workspace_id
    ), told as (${announced("enrollments", "moved")})
    select count(sent) from told`.execute(db);
}

/** See `Store.releasePostings`. */
export async function releasePostings(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<void> {
  await sql`
    with released as (
      update postings set not_before = null, failures = '[]'::jsonb
      where connection_id = ${connectionId} and state in ('intended', 'sent') and failures->0->>'code' = any(${heldBy}::text[])
      returning enrollment_id
    ), moved as (
      update enrollments set wake_at = null, failures = '[]'::jsonb, updated_at = ${now}
      from released where enrollments.id = released.enrollment_id and enrollments.state = 'posting'
      returning enrollments.id, enrollments.workspace_id
    ), told as (${announced("enrollments", "moved")})
    select count(sent) from told`.execute(db);
}

/** The backlog is only compared with a wait: beyond this many it does not matter how many more there are. */
const mostCounted = 20_000;

/** How many postings could be sent now for the first time: what batches can carry. */
export async function freshPostings(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from postings where postings.connection_id = ${connectionId} and postings.state = 'intended'
        and postings.due_at <= ${now} limit ${mostCounted}) due`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What is not settled yet. */
export async function pendingPostings(db: Kysely<Tables>, connectionId: ConnectionId): Promise<{ count: number; oldestAt: Instant | null }> {
  const { rows } = await sql<{ count: number; oldest_at: Date | null }>`
    select count(*)::integer as count, min(postings.created_at) as oldest_at
    from postings join enrollments on enrollments.id = postings.enrollment_id
    where postings.connection_id = ${connectionId} and postings.state in ('intended', 'sent') and ${mayBeSent}`.execute(db);
  const [row] = rows;
  return { count: row?.count ?? 0, oldestAt: row?.oldest_at ? instantOf(row.oldest_at) : null };
}
