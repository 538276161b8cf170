/**
 * A fault run of HubSpot: so many deals change while webhooks are doubled, shuffled and dropped and calls fail by chance; what
 * webhooks lose, polling has to hear. Counts changes that enrolled nobody (lost) and that enrolled twice (doubled).
 * `hubspot-faults.ts 10000 7` = how many deals, and the seed of all chance.
 */
import { completeDefinition } from "../src/domain/workflow.ts";
import type { WorkflowId } from "../src/domain/ids.ts";
import { instantOf } from "../src/domain/dates.ts";
import { openBenchWorld, pause } from "./world.ts";

const [count = "10000", seedText = "7"] = process.argv.slice(2);
const [deals, seed] = [Number(count), Number(seedText)];
const dealsPerCall = 500;
const patienceMs = 900_000;

const world = await openBenchWorld({ paced: false });
const { product, hubspot } = world;
const { store, engine, workspaceId } = product;
const [sample] = await store.workflows(workspaceId);
if (sample === undefined) throw new Error("the demo has no workflow");
await engine.turnOff(workspaceId, sample.id);
// Nothing is posted: what counts is who enters, every time anew.
const workflowId = "faults" as WorkflowId;
const definition = completeDefinition({ ...sample.definition, steps: [{ id: "end", action: "end", settings: {} }] });
await store.createWorkflow({ id: workflowId, workspaceId, name: "Fault run", state: "off", version: 1, definition, pausedBecause: null, draft: null, turnedOnAt: null, updatedAt: instantOf(Date.now()) });
await engine.turnOn(workspaceId, workflowId);
const ids = await world.deals(deals);
await pause(20_000);
await hubspot("webhooks", { mode: { duplicate: true, reorder: true, delayMs: 0, dropRate: 0.1, seed, retryMs: 250 } });
await hubspot("faults", { seed, rates: { 429: 0.02, 500: 0.02 } });
const began = Date.now();
for (let at = 0; at < ids.length; at += dealsPerCall) await world.win(ids.slice(at, at + dealsPerCall));
const took = (await untilEnrolled()) - began;
// What is doubled comes late.
await pause(30_000);
const enrolled = await enrolledDeals();
const wanted = new Set(ids);
const distinct = new Set(enrolled.filter((id) => wanted.has(id)));
console.log(JSON.stringify({ deals, seed, lost: deals - distinct.size, doubled: enrolled.length - new Set(enrolled).size, others: enrolled.filter((id) => !wanted.has(id)).length, seconds: Math.round(took / 1_000), changesPerSecond: Math.round(deals / (took / 1_000)) }));
await world.stop();
process.exit(0);

async function untilEnrolled(): Promise<number> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const { enrollments } = await store.overview(workspaceId, instantOf(Date.now()));
    if (Object.values(enrollments).reduce((sum, one) => sum + one, 0) >= deals) return Date.now();
    await pause(250);
  }
  return Date.now();
}

async function enrolledDeals(): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.enrollments(workspaceId, { workflowId }, { limit: 1_000, after });
    all.push(...page.map(({ recordId }) => recordId));
    after = page.at(-1)?.id;
    if (page.length < 1_000) return all;
  }
}
