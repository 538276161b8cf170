/** QuickBooks calls per invoice, metered and free, for 1, 3 and 10 line items with known customer and items. */
import { type Counters, openBenchWorld, pause } from "./world.ts";

const world = await openBenchWorld({ paced: true });
let made = 0;
for (const lines of [1, 3, 10]) {
  const [id] = await world.deals(1, lines);
  const before = await world.quickbooks<Counters>("counters");
  await world.win([id!]);
  await world.untilInvoices(++made);
  await pause(500);
  const after = await world.quickbooks<Counters>("counters");
  console.log(JSON.stringify({ lines, free: after.free - before.free, metered: after.metered - before.metered }));
}
await world.stop();
process.exit(0);
