/** Stories of triggers that look beyond a record's own properties, over HTTP, against both simulators. */
import { beforeAll, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { usualDefinition, type Workflow } from "#domain/workflow.ts";
import { runCommandLine } from "./command-line.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 1_000 });
beforeAll(() => baselineIsTaken(world));

/** A workflow that does nothing but end. */
function endingWorkflow(name: string, triggerGroups: FilterGroup[], triggerEvents: TriggerEvent[] = []): Promise<Workflow> {
  return world.addWorkflow(name, { ...usualDefinition, objectType: "deal", triggerGroups, triggerEvents, steps: [{ id: "end", action: "end", settings: {} }] });
}

async function enrolled(workflow: Workflow): Promise<string[]> {
  const { store, workspaceId } = world.product;
  return (await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 50 })).map(({ recordId }) => recordId);
}

const named = (name: string): Filter => ({ property: "dealname", operator: "is-any-of", type: "text", values: [name] });

test("W3: a deal enters when its contact begins to meet the filter on associated records", async () => {
  const { hubspot } = world;
  const inUtrecht: Filter = { operator: "associated", objectType: "contact", label: null, quantifier: "any", filters: [{ property: "city", operator: "is-any-of", type: "text", values: ["utrecht"] }] };
  const workflow = await endingWorkflow("Contacts in Utrecht", [{ filters: [named("Canal house"), inUtrecht] }]);
  const contact = { firstname: "Iris", lastname: "Smit", email: "iris@smit.example", city: "Delft" };
  const dealId = await hubspot.deal({ name: "Canal house", contact });
  const contactId = await hubspot.contactByEmail(contact.email);
  const crm = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "crm")!;
  await expect.poll(async () => (await world.product.store.triggerFacts(crm.id, "deal", [dealId])).get(dealId)?.associated?.length, patience).toBe(1);
  expect(await enrolled(workflow)).toEqual([]);
  await hubspot.call("PATCH", `/crm/v3/objects/contacts/${contactId}`, { properties: { city: "Utrecht" } });
  await expect.poll(() => enrolled(workflow), patience).toEqual([dealId]);
});

test("W3: has ever been looks at HubSpot's history, and at existing deals too", async () => {
  const { hubspot, product } = world;
  const old = await hubspot.deal({ name: "Long story", stage: "closedwon" });
  await hubspot.moveTo(old, "contractsent");
  const crm = (await product.store.connections(product.workspaceId)).find((one) => one.role === "crm")!;
  await expect.poll(async () => (await product.store.records(crm.id, "deal", [old]))[0]?.properties["dealstage"], patience).toBe("contractsent");
  await expect.poll(() => product.store.pendingEvents(crm.id, 1, new Date().toISOString() as Instant), patience).toEqual([]);
  const ever: Filter = { property: "dealstage", operator: "has-ever-been-any-of", type: "enumeration", values: ["closedwon"] };
  const workflow = await endingWorkflow("Ever won", [{ filters: [named("Long story"), ever] }]);
  await expect.poll(async () => (await product.engine.matchingRecords(product.workspaceId, workflow.id)).count, patience).toBe(1);
  const fresh = await hubspot.deal({ name: "Long story", stage: "closedwon" });
  await expect.poll(() => enrolled(workflow), patience).toEqual([fresh]);
});

test("W3: an event starts a workflow each deal at its creation, or at a change to a value", async () => {
  const { hubspot } = world;
  const created = await endingWorkflow("Made", [{ filters: [named("Brand new")] }], [{ event: "created" }]);
  const changed = await endingWorkflow("Moved", [{ filters: [named("Brand new")] }], [{ event: "property-changed", property: "dealstage", values: ["closedwon"] }]);
  const first = await hubspot.deal({ name: "Brand new", stage: "closedwon" });
  await expect.poll(() => enrolled(created), patience).toEqual([first]);
  const second = await hubspot.deal({ name: "Brand new" });
  await expect.poll(() => enrolled(created), patience).toContain(second);
  await hubspot.moveTo(second, "closedwon");
  await expect.poll(() => enrolled(changed), patience).toEqual([second]);
});

test("W18: explaining a record says which filter held, with the actual values, whether it was enrolled before, and what would happen now", async () => {
  const { hubspot, workflow } = world;
  const ledgerline = async (...argv: string[]) => (await runCommandLine(world, argv)).out;
  await world.turnOn();
  const open = await hubspot.deal({ name: "Still open" });
  const notYet = await ledgerline("explain", workflow.name, open);
  expect(notYet).toMatch(/It does not enter: no group of filters holds as a whole\./);
  expect(notYet).toMatch(/✗ Deal stage is any of .*Closed won.* \(is .*Contract sent.*\)/i);
  expect(notYet).toContain("Never enrolled.");
  expect(notYet).toMatch(/What it would do now:[^]*Total 300\.00/);
  await hubspot.moveTo(open, "closedwon");
  await world.enrollmentIn(open, "completed");
  const billed = await ledgerline("explain", workflow.name, open);
  expect(billed).toMatch(/✓ Deal stage is any of/);
  expect(billed).toMatch(/It does not enter now: .*(before|already)/i);
  expect(billed).toContain("Enrolled once");
});
