/** 300 deals at once against a QuickBooks that takes 150 ms and throttles as the vendor does. */
import { type Counters, invoicePosts, type LoggedCall, openBenchWorld, pause } from "./world.ts";

const deals = 300;

const world = await openBenchWorld({ paced: true, latencyMs: 150 });
const ids = await world.deals(deals);
await pause(2_000);
const started = await world.win(ids);
const ended = await world.untilInvoices(deals);
await pause(1_000);
const posts = invoicePosts(await world.quickbooks<LoggedCall[]>("requests"));
const first = Date.parse(posts[0]?.at ?? "");
const invoices = await world.invoices();
const { throttled } = await world.quickbooks<Counters>("counters");
const { enrollments } = await world.product.store.overview(world.product.workspaceId, new Date().toISOString() as never);
console.log(
  JSON.stringify({
    deals,
    seconds: (ended - started) / 1_000,
    perMinute: Math.round((deals / (ended - started)) * 60_000),
    perMinuteFromFirstPost: Math.round((deals / (ended - first)) * 60_000),
    invoices: invoices.length,
    distinctDeals: new Set(invoices.map((one) => /deals\/(\d+)/.exec(one.PrivateNote)?.[1])).size,
    throttled,
    needsAttention: enrollments["needs-attention"],
  }),
);
await world.stop();
process.exit(0);
