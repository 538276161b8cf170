/**
 * Stories of a property that triggers ask for and that is deleted in the CRM: nobody enters by mistake, people are told, and
 * when it is there again the workflow goes on with what changed meanwhile.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Filter, PropertyFilter } from "#domain/trigger.ts";
import { completeDefinition, usualDefinition, type Workflow } from "#domain/workflow.ts";
import { baselineIsTaken, openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

const properties = "/crm/v3/properties/deals";
const text = (name: string) => ({ name, label: name, type: "string", fieldType: "text", groupName: "dealinformation" });
const known = (property: string): PropertyFilter => ({ property, operator: "is-known", type: "text" });
const unknown = (property: string): PropertyFilter => ({ property, operator: "is-unknown", type: "text" });
const named = (name: string): PropertyFilter => ({ property: "dealname", operator: "starts-with-any-of", type: "text", values: [name] });

function noting(...filters: Filter[]): Parameters<typeof completeDefinition>[0] {
  return { ...usualDefinition, objectType: "deal", triggerGroups: [{ filters }], steps: [{ id: "end", action: "end", settings: {} }] };
}

beforeAll(async () => {
  world = await openWorld({ pollMs: 400 });
  await baselineIsTaken(world);
}, 120_000);
beforeEach(() => showLogOnFailure(() => world));
afterAll(() => world?.stop());

/** Lists of properties are remembered for a while; whoever reviews a workflow gets them afresh. */
async function makeProperty(definition: { name: string; [part: string]: unknown }): Promise<void> {
  await world.hubspot.call("POST", properties, definition);
  await world.product.engine.review(world.product.workspaceId, null, completeDefinition(noting(known(definition.name))));
}

async function isKept(dealId: string, property: string, value: string): Promise<void> {
  const { store, workspaceId } = world.product;
  const crm = (await store.connections(workspaceId)).find(({ role }) => role === "crm")!;
  await expect.poll(async () => (await store.records(crm.id, "deal", [dealId]))[0]?.properties[property], patience).toBe(value);
}

async function change(dealId: string, values: Record<string, string>): Promise<void> {
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: values });
}

async function enrolled(dealId: string): Promise<number> {
  return (await world.enrollmentsOf(dealId)).length;
}

async function outdated(workflow: Workflow) {
  return (await world.product.store.outdatedFilters(world.product.workspaceId)).find(({ workflowId }) => workflowId === workflow.id);
}

async function isHeldBack(workflow: Workflow, dealId: string): Promise<void> {
  const [crm] = (await world.product.store.connections(world.product.workspaceId)).filter(({ role }) => role === "crm");
  await expect.poll(async () => (await world.product.store.heldLooks(crm!.id, "deal", [workflow.id], [dealId])).length, patience).toBe(1);
}

async function alertsOf(workflow: Workflow) {
  return (await world.product.store.openAlerts(world.product.workspaceId)).filter(({ workflowId }) => workflowId === workflow.id);
}

