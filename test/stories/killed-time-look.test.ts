/** The crash story of time: workers are killed while records start to match merely because it passes; then everyone is counted. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { instantOf, later } from "#domain/dates.ts";
import { usualDefinition } from "#domain/workflow.ts";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { baselineIsTaken, openWorld, patience, showLogOnFailure, type World } from "./world.ts";

const deals = 400;
const kills = 16;
const seed = Number(process.env["LEDGERLINE_TEST_SEED"] ?? 20261129);
const timing = { sweepMs: 100, linkBackRestMs: 0, leaseMs: 2_000, timeLookMs: 150, pollMs: 1_000 };

let world: World;

beforeAll(async () => {
  world = await openWorld({ role: "web", leaseMs: 2_000 });
});
afterAll(() => world.stop());
beforeEach(() => showLogOnFailure(() => world));

async function closeDates(dates: ReadonlyMap<string, string>): Promise<void> {
  const inputs = [...dates].map(([id, closedate]) => ({ id, properties: { closedate } }));
  for (let at = 0; at < inputs.length; at += 100) await world.hubspot.call("POST", "/crm/v3/objects/deals/batch/update", { inputs: inputs.slice(at, at + 100) });
}

test(`W3: a worker killed ${kills} times while ${deals} deals come to meet a relative date misses none and enrolls none twice`, { timeout: 300_000 }, async () => {
  const random = seededRandom(seed);
  const { store, workspaceId } = world.product;
  let worker = startQuickWorker(world, timing);
  try {
    await baselineIsTaken(world);
    const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    const [old, coming] = [ids.slice(0, 40), ids.slice(40)];
    await closeDates(new Map(old.map((id) => [id, instantOf(Date.now() - 3_600_000)])));
    const crm = (await store.connections(workspaceId)).find(({ role }) => role === "crm")!;
    await expect.poll(async () => (await store.records(crm.id, "deal", old)).filter(({ properties }) => properties["closedate"]).length, patience).toBe(old.length);
    // Everybody may enter again, so that entering twice would show.
    const workflow = await world.addWorkflow("A minute after closing", {
      ...usualDefinition, objectType: "deal", allowsReenrollment: true,
      triggerGroups: [{ filters: [{ property: "closedate", operator: "more-than-ago", type: "datetime", amount: 1, unit: "minutes" }] }],
      steps: [{ id: "end", action: "end", settings: {} }],
    });
    const begun = instantOf(Date.now());
    await closeDates(new Map(coming.map((id) => [id, later(begun, -60_000 + 3_000 + random() * 22_000)])));
    for (let n = 0; n < kills; n++) {
      await new Promise((done) => setTimeout(done, 1_000 + random() * 1_000));
      // News of some, too: an event and a look may come to the same record.
      for (const id of coming.filter(() => random() < 0.01)) await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${id}`, { properties: { description: `touched ${n}` } });
      await kill(worker);
      worker = startQuickWorker(world, timing);
    }
    const entered = async (): Promise<string[]> => (await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 2 * deals })).map(({ recordId }) => recordId).sort();
    const lookedAt = async (): Promise<string> => (await store.timeLooks(crm.id)).get(workflow.id)?.lookedAt ?? "";
    const isOver = later(begun, 30_000);
    await expect.poll(async () => (await lookedAt()) > isOver && (await store.pendingEvents(crm.id, 1, instantOf(Date.now()))).length === 0, { ...patience, interval: 300 }).toBe(true);
    expect(await entered()).toEqual([...coming].sort());
  } finally {
    await kill(worker);
  }
});
