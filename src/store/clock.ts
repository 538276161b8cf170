/**
 * The time that all processes agree on: the database's. Leases, the rest after a batch and the windows of caps are written by one
 * process and compared by another, so a machine whose own clock is wrong must not take a lease for over that is not.
 */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Tables } from "./schema.ts";

const lookMs = 15_000;
const looksAtOnce = 3;
/** What is less is the way to the database. */
const smallestMs = 500;

/** The database's time, as this process knows it. */
export interface DatabaseClock {
  now(): Instant;
  close(): void;
}

/** Compares the clocks now and every few seconds. `report` hears when this machine's is found wrong, or wrong by another amount. */
export async function openClock(db: Kysely<Tables>, report: (problem: Error) => void): Promise<DatabaseClock> {
  let aheadMs = 0;
  let reportedMs = 0;

  async function look(): Promise<void> {
    const found = await databaseAhead(db);
    aheadMs = Math.abs(found) < smallestMs ? 0 : found;
    if (Math.abs(aheadMs - reportedMs) < 2 * smallestMs) return;
    reportedMs = aheadMs;
    report(new Error(aheadMs === 0 ? "this machine's clock is right again" : `this machine's clock is ${Math.abs(aheadMs)} ms ${aheadMs > 0 ? "behind" : "ahead of"} the database's, whose time is used`));
  }

  await look();
  const timer = setInterval(() => void look().catch(() => undefined), lookMs);
  timer.unref();
  return { now: () => instantOf(Date.now() + aheadMs), close: () => clearInterval(timer) };
}

/** By how much the database is ahead of us, as the quickest of several answers says. */
async function databaseAhead(db: Kysely<Tables>): Promise<number> {
  const looks: { tookMs: number; aheadMs: number }[] = [];
  for (let n = 0; n < looksAtOnce; n += 1) {
    const before = Date.now();
    const { rows } = await sql<{ at: number }>`select (extract(epoch from clock_timestamp()) * 1000)::double precision as at`.execute(db);
    const after = Date.now();
    looks.push({ tookMs: after - before, aheadMs: Math.round((rows[0]?.at ?? after) - (before + after) / 2) });
  }
  return looks.sort((a, b) => a.tookMs - b.tookMs)[0]?.aheadMs ?? 0;
}
