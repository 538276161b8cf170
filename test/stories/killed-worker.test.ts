/** The crash story: workers are killed at random moments during a burst; then the books are checked to the cent. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Big } from "big.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { openWorld, secretKey, showLogOnFailure, type World } from "./world.ts";

const deals = 100;
const kills = 25;
const seed = 20261123;

let world: World;

beforeAll(async () => {
  world = await openWorld({ role: "web", leaseMs: 3_000 });
});
afterAll(() => world.stop());
beforeEach(() => showLogOnFailure(() => world));

function startWorker(): ChildProcess {
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const environment = {
    ...process.env,
    DATABASE_URL: world.databaseUrl,
    LEDGERLINE_ROLE: "worker",
    LEDGERLINE_SECRET_KEY: secretKey,
    LEDGERLINE_DATA: world.dataDirectory,
    LEDGERLINE_PORT: "0",
  };
  return spawn(process.execPath, [main, "start"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = new Promise((done) => worker.once("exit", done));
  worker.kill("SIGKILL");
  await gone;
}

test(`a worker killed ${kills} times during a burst of ${deals} deals leaves exactly one invoice per deal`, { timeout: 240_000 }, async () => {
  const { hubspot, quickbooks } = world;
  const random = seededRandom(seed);
  await quickbooks.control("settings", { latencyMs: 60 });
  let worker = startWorker();
  try {
    await world.turnOn();
    const { ids } = (await hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    await hubspot.control("deals/stage", { ids, stage: "closedwon" });
    for (let n = 0; n < kills; n++) {
      // A worker needs about a second to be at work; the kill falls anywhere around and after that.
      await new Promise((done) => setTimeout(done, 900 + random() * 900));
      await kill(worker);
      worker = startWorker();
    }
    for (const id of ids) await expect.poll(async () => (await world.enrollmentsOf(id))[0]?.enrollmentState, { timeout: 120_000, interval: 100 }).toBe("completed");

    const invoices = await quickbooks.invoices();
    const billed = invoices.map((invoice) => /deals\/(\d+)/.exec(invoice.PrivateNote)?.[1] ?? "");
    expect(billed.sort()).toEqual([...ids].sort());
    const amounts = await Promise.all(ids.map((id) => hubspot.property(id, "amount")));
    const wanted = amounts.reduce((sum, amount) => sum.plus(amount ?? 0), new Big(0));
    const booked = invoices.reduce((sum, invoice) => sum.plus(invoice.TotalAmt), new Big(0));
    expect(booked.toFixed(2)).toBe(wanted.toFixed(2));
  } finally {
    await kill(worker);
  }
});
