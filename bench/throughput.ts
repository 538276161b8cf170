/** The engine alone: simulator latency 0, throttles and pacing off. From the first stage change to the last invoice. */
import { openBenchWorld } from "./world.ts";

const deals = 2_000;

const world = await openBenchWorld({ paced: false });
const warm = await world.deals(100);
await world.win(warm);
await world.untilInvoices(100);
const ids = await world.deals(deals);
const started = Date.now();
await world.win(ids);
const ended = await world.untilInvoices(100 + deals);
const invoices = await world.invoices();
const billed = new Set(invoices.map((one) => /deals\/(\d+)/.exec(one.PrivateNote)?.[1]));
console.log(JSON.stringify({ deals, seconds: (ended - started) / 1_000, invoicesPerMinute: Math.round((deals / (ended - started)) * 60_000), invoices: invoices.length, distinctDeals: billed.size }));
await world.stop();
process.exit(0);
