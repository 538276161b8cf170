/** A portal of 1,000,000 deals: how long it takes to count and to list those that meet triggers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Instant } from "../src/domain/dates.ts";
import type { FilterGroup } from "../src/domain/trigger.ts";
import { openStore } from "../src/store/open.ts";
import { aWorkspace } from "../test/store-samples.ts";

const records = Number(process.argv[2] ?? 1_000_000);
const repeats = 3;

const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const { store, db, close } = await openStore({ dataDirectory: directory });
const { crm, workflow } = await aWorkspace(store);
await fill();

const won = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] } as const;
const big = { property: "amount", operator: "at-least", type: "number", value: "9000" } as const;
const named = { property: "dealname", operator: "contains-any-of", type: "text", values: ["payment link"] } as const;
const lately = { property: "closedate", operator: "in-last", type: "datetime", amount: 30, unit: "days" } as const;
const decider = { operator: "associated", objectType: "contact", label: "Decision maker", quantifier: "any", filters: [{ property: "email", operator: "is-known", type: "text" }] } as const;

const asked: Record<string, unknown[]> = {
  "stage is any of": [{ filters: [won] }],
  "stage and amount": [{ filters: [won, big] }],
  "name contains, or stage, amount and date": [{ filters: [named] }, { filters: [won, big, lately] }],
  "stage and any associated contact by label": [{ filters: [won, decider] }],
};

const results: Record<string, unknown> = {};
for (const [name, groups] of Object.entries(asked)) {
  const query = { connectionId: crm.id, objectType: "deal" as const, groups: groups as FilterGroup[], asking: { timeZone: "America/New_York", now: "2026-11-25T20:00:00.000Z" as Instant }, neverIn: workflow.id };
  const times: number[] = [];
  let count = 0;
  for (let n = 0; n < repeats; n++) times.push(await timed(async () => (count = await store.countMatching(query))));
  const pageMs = await timed(() => store.recordsMatching(query, { limit: 500, order: "id" }));
  const newestMs = await timed(() => store.recordsMatching(query, { limit: 5, order: "newest" }));
  results[name] = { count, countMs: times.map(Math.round), firstPageMs: Math.round(pageMs), newestMs: Math.round(newestMs) };
  console.log(name, JSON.stringify(results[name]));
}
await close();
rmSync(directory, { recursive: true, force: true });
process.exit(0);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Deals with forty properties, a fifth of them won; every tenth has a contact under a label. */
async function fill(): Promise<void> {
  const filler = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`custom_property_${n}`, n % 3 === 0 ? null : `value ${n}`]));
  await sql`
    insert into records (connection_id, object_type, id, name, properties, modified_at, url)
    select ${crm.id}::text, 'deal', n::text, 'Deal ' || n, ${JSON.stringify(filler)}::jsonb || jsonb_build_object(
      'dealname', case when n % 50 = 0 then 'Deal from Payment Link ' else 'Deal ' end || n, 'dealstage', (array['closedwon', 'contractsent', 'closedlost', 'qualified', 'decision'])[1 + n % 5],
      'amount', ((n::bigint * 7919) % 10000)::text || '.50', 'closedate', to_char(timestamp '2026-11-25' - (n % 700) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'pipeline', 'default', 'hs_object_id', n::text),
      timestamptz '2026-11-25' - n * interval '1 second', ''
    from generate_series(1, ${records}) as n`.execute(db);
  await sql`insert into records (connection_id, object_type, id, name, properties, modified_at, url)
    select ${crm.id}::text, 'contact', n::text, 'Contact ' || n, jsonb_build_object('email', 'c' || n || '@example.com'), now(), '' from generate_series(1, ${records / 10}) as n`.execute(db);
  await sql`insert into associated_records (connection_id, object_type, record_id, to_type, to_id, labels)
    select ${crm.id}::text, 'deal', (n * 10)::text, 'contact', n::text, array['decision maker'] from generate_series(1, ${records / 10}) as n`.execute(db);
  await sql`analyze records, associated_records, enrollments`.execute(db);
}
