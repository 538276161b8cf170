/** Stories of what documents leave on their records: properties, a note where wanted, and nothing that starts anything. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Filter } from "#domain/trigger.ts";
import { usualDefinition, type Workflow } from "#domain/workflow.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 400 });
beforeAll(async () => {
  await world.hubspot.call("DELETE", "/crm/v3/properties/deals/quickbooks_invoice_id");
  await world.turnOn();
}, 120_000);
beforeEach(async () => {
  // Each story starts with every permission, whatever the one before it withheld.
  await world.hubspot.control("scopes", { withheld: [] });
});

async function wonDeal(name: string): Promise<string> {
  const dealId = await world.hubspot.deal({ name });
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  return dealId;
}

async function documentOf(dealId: string) {
  const [enrollment] = (await world.enrollmentsOf(dealId)).filter(({ workflowId }) => workflowId === world.workflow.id);
  const [document] = await world.product.store.documentsOfEnrollment(enrollment!.id);
  return document!;
}

const linkStateOf = async (dealId: string) => (await documentOf(dealId)).linkBackState;

async function wantNotes(notesOnRecords: boolean): Promise<void> {
  const crm = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "crm")!;
  await world.product.store.saveCrmSettings(crm.id, { apiVersion: null, notesOnRecords });
}

async function notesOn(dealId: string): Promise<string[]> {
  const { results } = await world.hubspot.call("GET", `/crm/v4/objects/deals/${dealId}/associations/notes`);
  const notes = results.map(({ toObjectId }: { toObjectId: string }) => world.hubspot.call("GET", `/crm/v3/objects/notes/${toObjectId}?properties=hs_note_body`));
  return (await Promise.all(notes)).map(({ properties }) => properties.hs_note_body as string);
}

test("properties that may not be created are told with the scope that lacks, and linked when it is there", { timeout: 120_000 }, async () => {
  await world.hubspot.control("scopes", { withheld: ["crm.schemas.deals.write"] });
  const dealId = await wonDeal("No permission");
  await expect.poll(() => linkStateOf(dealId), patience).toBe("failed");
  const { id, linkBackFailure } = await documentOf(dealId);
  expect(linkBackFailure).toMatchObject({ code: "crm-permission-missing", permissions: ["crm.schemas.deals.write"] });
  await world.hubspot.control("scopes", { withheld: [] });
  await world.product.engine.retryLinkBack(world.product.workspaceId, id);
  await expect.poll(() => linkStateOf(dealId), patience).toBe("linked");
  expect(await world.hubspot.property(dealId, "quickbooks_invoice_id")).toBe((await documentOf(dealId)).booksId);
  expect(await notesOn(dealId)).toEqual([]);
});

test("where notes are wanted each document has one, however often it is linked", { timeout: 120_000 }, async () => {
  await wantNotes(true);
  const dealId = await wonDeal("With a note");
  await expect.poll(() => linkStateOf(dealId), patience).toBe("linked");
  const { id, number, url } = await documentOf(dealId);
  const [note, ...more] = await notesOn(dealId);
  expect(note).toContain(`Invoice ${number} in QuickBooks: 300.00 USD, Open.`);
  expect(note?.replaceAll("&amp;", "&")).toContain(url);
  expect(more).toEqual([]);

  await world.product.store.recordLinkBacks([{ documentId: id, state: "pending", failure: null, retryAt: null }], new Date().toISOString() as never);
  await world.product.queue.signal("link-back", (await world.enrollmentsOf(dealId))[0]!.connectionId);
  await expect.poll(() => linkStateOf(dealId), patience).toBe("linked");
  expect(await notesOn(dealId)).toHaveLength(1);
  await wantNotes(false);
});

test("what we write starts no workflow, not even one that asks for our properties or for the time of change", { timeout: 120_000 }, async () => {
  await wantNotes(true);
  const ending = (name: string, events: Workflow["definition"]["triggerEvents"], filters: Filter[]) =>
    world.addWorkflow(name, { ...usualDefinition, objectType: "deal", allowsReenrollment: true, triggerEvents: events, triggerGroups: filters.length > 0 ? [{ filters }] : [], steps: [{ id: "end", action: "end", settings: {} }] });
  const named: Filter = { property: "dealname", operator: "is-any-of", type: "text", values: ["Watched"] };
  const workflows = [
    await ending("Billed by us", [], [named, { property: "quickbooks_invoice_id", operator: "is-known", type: "text" }]),
    await ending("Id changes", [{ event: "property-changed", property: "quickbooks_invoice_id" }], [named]),
    await ending("Touched", [{ event: "property-changed", property: "hs_lastmodifieddate" }], [named, { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }]),
    await ending("Amount", [{ event: "property-changed", property: "amount" }], [named]),
  ];
  const dealId = await wonDeal("Watched");
  await expect.poll(() => linkStateOf(dealId), patience).toBe("linked");
  expect(await notesOn(dealId)).toHaveLength(1);
  // Our write has come back once the deal is kept with it; then a person changes something, which is looked at later still.
  const crmId = (await world.enrollmentsOf(dealId))[0]!.connectionId;
  await expect.poll(async () => (await world.product.store.records(crmId, "deal", [dealId]))[0]?.properties["quickbooks_invoice_id"], patience).toEqual(expect.any(String));
  const enrolled = async (): Promise<string[]> => (await world.enrollmentsOf(dealId)).flatMap(({ workflowId }) => workflows.find(({ id }) => id === workflowId)?.name ?? []);
  // The deal was won, so it was touched by a person once.
  const before = await enrolled();
  expect(before.filter((name) => name !== "Touched")).toEqual([]);
  expect(before.length).toBeLessThanOrEqual(1);
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { amount: "77" } });
  await expect.poll(enrolled, patience).toContain("Amount");
  expect((await enrolled()).filter((name) => !["Touched", "Amount"].includes(name))).toEqual([]);
});
