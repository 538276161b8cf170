/** The crash story: workers are killed at random moments during a burst; then the books are checked to the cent. */
import { test } from "vitest";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { kill, startWorker } from "./worker-process.ts";
import { beginStories, type World } from "./world.ts";

const deals = 100;
const kills = 25;
const seed = 20261123;

let world: World;

beginStories((opened) => (world = opened), { role: "web", leaseMs: 3_000 });

test(`a worker killed ${kills} times during a burst of ${deals} deals leaves exactly one invoice per deal`, { timeout: 240_000 }, async () => {
  const { hubspot, quickbooks } = world;
  const random = seededRandom(seed);
  await quickbooks.control("settings", { latencyMs: 60 });
  let worker = startWorker(world);
  try {
    await world.turnOn();
    const { ids } = (await hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    await hubspot.control("deals/stage", { ids, stage: "closedwon" });
    for (let n = 0; n < kills; n++) {
      // A worker needs about a second to be at work; the kill falls anywhere around and after that.
      await new Promise((done) => setTimeout(done, 900 + random() * 900));
      await kill(worker);
      worker = startWorker(world);
    }
    await everyDealIsInvoicedOnce(world, ids);
  } finally {
    await kill(worker);
  }
});
