/** The shared allowance of a set of books, and the meter of calls. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Pace, Purpose, Turn } from "#domain/ports/books.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Books one call of the rolling minute, spaced from the one before; `retryAt` says when to ask again. */
export async function takeTurn(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  pace: Pace,
  purpose: Purpose,
  now: Instant,
): Promise<Turn> {
  const { spacingMs, longestWaitMs } = pace;
  const perMinute = pace.perMinute - (purpose.priority === "person" ? 0 : pace.keptForPeople);
  const { rows } = await sql<{ go_at: Date | null; retry_at: Date | null }>`
    select go_at, retry_at
    from take_turn(${connectionId}, ${perMinute}::integer, ${spacingMs}::integer, ${longestWaitMs}::integer, ${now})`.execute(db);
  const goAt = instantOrNull(rows[0]?.go_at ?? null);
  const retryAt = instantOrNull(rows[0]?.retry_at ?? null);
  return goAt === null ? { goAt, retryAt: retryAt ?? now } : { goAt, retryAt: null };
}

/** A pause is never shortened. */
export async function pauseAllowance(db: Kysely<Tables>, connectionId: ConnectionId, until: Instant): Promise<void> {
  await sql`insert into allowances (connection_id, paused_until) values (${connectionId}, ${until})
    on conflict (connection_id) do update set paused_until = greatest(allowances.paused_until, excluded.paused_until)`.execute(
    db,
  );
}

/** Adds calls to the meter of the month. */
export async function countCalls(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  calls: { metered: number; free: number },
  now: Instant,
): Promise<void> {
  await sql`insert into call_counts as counted (connection_id, month, metered, free)
    values (${connectionId}, ${monthOf(now)}, ${calls.metered}, ${calls.free})
    on conflict (connection_id, month) do update
      set metered = counted.metered + excluded.metered, free = counted.free + excluded.free`.execute(db);
}

/** This month's calls. */
export async function callCounts(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  now: Instant,
): Promise<{ meteredThisMonth: number; freeThisMonth: number }> {
  const row = await db
    .selectFrom("call_counts")
    .select(["metered", "free"])
    .where("connection_id", "=", connectionId)
    .where("month", "=", monthOf(now))
    .executeTakeFirst();
  return { meteredThisMonth: row?.metered ?? 0, freeThisMonth: row?.free ?? 0 };
}

/** The calendar month in UTC, `YYYY-MM`. */
function monthOf(now: Instant): string {
  return now.slice(0, 7);
}
