/** Stories of the month's budget of metered calls: shown everywhere, kept by background work, never in people's way. */
import { beforeAll, expect, test, vi } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import { instantOf } from "#domain/dates.ts";
import { runCommandLine } from "./command-line.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(async () => {
  await world.turnOn();
  // A company that was never read cannot be planned for, and with the budget spent it would not be read.
  const { id } = await books();
  await vi.waitFor(async () => expect((await world.product.store.mirrorState(id)).refreshedAt).not.toBeNull(), patience);
});

function cli(...argv: string[]): Promise<{ exitCode: number; out: string }> {
  return runCommandLine(world, argv);
}

async function books(): Promise<BooksConnection> {
  const found = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books");
  return found ?? Promise.reject(new Error("there are no books"));
}

async function metered(): Promise<number> {
  return (await world.quickbooks.counters()).metered;
}

test("at 80 % people are warned, and with the budget spent background work reads no more while people and posting go on", { timeout: 120_000 }, async () => {
  const { id } = await books();
  const month = new Date().toISOString().slice(0, 7);
  expect((await cli("budget", "1000")).out).toContain("1000 metered calls a month");
  await world.product.store.countCalls(id, { month, metered: 900, free: 0 });
  expect((await cli("connections")).out).toContain("of this month's 1,000 metered QuickBooks calls are used");
  const doctor = await cli("doctor");
  expect(doctor).toMatchObject({ exitCode: 1 });
  expect(doctor.out).toContain("Raise the budget");

  expect((await cli("budget", "900")).exitCode).toBe(0);
  expect((await cli("connections")).out).toContain("budget of metered QuickBooks calls is spent");
  const before = await metered();
  const { ids } = await world.hubspot.control("deals", { count: 3, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  const [dealId = ""] = ids as string[];
  await world.enrollmentIn(dealId, "completed");
  expect(await metered()).toBe(before);

  // A person's check is asked all the same, and counted.
  const { engine, workspaceId, store } = world.product;
  expect((await engine.dryRun(workspaceId, world.workflow.id, dealId)).ok).toBe(true);
  const asked = await cli("doctor");
  expect(asked.out).toContain("accepts our permission");
  expect(await metered()).toBeGreaterThan(before);

  expect((await cli("budget", "500000")).exitCode).toBe(0);
  expect((await cli("connections")).out).not.toContain("spent");
  const counted = async (): Promise<number> => (await store.allowanceState(id, instantOf(Date.now()))).meteredThisMonth - 900;
  // Among them the two that asked the company who it is, before there was a connection.
  await expect.poll(async () => (await metered()) - (await counted()), patience).toBe(0);
});

test("how bursts go is saved word by word, and what is not named stays", { timeout: 60_000 }, async () => {
  const bursts = async (): Promise<unknown> => {
    const { burstAfterSeconds, batchesPerMinute, batchCost, monthlyMeteredBudget } = (await books()).settings;
    return { burstAfterSeconds, batchesPerMinute, batchCost, monthlyMeteredBudget };
  };
  expect((await cli("budget", "400000")).exitCode).toBe(0);
  expect(await bursts()).toEqual({ burstAfterSeconds: 120, batchesPerMinute: 40, batchCost: "per-item", monthlyMeteredBudget: 400_000 });

  expect((await cli("bursts", "30", "--batches", "120", "--cost", "per-call")).out).toContain("longer than 30 seconds, they also go out in batches: 120 a minute");
  expect(await bursts()).toEqual({ burstAfterSeconds: 30, batchesPerMinute: 120, batchCost: "per-call", monthlyMeteredBudget: 400_000 });
  expect((await cli("budget", "500000")).exitCode).toBe(0);
  expect(await bursts()).toEqual({ burstAfterSeconds: 30, batchesPerMinute: 120, batchCost: "per-call", monthlyMeteredBudget: 500_000 });

  expect((await cli("bursts", "never")).out).toContain("one by one, however many wait");
  expect(await bursts()).toEqual({ burstAfterSeconds: null, batchesPerMinute: 120, batchCost: "per-call", monthlyMeteredBudget: 500_000 });
  expect((await cli("budget", "400000")).exitCode).toBe(0);
  expect(await bursts()).toMatchObject({ burstAfterSeconds: null });
});