describe("a deleted property that a trigger asks for", { timeout: 240_000 }, () => {
  test("lets nobody in because it is unknown now, is told with its name, and those enter that came to meet the triggers meanwhile", async () => {
    await makeProperty(text("erp_number"));
    const [before, meanwhile, untouched, other] = [await world.hubspot.deal({ name: "Erp A" }), await world.hubspot.deal({ name: "Erp B" }), await world.hubspot.deal({ name: "Erp C" }), await world.hubspot.deal({ name: "Other" })];
    for (const id of [before, meanwhile, untouched]) await change(id, { erp_number: "17" });
    const workflow = await world.addWorkflow("Without a number", noting(named("Erp"), unknown("erp_number")));
    const beside = await world.addWorkflow("Beside it", noting(named("Other"), known("description")));
    for (const id of [before, meanwhile, untouched]) await isKept(id, "erp_number", "17");

    await world.hubspot.call("DELETE", `${properties}/erp_number`);
    await change(meanwhile, { description: "touched while it is gone" });
    await isHeldBack(workflow, meanwhile);
    expect(await enrolled(meanwhile)).toBe(0);
    await expect.poll(() => outdated(workflow), patience).toMatchObject({ holds: true, failure: { code: "filters-outdated", workflowName: "Without a number", missing: [{ kind: "property", objectType: "deal", name: "erp_number" }] } });
    expect(await alertsOf(workflow)).toHaveLength(1);
    expect(await alertsOf(beside)).toHaveLength(0);

    const born = await world.hubspot.deal({ name: "Erp D" });
    await isHeldBack(workflow, born);

    await change(other, { description: "a workflow that does not ask for it goes on" });
    await world.enrollmentIn(other, "completed");

    await world.hubspot.call("POST", properties, text("erp_number"));
    for (const id of [before, meanwhile]) await change(id, { erp_number: "17" });
    await world.enrollmentIn(born, "completed");
    await expect.poll(() => outdated(workflow), patience).toBeUndefined();
    expect(await alertsOf(workflow)).toHaveLength(0);
    await change(untouched, { erp_number: "" });
    await world.enrollmentIn(untouched, "completed");
    for (const id of [before, meanwhile]) expect(await enrolled(id)).toBe(0);
  });

  test("is waited for also by a record that met everything else meanwhile, and one that met it before does not enter again", async () => {
    await makeProperty(text("erp_state"));
    const [met, meets] = [await world.hubspot.deal({ name: "State A" }), await world.hubspot.deal({ name: "State B" })];
    await change(met, { erp_state: "ready" });
    await isKept(met, "erp_state", "ready");
    const workflow = await world.addWorkflow("Ready", { ...noting(named("State"), known("erp_state")), allowsReenrollment: true });

    await world.hubspot.call("DELETE", `${properties}/erp_state`);
    for (const id of [met, meets]) await change(id, { description: "touched" });
    // What it lacks may be there and filled before it is read: it is held back though nothing changed that is asked for.
    for (const id of [met, meets]) await isHeldBack(workflow, id);

    await world.hubspot.call("POST", properties, text("erp_state"));
    for (const id of [met, meets]) await change(id, { erp_state: "ready" });
    await world.enrollmentIn(meets, "completed");
    expect(await enrolled(met)).toBe(0);
  });

  test("refuses to turn a workflow on that asks for it", async () => {
    const workflow = await world.addWorkflow("Asks for nothing that is there", noting(known("erp_never")));
    expect(workflow.state).toBe("off");
    expect(await world.product.engine.turnOn(world.product.workspaceId, workflow.id)).toMatchObject({ ok: false, error: [{ code: "filters-outdated", missing: [{ name: "erp_never" }] }] });
  });

  test("stops a branch that asks for it, and the record goes on once it is there", async () => {
    await makeProperty(text("erp_way"));
    await world.addWorkflow("By its way", {
      ...noting(named("Way"), known("closed_lost_reason")),
      steps: [{ id: "if", action: "if-then", settings: {}, branches: [{ name: "No way", filterGroups: [{ filters: [unknown("erp_way")] }], steps: [] }] }],
    });
    const dealId = await world.hubspot.deal({ name: "Way" });
    await world.hubspot.call("DELETE", `${properties}/erp_way`);
    await change(dealId, { closed_lost_reason: "none" });
    const waiting = await world.enrollmentIn(dealId, "waiting");
    expect(waiting.failures).toMatchObject([{ code: "filters-outdated", workflowName: "By its way", missing: [{ name: "erp_way" }] }]);
    await world.hubspot.call("POST", properties, text("erp_way"));
    await world.enrollmentIn(dealId, "completed");
  });
});

test("a value that triggers look for and that is gone is told of, and the workflow goes on with its other values", { timeout: 240_000 }, async () => {
  const options = (...values: string[]) => ({ options: values.map((value, displayOrder) => ({ value, label: value, displayOrder })) });
  await makeProperty({ ...text("erp_kind"), type: "enumeration", fieldType: "select", ...options("new", "old") });
  const workflow = await world.addWorkflow("By kind", noting(named("Kind"), { property: "erp_kind", operator: "is-any-of", type: "enumeration", values: ["new", "old"] }));
  await world.hubspot.call("PATCH", `${properties}/erp_kind`, options("new"));
  await expect.poll(() => outdated(workflow), patience).toMatchObject({ holds: false, failure: { code: "filter-options-gone", missing: [{ kind: "option", property: "erp_kind", name: "old" }] } });
  const dealId = await world.hubspot.deal({ name: "Kind" });
  await change(dealId, { erp_kind: "new" });
  await world.enrollmentIn(dealId, "completed");
});

test("a deleted association label holds its workflow, which would let everybody in as nobody has it any more", { timeout: 240_000 }, async () => {
  const labels = "/crm/v4/associations/deals/contacts/labels";
  const made = await world.hubspot.call("POST", labels, { name: "do_not_bill", label: "Do not bill" });
  const workflow = await world.addWorkflow("Not them", noting(named("Label"), known("description"), { operator: "associated", objectType: "contact", label: "Do not bill", quantifier: "none", filters: [known("email")] }));
  const dealId = await world.hubspot.deal({ name: "Label" });
  const typeId = made.results.find((one: { label: string | null }) => one.label === "Do not bill").typeId as number;
  await world.hubspot.call("PUT", `/crm/v4/objects/deals/${dealId}/associations/contacts/${await world.hubspot.contactByEmail("ada@northwind.example")}`, [{ associationCategory: "USER_DEFINED", associationTypeId: typeId }]);
  await world.hubspot.call("DELETE", `${labels}/${typeId}`);
  await expect.poll(() => outdated(workflow), patience).toMatchObject({ holds: true, failure: { code: "filters-outdated", missing: [{ kind: "label", name: "Do not bill" }] } });
  await change(dealId, { description: "touched" });
  await isHeldBack(workflow, dealId);
  expect(await enrolled(dealId)).toBe(0);
});
