/** The crash story of bursts: workers are killed while batches are under way; then the books are checked to the cent. */
import type { ChildProcess } from "node:child_process";
import { expect, test, vi } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import { instantOf } from "#domain/dates.ts";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { beginStories, patience, type World } from "./world.ts";

const deals = 420;
const kills = 3;
const seed = Number(process.env["LEDGERLINE_TEST_SEED"] ?? 20261124);
/** Six batches go out one after another, each with the books for a good 200 ms; the kill falls anywhere among them. */
const latencyMs = 200;
const latestKillMs = 1_500;
const batchesPerMinute = 120;
const timing = { sweepMs: 200, linkBackRestMs: 0, leaseMs: 8_000, batchQuietMs: 16_000, batchSendMs: 8_000 };

let world: World;

beginStories((opened) => (world = opened), { role: "web" });

async function books(): Promise<BooksConnection> {
  const found = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books");
  return found?.role === "books" ? found : Promise.reject(new Error("there are no books"));
}

/** Wins the deals and lets their documents pile up. */
async function pileUp(): Promise<string[]> {
  const { store } = world.product;
  const { id } = await books();
  await store.setReadOnly(id, true);
  const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  await expect.poll(async () => (await store.pendingPostings(id)).count, { ...patience, timeout: 120_000 }).toBe(deals);
  return ids;
}

async function letGo(): Promise<void> {
  const { store, engine } = world.product;
  const { id } = await books();
  await store.setReadOnly(id, false);
  await engine.resumeBooks(id);
}

/** How many batches were let go so far: each is booked in the ledger right before its call. */
async function batchesLetGo(): Promise<number> {
  return (await world.product.store.allowanceState((await books()).id, instantOf(Date.now()))).batchesThisMinute;
}

/** False = too little is left for another batch. Batches of more than a minute ago are not counted any more. */
async function untilABatchIsLetGo(): Promise<boolean> {
  const { id } = await books();
  let before = await batchesLetGo();
  const isLetGo = async (): Promise<boolean> => {
    const now = await batchesLetGo();
    const isMore = now > before;
    before = now;
    if (!isMore && (await world.product.store.freshPostings(id, instantOf(Date.now()))) > 0) throw new Error("no batch was let go");
    return isMore;
  };
  return vi.waitFor(isLetGo, { ...patience, interval: 5 });
}

async function batchesWithBooks(): Promise<number> {
  return (await world.quickbooks.counters()).byEndpoint["POST batch"] ?? 0;
}

test(`a worker killed up to ${kills} times in the middle of a burst leaves exactly one invoice per deal`, { timeout: 480_000 }, async () => {
  const random = seededRandom(seed);
  const { store } = world.product;
  const { id, settings } = await books();
  await store.saveBooksSettings(id, { ...settings, burstAfterSeconds: 1, batchesPerMinute });
  await world.quickbooks.control("settings", { latencyMs, throttles: { batchesPerMinute } });
  let worker: ChildProcess = startQuickWorker(world, timing);
  try {
    await world.turnOn();
    const ids = await pileUp();
    await letGo();
    // A machine that is slow to kill may find that all went out meanwhile.
    for (let n = 0; n < kills && (await untilABatchIsLetGo()); n++) {
      await new Promise((done) => setTimeout(done, random() * latestKillMs));
      await kill(worker);
      worker = startQuickWorker(world, timing);
    }
    await everyDealIsInvoicedOnce(world, ids, 360_000);
    expect(await batchesWithBooks()).toBeGreaterThan(0);
  } finally {
    await kill(worker);
  }
});
