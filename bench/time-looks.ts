/** A portal of 1,000,000 deals: what it costs to find those that came to meet a relative date in the last five minutes, and to keep a record. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type Instant, later } from "../src/domain/dates.ts";
import type { FilterGroup } from "../src/domain/trigger.ts";
import { openStore } from "../src/store/open.ts";
import { aDeal, aWorkspace } from "../test/store-samples.ts";
import { manyDeals } from "./many-deals.ts";

const records = Number(process.argv[2] ?? 1_000_000);
const repeats = 5;
const fiveMinutes = 5 * 60_000;

const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const { store, db, close } = await openStore({ dataDirectory: directory });
const { crm } = await aWorkspace(store);
const filling = await timed(() => manyDeals(db, crm.id, records));
console.log(`${records} deals in ${Math.round(filling / 1_000)} s`);

const closed = { property: "closedate", operator: "more-than-ago", type: "datetime", amount: 15, unit: "days" } as const;
const won = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] } as const;
const groups = [{ filters: [won, closed] }] as unknown as FilterGroup[];

// Deals close at midnight, so that one look finds nothing and the other a seven-hundredth of all.
await look("nobody comes to meet them", "2026-11-25T20:02:00.000Z" as Instant);
await look("some come to meet them", "2026-11-25T00:02:00.000Z" as Instant);
await keep("100 changed records kept");
await sql`drop index records_by_date`.execute(db);
await keep("the same without the index by dates");
await close();
rmSync(directory, { recursive: true, force: true });
process.exit(0);

async function look(what: string, now: Instant): Promise<void> {
  const query = { connectionId: crm.id, objectType: "deal" as const, groups, asking: { timeZone: "America/New_York", now }, notMetAt: later(now, -fiveMinutes) };
  let found = 0;
  const times: number[] = [];
  for (let n = 0; n < repeats; n++) times.push(await timed(async () => (found = (await store.recordsMatching(query, { limit: 100, order: "id" })).length)));
  console.log(what, JSON.stringify({ found, pageMs: times.map(Math.round) }));
}

/** Changed records come in by hundreds. */
async function keep(what: string): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    const properties = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`property_${at}`, at % 4 === 0 ? `2026-11-${10 + (at % 10)}T0${n % 10}:00:00Z` : `value ${at} ${n}`]));
    const changed = Array.from({ length: 100 }, (_, at) => aDeal({ id: String(1 + at * 97 + n * 9_700), properties, modifiedAt: "2026-11-26T00:00:00.000Z" as Instant }));
    times.push(await timed(() => store.recordIntake({ connectionId: crm.id, records: changed, enrollments: [], settledEventIds: [], now: "2026-11-26T00:00:00.000Z" as Instant })));
  }
  console.log(what, JSON.stringify({ p50Ms: Math.round(times.sort((a, b) => a - b)[10] ?? 0) }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
