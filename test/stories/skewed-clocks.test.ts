/** Workers on machines whose clocks are wrong: what they write and compare is the database's time, and nothing happens twice. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { instantOf, later } from "#domain/dates.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { openWorld, showLogOnFailure, type World } from "./world.ts";

const deals = 60;
const minute = 60_000;
const timing = { sweepMs: 200, linkBackRestMs: 0, leaseMs: 5_000 };

let world: World;

beforeAll(async () => {
  world = await openWorld({ role: "web" });
});
afterAll(() => world?.stop());
beforeEach(() => showLogOnFailure(() => world));

test("one worker whose clock is 20 minutes ahead and one that is 20 behind bill every deal once, at the time it is", { timeout: 240_000 }, async () => {
  const { hubspot, quickbooks, product } = world;
  await quickbooks.control("settings", { latencyMs: 150 });
  const begun = instantOf(Date.now());
  const workers = [20, -20].map((minutes) => startQuickWorker(world, timing, minutes * minute));
  try {
    await world.turnOn();
    const { ids } = (await hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    await hubspot.control("deals/stage", { ids, stage: "closedwon" });
    await everyDealIsInvoicedOnce(world, ids);
    const enrollments = await product.store.enrollments(product.workspaceId, { workflowId: world.workflow.id }, { limit: deals });
    const attempts = (await Promise.all(enrollments.map(({ id }) => product.store.stepAttempts(id)))).flat();
    const moments = [...enrollments.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt ?? startedAt]), ...attempts.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt ?? startedAt])].sort();
    expect(moments.at(0)! >= later(begun, -minute)).toBe(true);
    expect(moments.at(-1)! <= later(instantOf(Date.now()), minute)).toBe(true);
  } finally {
    await Promise.all(workers.map(kill));
  }
});
