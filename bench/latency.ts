/** Webhook to invoice at low load: from the moment HubSpot accepts the stage change to the moment the invoice exists. */
import { invoicePosts, type LoggedCall, openBenchWorld, pause, percentile } from "./world.ts";

const deals = 100;
/** HubSpot lets a portal be asked 100 times in ten seconds, and one deal by itself costs six calls. */
const betweenMs = 700;

const world = await openBenchWorld({ paced: true });
const ids = await world.deals(deals + 10);
const took: number[] = [];
for (const [n, id] of ids.entries()) {
  const accepted = await world.win([id]);
  await world.untilInvoices(n + 1);
  const made = invoicePosts(await world.quickbooks<LoggedCall[]>("requests")).at(-1);
  // The first ten warm the processes up.
  if (made && n >= 10) took.push(Date.parse(made.at) + made.ms - accepted);
  await pause(betweenMs);
}
await world.stop();
console.log(JSON.stringify({ deals, p50Ms: percentile(took, 0.5), p90Ms: percentile(took, 0.9), p99Ms: percentile(took, 0.99) }));
process.exit(0);
