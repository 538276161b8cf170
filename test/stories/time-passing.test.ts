/** Stories of deals that start to meet relative dates merely because time passes: nobody touches them. */
import { beforeAll, expect, test } from "vitest";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { Filter } from "#domain/trigger.ts";
import { usualDefinition, type Workflow } from "#domain/workflow.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { timeLookMs: 500 });
beforeAll(() => baselineIsTaken(world));

const minuteAgo: Filter = { property: "closedate", operator: "more-than-ago", type: "datetime", amount: 1, unit: "minutes" };
const named = (name: string): Filter => ({ property: "dealname", operator: "is-any-of", type: "text", values: [name] });

/** Everybody may enter again, so that entering twice would show. */
function endingWorkflow(name: string, filters: Filter[]): Promise<Workflow> {
  return world.addWorkflow(name, { ...usualDefinition, objectType: "deal", allowsReenrollment: true, triggerGroups: [{ filters }], steps: [{ id: "end", action: "end", settings: {} }] });
}

/** A deal that was closed so many seconds ago; the product knows it when this returns. */
async function closedAgo(name: string, seconds: number): Promise<string> {
  const { hubspot, product } = world;
  const id = await hubspot.deal({ name });
  await hubspot.call("PATCH", `/crm/v3/objects/deals/${id}`, { properties: { closedate: instantOf(Date.now() - seconds * 1_000) } });
  await expect.poll(async () => (await product.store.records(await crmId(), "deal", [id]))[0]?.properties["closedate"], patience).toBeTruthy();
  await expect.poll(async () => product.store.pendingEvents(await crmId(), 1, now()), patience).toEqual([]);
  return id;
}

async function crmId() {
  const crm = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "crm");
  if (crm === undefined) throw new Error("no CRM is connected");
  return crm.id;
}

function now(): Instant {
  return instantOf(Date.now());
}

async function enrolled(workflow: Workflow): Promise<string[]> {
  return (await world.product.store.enrollments(world.product.workspaceId, { workflowId: workflow.id }, { limit: 50 })).map(({ recordId }) => recordId);
}

/** Until all records were looked at as of that moment. */
async function lookedUntil(workflow: Workflow, moment: Instant): Promise<void> {
  await expect.poll(async () => (await world.product.store.timeLooks(await crmId())).get(workflow.id)?.lookedAt ?? "", patience).toSatisfy((at: string) => at > moment);
}

test("W3: a deal that nobody touches enters when it was closed a minute ago, once, and those of before stay out", async () => {
  const old = await closedAgo("Waits for its minute", 3_600);
  const workflow = await endingWorkflow("A minute after", [named("Waits for its minute"), minuteAgo]);
  const fresh = await closedAgo("Waits for its minute", 30);
  await expect.poll(() => enrolled(workflow), patience).toEqual([fresh]);
  await world.enrollmentIn(fresh, "completed");
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${fresh}`, { properties: { description: "looked at again" } });
  await lookedUntil(workflow, later(now(), 1_000));
  expect(await enrolled(workflow)).toEqual([fresh]);
  expect(await world.enrollmentsOf(old)).toEqual([]);
});

test("W3: while a workflow is paused, what time brings waits, and enters when it goes on", async () => {
  const { engine, store, workspaceId } = world.product;
  const workflow = await endingWorkflow("Paused meanwhile", [named("Waits twice"), minuteAgo]);
  await engine.pause(workspaceId, workflow.id);
  const id = await closedAgo("Waits twice", 50);
  await expect.poll(() => store.waitingCount(workflow.id), patience).toBe(1);
  expect(await enrolled(workflow)).toEqual([]);
  await engine.resume(workspaceId, workflow.id, "enroll");
  await expect.poll(() => enrolled(workflow), patience).toEqual([id]);
});
