/**
 * Documents a minute out of a backlog, against a QuickBooks that takes 150 ms and throttles as the vendor does: one by one,
 * and in bursts at both of the vendor's ceilings of batches. Counted over two minutes by the invoices' own times.
 */
import type { BooksConnection } from "../src/domain/connection.ts";
import type { Product } from "../src/main.ts";
import { type BenchWorld, type Counters, openBenchWorld, pause } from "./world.ts";

interface Scenario {
  name: string;
  burstAfterSeconds: number | null;
  batchesPerMinute: number;
  /** More than goes out while it is measured. */
  deals: number;
}

const scenarios: Scenario[] = [
  { name: "single", burstAfterSeconds: null, batchesPerMinute: 40, deals: 1_400 },
  { name: "40", burstAfterSeconds: 5, batchesPerMinute: 40, deals: 4_200 },
  { name: "120", burstAfterSeconds: 5, batchesPerMinute: 120, deals: 9_600 },
];
const measuredMs = 120_000;

const [wanted] = process.argv.slice(2);
for (const scenario of scenarios.filter(({ name }) => wanted === undefined || name === wanted)) await measure(scenario);
process.exit(0);

async function measure(scenario: Scenario): Promise<void> {
  const world = await openBenchWorld({ paced: true, latencyMs: 150 });
  await setUp(world, scenario);
  const ids: string[] = [];
  while (ids.length < scenario.deals) ids.push(...(await world.deals(Math.min(600, scenario.deals - ids.length))));
  await pause(2_000);
  const letGo = await planned(world, ids);
  await letGo();
  const first = await world.firstInvoice();
  await pause(first + measuredMs + 3_000 - Date.now());
  const { throttled, byEndpoint } = await world.quickbooks<Counters>("counters");
  const invoices = await world.invoices();
  const { enrollments } = await world.product.store.overview(world.product.workspaceId, new Date().toISOString() as never);
  const times = invoices.map((one) => Date.parse(one.MetaData.CreateTime));
  const begin = Math.min(...times);
  const inTime = times.filter((time) => time < begin + measuredMs).length;
  const billed = new Set(invoices.map((one) => /deals\/(\d+)/.exec(one.PrivateNote)?.[1]));
  console.log(
    JSON.stringify({
      scenario: scenario.name,
      perMinute: Math.round(inTime / (measuredMs / 60_000)),
      batches: byEndpoint["POST batch"] ?? 0,
      singleCalls: byEndpoint["POST invoice"] ?? 0,
      throttled,
      invoices: invoices.length,
      distinctDeals: billed.size,
      needsAttention: enrollments["needs-attention"],
    }),
  );
  await world.stop();
}

/** Wins the deals while the books are read-only: the whole backlog is planned and waits. Returns how to let it go. */
async function planned({ product, win }: BenchWorld, ids: readonly string[]): Promise<() => Promise<void>> {
  const { store, engine } = product;
  const { id } = await theBooks(product);
  await store.setReadOnly(id, true);
  await win(ids);
  while ((await store.pendingPostings(id)).count < ids.length) await pause(200);
  return async () => {
    await store.setReadOnly(id, false);
    await engine.resumeBooks(id);
  };
}

async function setUp({ product, quickbooks }: BenchWorld, { burstAfterSeconds, batchesPerMinute }: Scenario): Promise<void> {
  const { id, settings } = await theBooks(product);
  await product.store.saveBooksSettings(id, { ...settings, burstAfterSeconds, batchesPerMinute });
  await quickbooks("settings", { throttles: { batchesPerMinute } });
}

async function theBooks({ store, workspaceId }: Product): Promise<BooksConnection> {
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books");
  if (books?.role !== "books") throw new Error("no books are connected");
  return books;
}
