/** A portal of 1,000,000 deals: how long it takes to count and to list those that meet triggers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instant } from "../src/domain/dates.ts";
import type { FilterGroup } from "../src/domain/trigger.ts";
import { openStore } from "../src/store/open.ts";
import { aWorkspace } from "../test/store-samples.ts";
import { manyDeals } from "./many-deals.ts";

const records = Number(process.argv[2] ?? 1_000_000);
const repeats = 3;

const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const { store, db, close } = await openStore({ dataDirectory: directory });
const { crm, workflow } = await aWorkspace(store);
await manyDeals(db, crm.id, records);

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
