/** The crash story of what happens in QuickBooks: workers are killed while invoices are paid; then each is told once. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { kill, startQuickWorker } from "./worker-process.ts";
import { baselineIsTaken, openWorld, patience, showLogOnFailure, type World } from "./world.ts";

const deals = 12;
const kills = 8;
const seed = Number(process.env["LEDGERLINE_TEST_SEED"] ?? 20261129);
const timing = { sweepMs: 200, linkBackRestMs: 0, leaseMs: 2_000 };

let world: World;

beforeAll(async () => {
  world = await openWorld({ role: "web", leaseMs: 2_000 });
  await world.quickbooks.control("settings", { throttles: { on: false } });
});
afterAll(() => world?.stop());
beforeEach(() => showLogOnFailure(() => world));

test(`workers killed ${kills} times while invoices are paid: each deal goes on, starts the other workflow once, and shows what it is`, { timeout: 300_000 }, async () => {
  const random = seededRandom(seed);
  const { store, workspaceId } = world.product;
  let worker = startQuickWorker(world, timing);
  try {
    await baselineIsTaken(world);
    const [invoice] = world.workflow.definition.steps;
    const waits = await world.addWorkflow("Bills and waits", { ...world.workflow.definition, steps: [{ ...invoice!, id: "inv" }, { id: "wait", action: "wait-until-paid", settings: { atMostDays: "30" } }] });
    const follows = await world.addWorkflow("Paid", { ...world.workflow.definition, allowsReenrollment: true, triggerGroups: [], triggerEvents: [{ event: "document-status", statuses: ["paid"] }], steps: [{ id: "end", action: "end", settings: {} }] });
    const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
    await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
    const countIn = async (workflowId: string, state: "waiting" | "completed"): Promise<number> => (await store.enrollments(workspaceId, { workflowId: workflowId as never, states: [state] }, { limit: 100 })).length;
    await expect.poll(() => countIn(waits.id, "waiting"), { ...patience, interval: 250 }).toBe(deals);
    const documents = (await store.documents(workspaceId, { limit: 100 })).filter(({ workflowId }) => workflowId === waits.id);
    const pay = async (at: number): Promise<void> => {
      for (const { booksId, party, balance } of documents.slice(at, at + 2)) {
        const amount = balance.amountMinor / 100;
        await world.quickbooks.call("POST", "/payment", { CustomerRef: { value: party?.id }, TotalAmt: amount, Line: [{ Amount: amount, LinkedTxn: [{ TxnId: booksId, TxnType: "Invoice" }] }] });
      }
    };
    for (let n = 0; n < kills; n++) {
      await pay(n * 2);
      await new Promise((done) => setTimeout(done, 500 + random() * 1_500));
      await kill(worker);
      worker = startQuickWorker(world, timing);
    }
    await expect.poll(() => countIn(waits.id, "completed"), { ...patience, interval: 250, timeout: 180_000 }).toBe(deals);
    await expect.poll(() => countIn(follows.id, "completed"), { ...patience, interval: 250 }).toBe(deals);
    const followed = (await store.enrollments(workspaceId, { workflowId: follows.id }, { limit: 100 })).map(({ recordId }) => recordId);
    expect(followed.toSorted()).toEqual(ids.toSorted());
    for (const { id } of documents) expect((await store.documentHistory(id)).map(({ was, status }) => `${was} -> ${status}`)).toEqual(["open -> paid"]);
    await expect.poll(() => Promise.all(ids.map((id) => world.hubspot.property(id, "quickbooks_invoice_status"))), { ...patience, interval: 500 }).toEqual(ids.map(() => "Paid"));
  } finally {
    await kill(worker);
  }
});
