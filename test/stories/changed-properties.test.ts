/** Stories of a CRM property that changes after a workflow used it: a new label does no harm, a deleted one stops what needs it. */
import { beforeAll, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import { completeDefinition, usualDefinition, type Workflow } from "#domain/workflow.ts";
import { baselineIsTaken, beginStories, type World } from "./world.ts";

let world: World;
let workflow: Workflow;

const address = "/crm/v3/properties/deals";
const region = { name: "erp_region", label: "ERP region", type: "string", fieldType: "text", groupName: "dealinformation" };

function writing(property: string): Workflow["definition"] {
  return completeDefinition({
    ...usualDefinition, objectType: "deal",
    triggerGroups: [{ filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }] }],
    steps: [{ id: "write", action: "set-property", settings: { of: "record", property, to: "value", value: "North" } }],
  });
}

beginStories((opened) => (world = opened), { pollMs: 400 });
beforeAll(async () => {
  await world.hubspot.call("POST", address, region);
  await baselineIsTaken(world);
  workflow = await world.addWorkflow("Writes the region", writing(region.name));
}, 120_000);

async function wonDeal(name: string): Promise<string> {
  const dealId = await world.hubspot.deal({ name });
  await world.hubspot.moveTo(dealId, "closedwon");
  return dealId;
}

async function stoppedDeal(name: string): Promise<string> {
  const dealId = await wonDeal(name);
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(stopped.failures).toMatchObject([{ code: "crm-property-missing", property: region.name }]);
  return dealId;
}

async function retried(dealId: string): Promise<void> {
  await world.retry((await world.enrollmentsOf(dealId))[0]!);
  await world.enrollmentIn(dealId, "completed");
}

test("a property with a new label is written as before", { timeout: 120_000 }, async () => {
  await world.hubspot.call("PATCH", `${address}/${region.name}`, { label: "Sales area" });
  const dealId = await wonDeal("Renamed");
  await world.enrollmentIn(dealId, "completed");
  expect(await world.hubspot.property(dealId, region.name)).toBe("North");
});

test("a deleted property stops the step by its name, and the step goes on once it is there again", { timeout: 120_000 }, async () => {
  await world.hubspot.call("DELETE", `${address}/${region.name}`);
  const dealId = await stoppedDeal("Deleted");
  await world.hubspot.call("POST", address, region);
  await retried(dealId);
  expect(await world.hubspot.property(dealId, region.name)).toBe("North");
});

test("where another property is chosen instead, the step goes on with that one", { timeout: 120_000 }, async () => {
  await world.hubspot.call("DELETE", `${address}/${region.name}`);
  const dealId = await stoppedDeal("Replaced");
  await world.product.store.publishVersion(workflow.id, writing("description"), instantOf(Date.now()));
  await retried(dealId);
  expect(await world.hubspot.property(dealId, "description")).toBe("North");
});
