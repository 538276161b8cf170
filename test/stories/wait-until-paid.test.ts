/** Stories of workflows that go on with what happens in QuickBooks: they wait until an invoice is paid, or start because of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { KeptDocument } from "#domain/document/posted.ts";
import type { StepAttempt } from "#domain/step.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

const step = (id: string, action: string, settings: Record<string, unknown> = {}, more: Partial<WorkflowStep> = {}): WorkflowStep => ({ id, action, settings, ...more });

beforeAll(async () => {
  world = await openWorld();
  await world.quickbooks.control("settings", { throttles: { on: false } });
  await world.turnOn();
}, 120_000);
beforeEach(() => showLogOnFailure(() => world));
afterAll(() => world?.stop());

/** A workflow that invoices deals of that description, waits until it is paid, and says on the deal what came of it. */
async function waitingWorkflow(description: string): Promise<string> {
  const [invoice] = world.workflow.definition.steps;
  const says = (id: string, value: string) => step(id, "set-property", { property: "dealtype", value });
  const { id } = await world.addWorkflow(`Waits: ${description}`, {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "description", operator: "is-any-of", type: "text", values: [description] }] }],
    steps: [
      { ...invoice!, id: "inv" },
      step("wait", "wait-until-paid", { atMostDays: "30" }),
      step("fork", "by-value", { by: "text", text: "{{steps.wait.paid}}" }, { branches: [{ name: "Paid", values: ["yes"], steps: [says("yes", "newbusiness")] }, { name: "Not paid", steps: [says("no", "existingbusiness")] }] }),
    ],
  });
  return id;
}

async function waitingDeal(description: string): Promise<{ dealId: string; document: KeptDocument }> {
  const dealId = await world.hubspot.deal({ name: description });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description } });
  await world.enrollmentIn(dealId, "waiting");
  const [enrollment] = await world.enrollmentsOf(dealId);
  return { dealId, document: (await world.product.store.documentsOfEnrollment(enrollment!.id))[0]! };
}

async function pay({ booksId, party }: KeptDocument, amount: number): Promise<void> {
  const Line = [{ Amount: amount, LinkedTxn: [{ TxnId: booksId, TxnType: "Invoice" }] }];
  const { Payment } = await world.quickbooks.call("POST", "/payment", { CustomerRef: { value: party?.id }, TotalAmt: amount, Line });
  expect(Payment.Id).toEqual(expect.any(String));
}

async function waitAttempts(dealId: string): Promise<StepAttempt[]> {
  const [enrollment] = await world.enrollmentsOf(dealId);
  return (await world.product.store.stepAttempts(enrollment!.id)).filter(({ stepId }) => stepId === "wait");
}

test("an enrollment waits over a part payment and goes on within seconds of the rest, by the branch for paid", { timeout: 240_000 }, async () => {
  await waitingWorkflow("wait for me");
  const { dealId, document } = await waitingDeal("wait for me");
  await pay(document, 100);
  await expect.poll(async () => (await waitAttempts(dealId)).length, patience).toBe(2);
  await world.enrollmentIn(dealId, "waiting");
  await pay(document, 200);
  await world.enrollmentIn(dealId, "completed");
  expect(await world.hubspot.property(dealId, "dealtype")).toBe("newbusiness");
  const attempts = await waitAttempts(dealId);
  expect(attempts.map(({ outcome }) => outcome?.outcome)).toEqual(["delayed", "delayed", "done"]);
  expect(attempts.at(-1)?.outcome).toMatchObject({ outputs: { paid: "yes", status: "paid", balance: "0.00" } });
});

test("planned ahead, the wait counts as over because it was paid", { timeout: 240_000 }, async () => {
  const id = await waitingWorkflow("plan me");
  const dealId = await world.hubspot.deal({ name: "Planned ahead" });
  const planned = await world.product.engine.dryRun(world.product.workspaceId, id as never, dealId);
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  expect(planned.value.steps.map(({ stepId, branch }) => [stepId, branch])).toEqual([["inv", null], ["wait", null], ["fork", 0], ["yes", null]]);
});

test("one whose invoice is voided goes on at once, by the other branch", { timeout: 240_000 }, async () => {
  await waitingWorkflow("void me");
  const { dealId, document } = await waitingDeal("void me");
  const { Invoice } = await world.quickbooks.call("GET", `/invoice/${document.booksId}`);
  await world.quickbooks.call("POST", "/invoice?operation=void", { Id: Invoice.Id, SyncToken: Invoice.SyncToken });
  await world.enrollmentIn(dealId, "completed");
  expect(await world.hubspot.property(dealId, "dealtype")).toBe("existingbusiness");
  expect((await waitAttempts(dealId)).at(-1)?.outcome).toMatchObject({ outputs: { paid: "no", status: "voided" } });
});

test("a deal whose invoice comes to a status enters the workflows that wait for it, and only them", { timeout: 240_000 }, async () => {
  const entered = async (dealId: string): Promise<string[]> => {
    const { store, workspaceId } = world.product;
    const names = new Map((await store.workflows(workspaceId)).map(({ id, name }) => [id, name]));
    return (await world.enrollmentsOf(dealId)).map(({ workflowId }) => names.get(workflowId) ?? "").filter((name) => name.startsWith("On ")).toSorted();
  };
  const onStatus = (name: string, more: { kinds?: ["estimate"] | ["invoice"]; statuses: ["paid"] | ["voided"] | ["partly-paid", "paid"] }, filters: { filters: never[] }[] | undefined = []) =>
    world.addWorkflow(name, { ...world.workflow.definition, allowsReenrollment: true, triggerGroups: filters, triggerEvents: [{ event: "document-status", ...more }], steps: [step("end", "end")] });
  await onStatus("On paid", { kinds: ["invoice"], statuses: ["paid"] });
  await onStatus("On any payment", { statuses: ["partly-paid", "paid"] });
  await onStatus("On voided", { statuses: ["voided"] });
  await onStatus("On paid estimate", { kinds: ["estimate"], statuses: ["paid"] });
  const dealId = await world.hubspot.deal({ name: "Starts others" });
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  const [enrollment] = await world.enrollmentsOf(dealId);
  const [document] = await world.product.store.documentsOfEnrollment(enrollment!.id);
  await pay(document!, 100);
  await expect.poll(() => entered(dealId), patience).toEqual(["On any payment"]);
  await pay(document!, 200);
  await expect.poll(() => entered(dealId), patience).toEqual(["On any payment", "On any payment", "On paid"]);
  // Nothing new: looking once more enrolls nobody.
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { amount: "99" } });
  const crmId = enrollment!.connectionId;
  await expect.poll(async () => (await world.product.store.records(crmId, "deal", [dealId]))[0]?.properties["amount"], patience).toBe("99");
  expect(await entered(dealId)).toEqual(["On any payment", "On any payment", "On paid"]);
});
