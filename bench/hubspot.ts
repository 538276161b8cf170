/**
 * HubSpot in a burst: many deals are won at once and heard of by webhooks (`webhooks`) or by polling alone (`polling`). Says
 * how many changes a second are taken in, and how many calls of HubSpot each enrolled deal cost, all of them counted: hearing,
 * reading, linking back, and looking once more at what our own writes changed. `hubspot.ts webhooks 10000 paced` keeps
 * HubSpot's limits, which is what then decides the speed.
 */
import { openBenchWorld, pause } from "./world.ts";

const [way = "webhooks", count = "1000", pacing = "unpaced"] = process.argv.slice(2);
const deals = Number(count);

interface HubSpotCounters {
  calls: number;
  searches: number;
  byEndpoint: Record<string, number>;
  throttled: number;
}

const world = await openBenchWorld({ paced: pacing === "paced" });
const { product, hubspot } = world;
const ids = await world.deals(deals);
// What making them left behind is heard, and search shows them.
await pause(20_000);
if (way === "polling") await hubspot("webhooks", { on: false });
const before = await hubspot<HubSpotCounters>("counters");
const began = await world.win(ids);
const enrolled = await untilEnrolled();
await world.untilInvoices(deals);
await untilLinked();
const linked = Date.now();
// Our own writes are heard of, too.
await pause(20_000);
const after = await hubspot<HubSpotCounters>("counters");
const invoices = await world.invoices();
const billed = new Set(invoices.map((one) => /deals\/(\d+)/.exec(one.PrivateNote)?.[1]));
const calls = after.calls - before.calls;
console.log(
  JSON.stringify({
    way,
    pacing,
    deals,
    changesPerSecond: Math.round(deals / ((enrolled - began) / 1_000)),
    secondsToLinked: Math.round((linked - began) / 1_000),
    callsPerDeal: Math.round((calls / deals) * 10_000) / 10_000,
    byEndpoint: differences(before.byEndpoint, after.byEndpoint),
    throttled: after.throttled - before.throttled,
    invoices: invoices.length,
    distinctDeals: billed.size,
  }),
);
await world.stop();
process.exit(0);

async function untilEnrolled(): Promise<number> {
  for (;;) {
    const { enrollments } = await product.store.overview(product.workspaceId, new Date().toISOString() as never);
    const all = Object.values(enrollments).reduce((sum, one) => sum + one, 0);
    if (all >= deals) return Date.now();
    await pause(50);
  }
}

async function untilLinked(): Promise<void> {
  const connection = (await product.store.connections(product.workspaceId)).find((one) => one.role === "crm");
  if (connection === undefined) throw new Error("no CRM is connected");
  do await pause(500);
  while ((await product.store.pendingLinkBacks(connection.id, 1, new Date(Date.now() + 3_600_000).toISOString() as never)).length > 0);
}

function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(after).flatMap(([name, calls]) => (calls > (before[name] ?? 0) ? [[name, calls - (before[name] ?? 0)]] : [])));
}
