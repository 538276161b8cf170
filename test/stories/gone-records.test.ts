/** Stories of deals that are deleted, merged or whose properties go away in HubSpot. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld({ pollMs: 300 });
  await world.hubspot.call("POST", "/crm/v3/properties/deals", { name: "hs_merged_object_ids", label: "Merged record IDs", type: "string", fieldType: "text", groupName: "dealinformation" });
  await world.turnOn();
});
beforeEach(() => showLogOnFailure(() => world));
afterAll(() => world?.stop());

const oneLine = [{ name: "Design consultation", hs_sku: "DSN-100", quantity: "1", price: "150" }];

/** A deal that cannot be billed, because its product is unknown. */
async function stoppedDeal(): Promise<string> {
  const deal = await world.hubspot.deal({ lines: [{ name: "Moss wall", hs_sku: "FUR-490", quantity: "1", price: "100" }] });
  await world.hubspot.moveTo(deal, "closedwon");
  await world.enrollmentIn(deal, "needs-attention");
  return deal;
}

test("a deal that is deleted leaves its workflow, and says why", async () => {
  const deal = await stoppedDeal();
  await world.hubspot.call("DELETE", `/crm/v3/objects/deals/${deal}`);
  const left = await world.enrollmentIn(deal, "cancelled");
  expect(left.failures).toEqual([{ code: "record-deleted", objectType: "deal", recordId: deal }]);
});

test("what was billed before a merge is not billed again", async () => {
  const billed = await world.hubspot.deal({ lines: oneLine });
  await world.hubspot.moveTo(billed, "closedwon");
  await world.enrollmentIn(billed, "completed");
  const winner = await world.hubspot.deal({ lines: oneLine });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${winner}`, { properties: { hs_merged_object_ids: billed } });
  await world.hubspot.call("DELETE", `/crm/v3/objects/deals/${billed}`);
  await world.hubspot.moveTo(winner, "closedwon");
  const [crm] = (await world.product.store.connections(world.product.workspaceId)).filter((one) => one.role === "crm");
  await expect.poll(async () => (await world.product.store.records(crm!.id, "deal", [winner]))[0]?.properties["dealstage"], patience).toBe("closedwon");
  expect(await world.enrollmentsOf(winner)).toEqual([]);
  expect((await world.enrollmentsOf(billed)).map(({ enrollmentState }) => enrollmentState)).toEqual(["completed"]);
});

test("what a merge took out of the workflow is billed once, under the id that is left", async () => {
  const waiting = await stoppedDeal();
  const winner = await world.hubspot.deal({ lines: oneLine });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${winner}`, { properties: { hs_merged_object_ids: waiting } });
  await world.hubspot.call("DELETE", `/crm/v3/objects/deals/${waiting}`);
  const left = await world.enrollmentIn(waiting, "cancelled");
  expect(["record-deleted", "record-merged"]).toContain(left.failures[0]?.code);
  await world.hubspot.moveTo(winner, "closedwon");
  await world.enrollmentIn(winner, "completed");
});
