/** Stories of filters other than triggers: they see associated records and what properties were before, too. */
import { beforeAll, expect, test } from "vitest";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import { usualDefinition, type WorkflowDefinition } from "#domain/workflow.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => baselineIsTaken(world));

const onceWon: Filter = { property: "dealstage", operator: "has-ever-been-any-of", type: "enumeration", values: ["closedwon"] };
const fromLeiden: Filter = { operator: "associated", objectType: "contact", label: null, quantifier: "any", filters: [{ property: "city", operator: "is-any-of", type: "text", values: ["leiden"] }] };
const never: FilterGroup = { filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: ["nobody has this name"] }] };

function byHand(name: string, more: Partial<WorkflowDefinition>) {
  return world.addWorkflow(name, { ...usualDefinition, objectType: "deal", triggerGroups: [never], steps: [{ id: "end", action: "end", settings: {} }], ...more });
}

/** A deal that was won and is not any more. */
async function lostAgain(name: string): Promise<string> {
  const id = await world.hubspot.deal({ name, stage: "closedwon" });
  await world.hubspot.moveTo(id, "contractsent");
  return id;
}

test("W17: suppression by hand sees what a deal was before and whom it is associated with", async () => {
  const { product: { engine, workspaceId }, hubspot } = world;
  const workflow = await byHand("Not what was won", { suppressionGroups: [{ filters: [onceWon] }, { filters: [fromLeiden] }] });
  const [won, plain] = [await lostAgain("Was won"), await hubspot.deal({ name: "Never won" })];
  const leiden = await hubspot.deal({ name: "Of Leiden", contact: { firstname: "Saskia", lastname: "Uyl", email: "saskia@uyl.example", city: "Leiden" } });
  expect(await engine.enrollRecord(workspaceId, workflow.id, won)).toMatchObject({ ok: false, error: [{ code: "suppressed" }] });
  expect(await engine.explainRecord(workspaceId, workflow.id, won)).toMatchObject({ ok: true, value: { keptOutBy: { code: "suppressed" } } });
  expect(await engine.enrollMany(workspaceId, workflow.id, { recordIds: [leiden, plain] })).toMatchObject({ ok: true, value: { enrolled: 1, refused: [{ recordId: leiden, failure: { code: "suppressed" } }] } });
});

test("W16: a branch goes by what a deal was before, in plans and when it runs", async () => {
  const { product: { engine, workspaceId } } = world;
  const branches = [{ name: "Once won", filterGroups: [{ filters: [onceWon] }], steps: [{ id: "end", action: "end", settings: {} }] }];
  const workflow = await byHand("By the past", { triggerGroups: [{ filters: [onceWon, fromLeiden] }], steps: [{ id: "way", action: "if-then", settings: {}, branches }] });
  const won = await lostAgain("Won and lost");
  expect(await engine.planMany(workspaceId, workflow.id, { recordIds: [won] })).toMatchObject({ ok: true, value: { runs: [{ verdict: { matched: false, groups: [{ filters: [{ held: true }, { held: false }] }] }, steps: [{ stepId: "way", branch: 0 }, { stepId: "end" }] }] } });
  const enrolled = await engine.enrollRecord(workspaceId, workflow.id, won);
  expect(enrolled).toMatchObject({ ok: true, value: { enrollmentState: "completed" } });
  const attempts = enrolled.ok ? await world.product.store.stepAttempts(enrolled.value.id) : [];
  expect(attempts.map(({ stepId }) => stepId)).toEqual(["way", "end"]);
});

test("W17: a deal that waits leaves when what it was before meets the unenrollment filters", async () => {
  const { product: { engine, store, workspaceId }, hubspot } = world;
  const workflow = await byHand("Waits", { unenrollGroups: [{ filters: [onceWon] }], steps: [{ id: "wait", action: "delay", settings: { until: "duration", amount: "1", unit: "days" } }, { id: "end", action: "end", settings: {} }] });
  const id = await hubspot.deal({ name: "Won for a moment" });
  expect(await engine.enrollRecord(workspaceId, workflow.id, id)).toMatchObject({ ok: true, value: { enrollmentState: "waiting" } });
  await hubspot.moveTo(id, "closedwon");
  await world.enrollmentIn(id, "cancelled");
  expect((await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 1 }))[0]?.failures).toMatchObject([{ code: "unenrolled" }]);
});

test("W11: who meets associated and history filters is counted before the workflow is on, and only they are enrolled", async () => {
  const { product: { engine, store, workspaceId }, hubspot } = world;
  const counted: Filter = { property: "dealname", operator: "starts-with-any-of", type: "text", values: ["Counted"] };
  const noneOfLeiden: Filter = { ...fromLeiden, quantifier: "none" };
  const workflow = await byHand("Nobody of Leiden", { triggerGroups: [{ filters: [counted, noneOfLeiden] }], suppressionGroups: [{ filters: [onceWon] }] });
  await engine.turnOff(workspaceId, workflow.id);
  const outside = await hubspot.deal({ name: "Counted outside" });
  await hubspot.deal({ name: "Counted of Leiden", contact: { firstname: "Saskia", lastname: "Bol", email: "saskia@bol.example", city: "Leiden" } });
  await lostAgain("Counted, was won");
  const known = async () => store.countMatching({ connectionId: (await store.connections(workspaceId)).find(({ role }) => role === "crm")!.id, objectType: "deal", groups: [{ filters: [counted] }], asking: { timeZone: "UTC", now: "2026-01-01T00:00:00.000Z" as never } });
  await expect.poll(known, patience).toBe(3);
  expect(await engine.matchingRecords(workspaceId, workflow.id)).toMatchObject({ count: 1, unknown: 0, sample: [{ id: outside }] });
  expect(await engine.planMany(workspaceId, workflow.id, { last: 10 })).toMatchObject({ ok: true, value: { runs: [{ record: { name: "Counted, was won" } }, { record: { id: outside } }] } });

  expect(await engine.turnOn(workspaceId, workflow.id, { existing: "enroll", cap: null })).toEqual({ ok: true, value: 1 });
  await expect.poll(async () => store.backfill(workflow.id), patience).toMatchObject({ backfillState: "done", enrolled: 1 });
  expect((await store.enrollments(workspaceId, { workflowId: workflow.id }, { limit: 10 })).map(({ recordId }) => recordId)).toEqual([outside]);
  expect(await engine.matchingRecords(workspaceId, workflow.id)).toMatchObject({ count: 0, unknown: 0 });
});
