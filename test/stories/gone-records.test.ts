/** Stories of deals that are deleted, merged or whose properties go away in HubSpot. */
import { beforeAll, expect, test } from "vitest";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(() => world.turnOn());

const oneLine = [{ name: "Design consultation", hs_sku: "DSN-100", quantity: "1", price: "150" }];

/** A deal that cannot be billed, because its product is unknown. */
async function stoppedDeal(): Promise<string> {
  const deal = await world.hubspot.deal({ lines: [{ name: "Moss wall", hs_sku: "FUR-490", quantity: "1", price: "100" }] });
  await world.hubspot.moveTo(deal, "closedwon");
  await world.enrollmentIn(deal, "needs-attention");
  return deal;
}

/** A deal that is not won, merged with another one; HubSpot gives the two a new id. */
async function mergedWith(deal: string, lines = oneLine): Promise<string> {
  const primary = await world.hubspot.deal({ lines });
  const { id } = await world.hubspot.call("POST", "/crm/v3/objects/deals/merge", { primaryObjectId: primary, objectIdToMerge: deal });
  return id as string;
}

async function invoicesOf(deal: string): Promise<number> {
  return (await world.quickbooks.invoices()).filter(({ PrivateNote }) => PrivateNote.includes(`deals/${deal}`)).length;
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
  const winner = await mergedWith(billed);
  await world.hubspot.moveTo(winner, "closedwon");
  const [crm] = (await world.product.store.connections(world.product.workspaceId)).filter((one) => one.role === "crm");
  await expect.poll(async () => (await world.product.store.records(crm!.id, "deal", [winner]))[0]?.properties["dealstage"], patience).toBe("closedwon");
  expect(await world.enrollmentsOf(winner)).toEqual([]);
  expect((await world.enrollmentsOf(billed)).map(({ enrollmentState }) => enrollmentState)).toEqual(["completed"]);
});

test("W11, W12: what was billed before a merge is billed again neither by hand nor with existing records, and by nobody while a person may enroll it again", { timeout: 120_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const billed = await world.hubspot.deal({ name: "Merged and billed", lines: oneLine });
  await world.hubspot.moveTo(billed, "closedwon");
  await world.enrollmentIn(billed, "completed");
  const winner = await mergedWith(billed);
  expect(await engine.enrollRecord(workspaceId, world.workflow.id, winner)).toMatchObject({ ok: false, error: [{ code: "enrolled-before", times: 1 }] });
  expect(await engine.enrollMany(workspaceId, world.workflow.id, { recordIds: [winner] })).toMatchObject({ ok: true, value: { enrolled: 0, refused: [{ recordId: winner, failure: { code: "enrolled-before" } }] } });
  await world.hubspot.moveTo(winner, "closedwon");
  const [crm] = (await store.connections(workspaceId)).filter((one) => one.role === "crm");
  await expect.poll(async () => (await store.records(crm!.id, "deal", [winner]))[0]?.properties["dealstage"], patience).toBe("closedwon");
  await engine.enrollMany(workspaceId, world.workflow.id, { matching: true, cap: null });
  await expect.poll(async () => (await store.backfill(world.workflow.id))?.backfillState, patience).toBe("done");
  expect(await world.enrollmentsOf(winner)).toEqual([]);
  const { definition } = (await store.workflow(workspaceId, world.workflow.id))!;
  await store.publishVersion(world.workflow.id, { ...definition, allowsReenrollment: true }, new Date().toISOString() as never);
  expect(await engine.enrollRecord(workspaceId, world.workflow.id, winner)).toMatchObject({ ok: true });
  const again = await world.enrollmentIn(winner, "completed");
  expect((await store.stepAttempts(again.id)).flatMap(({ decisions }) => decisions)).toMatchObject([{ code: "billed-before" }]);
  // Other won deals are enrolled as existing records beside them.
  expect((await invoicesOf(billed)) + (await invoicesOf(winner))).toBe(1);
  await store.publishVersion(world.workflow.id, definition, new Date().toISOString() as never);
});

test("what a merge took out of the workflow is billed once, under the id that is left", async () => {
  const waiting = await stoppedDeal();
  const winner = await mergedWith(waiting, []);
  const left = await world.enrollmentIn(waiting, "cancelled");
  expect(["record-deleted", "record-merged"]).toContain(left.failures[0]?.code);
  const { results } = await world.hubspot.call("GET", `/crm/v4/objects/deals/${winner}/associations/line_items`);
  for (const { toObjectId } of results) await world.hubspot.call("PATCH", `/crm/v3/objects/line_items/${toObjectId}`, { properties: { hs_sku: "DSN-100" } });
  await world.hubspot.moveTo(winner, "closedwon");
  await world.enrollmentIn(winner, "completed");
});

test("a deal that is restored is looked at again, and billed once", { timeout: 120_000 }, async () => {
  const deal = await stoppedDeal();
  await world.hubspot.call("DELETE", `/crm/v3/objects/deals/${deal}`);
  await world.enrollmentIn(deal, "cancelled");
  const { results } = await world.hubspot.call("POST", "/crm/v3/objects/line_items/search", { filterGroups: [{ filters: [{ propertyName: "hs_sku", operator: "EQ", value: "FUR-490" }] }], limit: 100 });
  for (const { id } of results) await world.hubspot.call("PATCH", `/crm/v3/objects/line_items/${id}`, { properties: { hs_sku: "DSN-100" } });
  await world.hubspot.control("restore", { type: "deals", id: deal });
  await world.enrollmentIn(deal, "completed");
  expect(await invoicesOf(deal)).toBe(1);
});
