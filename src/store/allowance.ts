/** The shared allowance of a set of books, and the meter of calls. */
import { type Kysely, sql } from "kysely";
import { booksSettings } from "#domain/books-settings.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { AllowanceState, CallCount, CallLease, Pace, Purpose, Turn } from "#domain/ports/books.ts";
import { afterThrottle, regainedPerMinute, type SlowDown } from "#domain/slow-down.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";

/** A call that asks for its turn, and calls that are over by now. */
export interface Asking {
  pace: Pace;
  purpose: Purpose;
  lease: CallLease;
  ended: readonly CallLease[];
}

interface TurnRow {
  go_at: Date | null;
  retry_at: Date | null;
  because: "paused" | "minute" | "places" | "budget" | null;
  cost: number;
}

/** For settings that were kept before there were these. */
const usual = booksSettings.parse({});

/** Books one call of the rolling minute, in one statement; `retryAt` says when to ask again. */
export async function takeTurn(db: Kysely<Tables>, connectionId: ConnectionId, asking: Asking, now: Instant): Promise<Turn> {
  const { pace, purpose, lease, ended } = asking;
  const { priority, isBatch, isMetered, items } = purpose;
  const { rows } = await sql<TurnRow>`
    select turn.*, price.cost from connections
      cross join lateral (select case when not ${isMetered}::boolean then 0
        when coalesce(settings->>'batchCost', ${usual.batchCost}) = 'per-item' then ${items}::bigint else 1 end as cost) price
      cross join lateral take_turn(connections.id, ${now}, ${pace.perMinute}::integer, ${pace.keptForPeople}::integer,
        ${pace.spacingMs}::integer, ${pace.longestWaitMs}::integer, ${pace.atOnce[priority]}::integer, ${pace.leaseMs}::integer,
        ${regainedPerMinute}::integer, ${priority === "person"}::boolean, ${isBatch}::boolean,
        coalesce((settings->>'batchesPerMinute')::integer, ${usual.batchesPerMinute}), price.cost,
        coalesce((settings->>'monthlyMeteredBudget')::bigint, ${usual.monthlyMeteredBudget}), ${lease}, ${ended}::text[]) turn
    where connections.id = ${connectionId}`.execute(db);
  const [row] = rows;
  const goAt = instantOrNull(row?.go_at ?? null);
  if (goAt !== null) return { goAt, retryAt: null, reserved: row?.cost ?? 0 };
  return { goAt, retryAt: instantOrNull(row?.retry_at ?? null) ?? now, because: row?.because ?? "minute" };
}

/** Frees the places of calls that are over. */
export async function endCalls(db: Kysely<Tables>, connectionId: ConnectionId, leases: readonly CallLease[]): Promise<void> {
  await sql`update allowances set under_way = under_way - ${leases}::text[] where connection_id = ${connectionId}`.execute(db);
}

/** Keeps the places of calls that take long, for another lease from now. */
export async function renewCalls(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  pace: Pace,
  leases: readonly CallLease[],
  now: Instant,
): Promise<void> {
  const renewed = Object.fromEntries(leases.map((lease) => [lease, Date.parse(now) + pace.leaseMs]));
  await sql`update allowances set under_way = under_way || ${JSON.stringify(renewed)}::jsonb
    where connection_id = ${connectionId}`.execute(db);
}

/** A pause is never shortened. The first throttle answer of a pause slows the books down for the time after it. */
export async function pauseAllowance(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  pace: Pace,
  until: Instant,
  now: Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`insert into allowances (connection_id) values (${connectionId}) on conflict do nothing`.execute(trx);
    const kept = await trx
      .selectFrom("allowances")
      .select(["paused_until", "slowed_to", "slowed_at"])
      .where("connection_id", "=", connectionId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const { requests: used } = await usedBefore(trx, connectionId, now);
    const wasPausedUntil = instantOrNull(kept.paused_until);
    const resumesAt = wasPausedUntil !== null && wasPausedUntil > until ? wasPausedUntil : until;
    const slowed = afterThrottle(slowDownOf(kept), { used, full: pace.perMinute, at: now, wasPausedUntil, resumesAt });
    await trx
      .updateTable("allowances")
      .set({ paused_until: resumesAt, slowed_to: slowed?.perMinute ?? null, slowed_at: slowed?.since ?? null })
      .where("connection_id", "=", connectionId)
      .execute();
  });
}

async function usedBefore(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<{ requests: number; batches: number }> {
  const { rows } = await sql<{ requests: number; batches: number }>`
    select coalesce(sum(granted), 0)::integer as requests, coalesce(sum(batches), 0)::integer as batches from allowance_slots
    where connection_id = ${connectionId} and slot >= floor(extract(epoch from ${now}::timestamptz) * 4) - 240`.execute(db);
  return rows[0] ?? { requests: 0, batches: 0 };
}

function slowDownOf(row: { slowed_to: number | null; slowed_at: Date | null }): SlowDown | null {
  const since = instantOrNull(row.slowed_at);
  return row.slowed_to === null || since === null ? null : { perMinute: row.slowed_to, since };
}

/** Adds calls to the meter of their month, or gives reserved ones back. */
export async function countCalls(db: Kysely<Tables>, connectionId: ConnectionId, { month, metered, free }: CallCount): Promise<void> {
  await sql`insert into call_counts as counted (connection_id, month, metered, free)
    values (${connectionId}, ${month}, ${metered}, ${free})
    on conflict (connection_id, month) do update
      set metered = counted.metered + excluded.metered, free = counted.free + excluded.free`.execute(db);
}

/** How a set of books' allowance stands; the calls are those of the calendar month in UTC. */
export async function allowanceState(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<AllowanceState> {
  const kept = await db.selectFrom("allowances").selectAll().where("connection_id", "=", connectionId).executeTakeFirst();
  const counted = await db
    .selectFrom("call_counts")
    .select(["metered", "free"])
    .where("connection_id", "=", connectionId)
    .where("month", "=", now.slice(0, 7))
    .executeTakeFirst();
  const { requests, batches } = await usedBefore(db, connectionId, now);
  const pausedUntil = instantOrNull(kept?.paused_until ?? null);
  return {
    usedThisMinute: requests,
    batchesThisMinute: batches,
    underWay: Object.values(kept?.under_way ?? {}).filter((endsAt) => endsAt > Date.parse(now)).length,
    perMinute: kept?.per_minute ?? null,
    pausedUntil: pausedUntil !== null && pausedUntil > later(now, 0) ? pausedUntil : null,
    slowDown: kept ? slowDownOf(kept) : null,
    meteredThisMonth: counted?.metered ?? 0,
    freeThisMonth: counted?.free ?? 0,
  };
}
