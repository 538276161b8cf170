/** What 1,000,000 enrollments that sleep in a delay do to the time from webhook to invoice. */
import { instantOf } from "../src/domain/dates.ts";
import type { EnrollmentId } from "../src/domain/ids.ts";
import { invoicePosts, type LoggedCall, openBenchWorld, pause, percentile } from "./world.ts";

const deals = Number(process.argv[2] ?? 40);
const sleepers = Number(process.argv[3] ?? 1_000_000);
const perIntake = 10_000;
/** HubSpot lets a portal be asked 100 times in ten seconds, and one deal by itself costs six calls. */
const betweenMs = 700;
const warmUp = 10;

const world = await openBenchWorld({ paced: true });
const { store, workspaceId } = world.product;
const [workflow] = await store.workflows(workspaceId);
const crm = (await store.connections(workspaceId)).find((one) => one.role === "crm");
if (!workflow || !crm) throw new Error("the demo is not set up");
let made = 0;

const before = await measured();
const began = performance.now();
for (let at = 0; at < sleepers; at += perIntake) await sleep(at);
const seconds = Math.round((performance.now() - began) / 1_000);
const claimed = performance.now();
await store.claimDueEnrollments(workspaceId, 100, instantOf(Date.now()), 1_000);
const claimMs = Math.round((performance.now() - claimed) * 10) / 10;
const after = await measured();
await world.stop();
console.log(JSON.stringify({ deals, sleepers, insertedInSeconds: seconds, claimMs, before, after }));
process.exit(0);

/** Won deals one by one; the first ones warm the processes up. */
async function measured(): Promise<{ p50Ms: number; p90Ms: number }> {
  const took: number[] = [];
  for (const [n, id] of (await world.deals(deals + warmUp)).entries()) {
    const accepted = await world.win([id]);
    made += 1;
    await world.untilInvoices(made);
    const post = invoicePosts(await world.quickbooks<LoggedCall[]>("requests")).at(-1);
    if (post && n >= warmUp) took.push(Date.parse(post.at) + post.ms - accepted);
    await pause(betweenMs);
  }
  return { p50Ms: percentile(took, 0.5), p90Ms: percentile(took, 0.9) };
}

/** Enrollments of other records that wait for a moment in the next year. */
async function sleep(from: number): Promise<void> {
  const now = Date.now();
  const enrollments = Array.from({ length: Math.min(perIntake, sleepers - from) }, (_, n) => ({
    id: `sleeper${from + n}` as EnrollmentId,
    workspaceId,
    workflowId: workflow!.id,
    workflowVersion: workflow!.version,
    connectionId: crm!.id,
    objectType: "deal" as const,
    recordId: `sleeper${from + n}`,
    recordName: "A deal that waits",
    occurrence: 1,
    enrollmentState: "waiting" as const,
    stepId: "inv",
    wakeAt: instantOf(now + 86_400_000 + ((from + n) % 365) * 86_400_000),
    startedBy: "trigger" as const,
    startedAt: instantOf(now),
  }));
  await store.recordIntake({ connectionId: crm!.id, records: [], enrollments, settledEventIds: [], now: instantOf(now) });
}
