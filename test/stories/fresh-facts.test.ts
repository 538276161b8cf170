/** Documents are made of what the record is when they are planned, not of what it was when it was enrolled. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { FilterGroup } from "#domain/trigger.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 500, freshMs: 1_000, replanMs: 2_000 });
beforeAll(async () => {
  await world.turnOn();
  await world.product.engine.turnOff(world.product.workspaceId, world.workflow.id);
});

const named = (...names: string[]): FilterGroup => ({ filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: names }] });

/** A workflow of its own for each test: it takes deals with that name, and invoices them last. */
async function workflowFor(dealName: string, steps: WorkflowStep[], unenrollGroups: FilterGroup[] = []): Promise<void> {
  const invoice = { ...world.workflow.definition.steps[0]!, id: "inv" };
  await world.addWorkflow(dealName, { objectType: "deal", triggerGroups: [named(dealName)], unenrollGroups, allowsReenrollment: false, steps: [...steps, invoice] });
}

async function reprice(dealId: string, price: string): Promise<void> {
  const { results } = await world.hubspot.call("GET", `/crm/v4/objects/deals/${dealId}/associations/line_items`);
  await world.hubspot.call("PATCH", `/crm/v3/objects/line_items/${results[0].toObjectId}`, { properties: { price } });
}

const change = (dealId: string, properties: Record<string, string>) => world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties });
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const waitForClosing: WorkflowStep = { id: "wait", action: "delay", settings: { until: "date", dateProperty: "closedate" } };

async function invoicesOf(dealId: string): Promise<{ TotalAmt: number }[]> {
  return (await world.quickbooks.invoices()).filter(({ PrivateNote }: { PrivateNote?: string }) => PrivateNote?.includes(`/${dealId}`));
}

test("a price that changed while the deal waited is the invoice's, though the deal meets the triggers no more", { timeout: 120_000 }, async () => {
  await workflowFor("Waits", [waitForClosing]);
  const dealId = await world.hubspot.deal({ name: "Not yet" });
  await change(dealId, { dealname: "Waits", closedate: inHours(48) });
  await world.enrollmentIn(dealId, "waiting");
  await reprice(dealId, "199");
  await change(dealId, { dealname: "Something else", closedate: inHours(-1) });
  await world.enrollmentIn(dealId, "completed");
  expect(await invoicesOf(dealId)).toMatchObject([{ TotalAmt: 398 }]);
});

test("a deal that meets the unenrollment filters when its document is due leaves, and nothing is made", { timeout: 120_000 }, async () => {
  await workflowFor("Waits to leave", [waitForClosing], [named("Called off")]);
  const dealId = await world.hubspot.deal({ name: "Not yet" });
  await change(dealId, { dealname: "Waits to leave", closedate: inHours(48) });
  await world.enrollmentIn(dealId, "waiting");
  await change(dealId, { dealname: "Called off", closedate: inHours(-1) });
  await world.enrollmentIn(dealId, "cancelled");
  expect(await invoicesOf(dealId)).toEqual([]);
});

test("what was read before a step that took long is read again before money is written", { timeout: 120_000 }, async () => {
  let calledFor: string | null = null;
  const server = createServer((_request, response) => {
    void reprice(calledFor ?? "", "175").then(() => setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end("{}"), 1_500));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  await workflowFor("Takes long", [{ id: "hook", action: "call-webhook", settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } }]);
  calledFor = await world.hubspot.deal({ name: "Not yet" });
  await change(calledFor, { dealname: "Takes long" });
  const { id } = await world.enrollmentIn(calledFor, "completed");
  expect(await invoicesOf(calledFor)).toMatchObject([{ TotalAmt: 350 }]);
  const planned = (await world.product.store.stepAttempts(id)).filter(({ plans }) => plans.length > 0);
  expect(planned.map(({ plans }) => plans[0]?.total.amountMinor)).toEqual([35_000]);
});

test("a document that waited long for its books is planned again on what the deal is then, and made once", { timeout: 120_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find(({ role }) => role === "books")!;
  await workflowFor("Waits for the books", []);
  await store.setReadOnly(books.id, true);
  const dealId = await world.hubspot.deal({ name: "Not yet" });
  await change(dealId, { dealname: "Waits for the books" });
  await expect.poll(async () => (await world.enrollmentsOf(dealId))[0]?.failures[0]?.code, patience).toBe("books-read-only");
  const [enrollment] = await world.enrollmentsOf(dealId);
  await reprice(dealId, "180");
  // Past the time that a planned document may wait here.
  await new Promise((done) => setTimeout(done, 2_500));
  await store.setReadOnly(books.id, false);
  await engine.resumeBooks(books.id);
  await world.enrollmentIn(dealId, "completed");
  expect(await invoicesOf(dealId)).toMatchObject([{ TotalAmt: 360 }]);
  const totals = (await store.stepAttempts(enrollment!.id)).map(({ plans, outcome }) => [plans[0]?.total.amountMinor, outcome?.outcome]);
  expect(totals).toEqual([[30_000, "waiting"], [36_000, "done"]]);
});
