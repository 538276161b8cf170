/** The story of changes that nobody told of: the daily comparison finds them, and what is gone. */
import { beforeAll, expect, test } from "vitest";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 300, webhooks: false, compareMs: 1_500 });
beforeAll(() => world.turnOn());

async function portal() {
  const found = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "crm");
  return found ?? Promise.reject(new Error("there is no portal"));
}

/** As if we had heard of the deal's last change, which we then lost. */
async function forgetChange(dealId: string): Promise<void> {
  const { store } = world.product;
  const { id } = await portal();
  await expect.poll(async () => (await store.records(id, "deal", [dealId])).length, patience).toBe(1);
  const cursor = JSON.parse((await store.pollCursor(id, "deal"))!) as Record<string, unknown>;
  // The window is moved past everything that will happen in this story, so that asking for changes hears of nothing.
  const late = "2100-01-01T00:00:00.000Z";
  await store.savePollCursor(id, "deal", JSON.stringify({ ...cursor, mode: "following", since: late, at: late, newest: late, newestSeenAt: late, begun: null, tieId: null, seen: {} }));
}

test("a change that was missed is found, looked at and counted; a deal that is gone leaves its workflow", async () => {
  const missed = await world.hubspot.deal({ lines: [{ name: "Design consultation", hs_sku: "DSN-100", quantity: "1", price: "150" }] });
  const gone = await world.hubspot.deal({ lines: [{ name: "Moss wall", hs_sku: "FUR-490", quantity: "1", price: "100" }] });
  await world.hubspot.moveTo(gone, "closedwon");
  await world.enrollmentIn(gone, "needs-attention");
  await forgetChange(missed);
  await world.hubspot.moveTo(missed, "closedwon");
  await world.hubspot.call("DELETE", `/crm/v3/objects/deals/${gone}`);

  await world.enrollmentIn(missed, "completed");
  expect((await world.enrollmentIn(gone, "cancelled")).failures).toMatchObject([{ code: "record-deleted" }]);
  await expect.poll(async () => (await world.product.store.watches((await portal()).id)).find(({ objectType }) => objectType === "deal")?.sweptAt, patience).toEqual(expect.any(String));
  expect(await world.enrollmentsOf(missed)).toHaveLength(1);
});
