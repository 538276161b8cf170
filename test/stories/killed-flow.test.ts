/** The crash story of flows: workers are killed while branches, approvals, caps, documents and webhooks are under way; then the books are checked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { EnrollmentId } from "#domain/ids.ts";
import { usualDefinition, type WorkflowStep } from "#domain/workflow.ts";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

const deals = 36;
const cap = 10;
const kills = 14;
const seed = Number(process.env["LEDGERLINE_TEST_SEED"] ?? 20261129);
const timing = { sweepMs: 200, linkBackRestMs: 0, leaseMs: 2_000 };

let world: World;

beginStories((opened) => (world = opened), { role: "web", leaseMs: 2_000 });

/** Counts the calls by their id: one that is repeated after a crash is the same call. */
async function hookServer(): Promise<{ url: string; ids: Set<string>; stop: () => void }> {
  const ids = new Set<string>();
  const server = createServer((request, response) => {
    ids.add(String(request.headers["webhook-id"]));
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/erp`, ids, stop: () => void server.close() };
}

async function approveAll(workflowId: string): Promise<void> {
  const { engine, store, workspaceId } = world.product;
  for (const { id } of await store.enrollments(workspaceId, { workflowId: workflowId as never, states: ["awaiting-approval"] }, { limit: deals })) {
    const asked = (await store.stepAttempts(id)).findLast(({ outcome }) => outcome?.outcome === "asked");
    if (asked) await engine.answerApproval(workspaceId, id, { approves: true, by: "ada@harbor.example", note: "", attemptId: asked.id });
  }
}

test(`W17: a worker killed ${kills} times while flow steps, approvals and caps run leaves one invoice per deal, and never more than the cap at once`, { timeout: 300_000 }, async () => {
  const random = seededRandom(seed);
  const { engine, store, workspaceId } = world.product;
  const hook = await hookServer();
  const step = (id: string, action: string, settings: Record<string, unknown> = {}): WorkflowStep => ({ id, action, settings });
  const named = (part: string) => [{ filters: [{ property: "dealname", operator: "contains-any-of" as const, type: "text" as const, values: [part] }] }];
  let worker = startQuickWorker(world, timing);
  let resumed = 0;
  try {
    await baselineIsTaken(world);
    const workflow = await world.addWorkflow("Killed on the way", {
      ...usualDefinition, objectType: "deal", triggerGroups: [{ filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }] }],
      caps: { documentsPerHour: cap, amountPerDocument: null, newCustomersPerDay: null },
      steps: [
        { ...step("fork", "if-then"), branches: [{ name: "Looked at", filterGroups: named("0"), steps: [step("ask", "approval")] }, { name: "Others", steps: [step("low", "approval", { when: "amount", amount: "1000000" })] }] },
        { ...world.workflow.definition.steps[0]!, id: "inv" },
        step("hook", "call-webhook", { url: hook.url, body: "template", template: '{"invoice":"{{steps.inv.number}}"}' }),
      ],
    });
    const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
    const documents = async (): Promise<number> => (await store.documents(workspaceId, { limit: 200 })).filter(({ workflowId }) => workflowId === workflow.id).length;
    const isDone = async (): Promise<boolean> => (await store.enrollments(workspaceId, { workflowId: workflow.id, states: ["completed"] }, { limit: deals })).length === deals;
    const tend = async (): Promise<void> => {
      await approveAll(workflow.id);
      const { pausedBecause } = (await store.workflow(workspaceId, workflow.id))!;
      expect(await documents()).toBeLessThanOrEqual(cap * (resumed + 1));
      if (pausedBecause === null) return;
      expect(pausedBecause).toMatchObject({ code: "cap-documents", cap });
      resumed += 1;
      await engine.resume(workspaceId, workflow.id, "enroll");
    };
    for (let n = 0; n < kills; n++) {
      await new Promise((done) => setTimeout(done, 900 + random() * 1_200));
      await tend();
      await kill(worker);
      worker = startQuickWorker(world, timing);
    }
    await expect.poll(async () => { await tend(); return isDone(); }, { ...patience, interval: 500, timeout: 180_000 }).toBe(true);
    await everyDealIsInvoicedOnce(world, ids);
    expect(resumed).toBeGreaterThanOrEqual(Math.ceil(deals / cap) - 1);
    const enrollments: EnrollmentId[] = (await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 200 })).map(({ id }) => id);
    expect([...hook.ids].sort()).toEqual(enrollments.map((id) => `${id}-hook`).sort());
  } finally {
    await kill(worker);
    hook.stop();
  }
});
