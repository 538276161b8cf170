/** Stories of records that already meet the triggers when a workflow is turned on. */
import { beforeAll, expect, test } from "vitest";
import type { Filter } from "#domain/trigger.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => baselineIsTaken(world));

const named: Filter = { property: "dealname", operator: "starts-with-any-of", type: "text", values: ["OLD WORK"] };

test("W11: existing records are counted exactly, shown as a sample, and enrolled in the background up to the cap", async () => {
  const { hubspot, quickbooks, product, workflow } = world;
  const { engine, store, workspaceId } = product;
  const first = workflow.definition.triggerGroups[0]!;
  const added = await world.addWorkflow("Old work to invoice", { ...workflow.definition, triggerGroups: [{ filters: [...first.filters, named] }] });
  await engine.turnOff(workspaceId, added.id);
  const names = ["Old work 1", "Old work 2", "Old work 3"];
  const ids: string[] = [];
  for (const name of [...names, "New work"]) ids.push(await hubspot.deal({ name, stage: "closedwon" }));
  await expect.poll(async () => (await engine.matchingRecords(workspaceId, added.id)).count, patience).toBe(3);
  expect((await engine.matchingRecords(workspaceId, added.id)).sample.map(({ name }) => name).toSorted()).toEqual(names);
  const wider = { ...added.definition, triggerGroups: [{ filters: [{ ...named, values: ["old work 1", "new work"] }] }] };
  await expect.poll(async () => (await engine.matchingRecords(workspaceId, added.id, wider)).count, patience).toBe(2);

  await engine.turnOn(workspaceId, added.id);
  expect(await engine.startBackfill(workspaceId, added.id, 2)).toMatchObject({ ok: true, value: { backfillState: "running", cap: 2 } });
  await expect.poll(async () => store.backfill(added.id), patience).toMatchObject({ backfillState: "done", enrolled: 2 });
  expect((await engine.matchingRecords(workspaceId, added.id)).count).toBe(1);
  await engine.startBackfill(workspaceId, added.id, null);
  await expect.poll(async () => store.backfill(added.id), patience).toMatchObject({ backfillState: "done", enrolled: 1 });
  for (const id of ids.slice(0, 3)) await world.enrollmentIn(id, "completed");
  expect((await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Old work"))).toHaveLength(3);
  expect(await world.enrollmentsOf(ids[3]!)).toEqual([]);
});
