/** The crash story of existing records: workers are killed while they are enrolled and billed, beside live news of the same ones. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Filter } from "#domain/trigger.ts";
import { usualDefinition } from "#domain/workflow.ts";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { baselineIsTaken, openWorld, patience, showLogOnFailure, type World } from "./world.ts";

const deals = 150;
const cap = 130;
const kills = 10;
const seed = Number(process.env["LEDGERLINE_TEST_SEED"] ?? 20261129);
const timing = { sweepMs: 150, linkBackRestMs: 0, leaseMs: 2_000 };

let world: World;

beforeAll(async () => {
  world = await openWorld({ role: "web", leaseMs: 2_000 });
});
afterAll(() => world?.stop());
beforeEach(() => showLogOnFailure(() => world));

test(`W11: a worker killed ${kills} times while ${deals} existing deals are enrolled bills each once, as many as the cap says and those with news`, { timeout: 300_000 }, async () => {
  const random = seededRandom(seed);
  const { engine, store, workspaceId } = world.product;
  let worker = startQuickWorker(world, timing);
  try {
    await baselineIsTaken(world);
    const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    // Known before there is the workflow, so that none of them is news to it.
    const crm = (await store.connections(workspaceId)).find(({ role }) => role === "crm")!;
    await expect.poll(async () => (await store.records(crm.id, "deal", ids)).length, patience).toBe(deals);
    await expect.poll(async () => store.pendingEvents(crm.id, 1, new Date().toISOString() as never), patience).toEqual([]);
    const sent: Filter = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["contractsent", "closedwon"] };
    const since: Filter = { property: "hs_object_id", operator: "is-any-of", type: "text", values: ids };
    const workflow = await world.addWorkflow("Existing deals", { ...usualDefinition, objectType: "deal", triggerGroups: [{ filters: [sent, since] }], steps: [{ ...world.workflow.definition.steps[0]!, id: "inv" }] });
    await engine.turnOff(workspaceId, workflow.id);
    await expect.poll(async () => (await engine.matchingRecords(workspaceId, workflow.id)).count, patience).toBe(deals);
    await engine.turnOn(workspaceId, workflow.id, { existing: "enroll", cap });
    for (let n = 0; n < kills; n++) {
      await new Promise((done) => setTimeout(done, 900 + random() * 900));
      await world.hubspot.control("deals/stage", { ids: ids.filter(() => random() < 0.02), stage: "closedwon" });
      await kill(worker);
      worker = startQuickWorker(world, timing);
    }
    await expect.poll(async () => (await store.backfill(workflow.id))?.backfillState, { ...patience, interval: 300 }).toBe("done");
    const enrollments = await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 2 * deals });
    expect(enrollments.filter(({ startedBy }) => startedBy === "turn-on").length).toBe((await store.backfill(workflow.id))?.enrolled);
    expect(enrollments.filter(({ startedBy }) => startedBy === "turn-on").length).toBeLessThanOrEqual(cap);
    expect(new Set(enrollments.map(({ recordId }) => recordId)).size).toBe(enrollments.length);
    await everyDealIsInvoicedOnce(world, enrollments.map(({ recordId }) => recordId));
  } finally {
    await kill(worker);
  }
});
