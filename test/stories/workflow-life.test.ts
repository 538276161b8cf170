/** How a workflow is built and published, over the API: drafts, review, versions, and what runs meanwhile. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Filter } from "#domain/trigger.ts";
import { type Client, clientOf } from "./client.ts";
import { beginStories, type World } from "./world.ts";

let world: World;
let client: Client;
let books: string;

beginStories((opened) => (world = opened), { pollMs: 300 });
beforeAll(async () => {
  client = await clientOf(world);
  books = String(world.workflow.definition.steps[0]?.settings["books"]);
});

const named = (value: string): Filter => ({ property: "dealname", operator: "is-any-of", type: "text", values: [value] });
const invoice = (settings: Record<string, unknown> = {}) => ({ id: "inv", action: "create-invoice", settings: { books, customerRule: "create-if-missing", ...settings } });

/** A deal workflow of its own for each test, published. */
async function published(name: string) {
  const created = await client.workflows.create({ objectType: "deal", name });
  const definition = { ...created.editable.definition, triggerGroups: [{ filters: [named(name)] }], steps: [invoice()] };
  const { savedAt } = await client.workflows.saveDraft({ id: created.id, definition, basedOn: created.editable.basedOn });
  return { id: created.id, definition, ...(await client.workflows.publish({ id: created.id, basedOn: savedAt, note: "First" })) };
}

describe("W1 and W7: the object type", () => {
  test("decides which actions are offered", async () => {
    const { actions } = await client.workflows.catalog({ objectType: "payment" });
    expect(actions.filter(({ group }) => group === "QuickBooks").map(({ kind }) => kind)).toEqual(["create-paid-invoice", "create-payment-sales-receipt", "create-expense", "create-refund-receipt"]);
    expect(actions.map(({ group }) => group)).toEqual(expect.arrayContaining(["Flow", "CRM", "Messages"]));
  });

  test("never changes, and an action that it does not allow is not accepted", async () => {
    const created = await client.workflows.create({ objectType: "deal", name: "Fixed" });
    const { definition, basedOn } = created.editable;
    await expect(client.workflows.saveDraft({ id: created.id, definition: { ...definition, objectType: "payment" }, basedOn })).rejects.toMatchObject({ code: "NOT_ALLOWED", data: { problems: [expect.stringContaining("never changes")] } });
    await expect(client.workflows.saveDraft({ id: created.id, definition: { ...definition, steps: [{ id: "e", action: "create-expense", settings: {} }] }, basedOn })).rejects.toMatchObject({ code: "NOT_ALLOWED", data: { problems: [expect.stringContaining("not allowed in workflows on deals")] } });
  });
});

test("W8: saving keeps a draft, publishing and turning on are acts of their own", { timeout: 60_000 }, async () => {
  const created = await client.workflows.create({ objectType: "deal", name: "From scratch" });
  expect(created).toMatchObject({ state: "off", version: 0, hasDraft: true });
  await expect(client.workflows.turnOn({ id: created.id })).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "not-published" }] } });
  // A record that is enrolled by hand would have no step to go through.
  const dealId = await world.hubspot.deal({ name: "Enrolled too early" });
  await expect(client.workflows.enroll({ id: created.id, recordId: dealId })).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "not-published" }] } });
  expect(await world.enrollmentsOf(dealId)).toEqual([]);
  await expect(client.workflows.publish({ id: created.id })).rejects.toMatchObject({ code: "HAS_FINDINGS", data: { findings: [expect.objectContaining({ key: "no-steps" })] } });

  const definition = { ...created.editable.definition, triggerGroups: [{ filters: [named("Nobody")] }], steps: [invoice()] };
  const first = await client.workflows.saveDraft({ id: created.id, definition, basedOn: created.editable.basedOn });
  await expect(client.workflows.saveDraft({ id: created.id, definition, basedOn: created.editable.basedOn })).rejects.toMatchObject({ code: "CONFLICT", data: { savedAt: first.savedAt } });

  const review = await client.workflows.review({ id: created.id });
  expect(review.words).toMatchObject({ triggers: [["Deal name is any of Nobody"]], steps: [{ title: "Create a QuickBooks invoice" }] });
  expect(review.findings).toEqual([expect.objectContaining({ key: "no-hourly-cap", level: "hint" })]);
  const { version, workflow } = await client.workflows.publish({ id: created.id, note: "Ready", ...(review.basedOn !== null && { basedOn: review.basedOn }) });
  expect({ version, state: workflow.state, hasDraft: workflow.hasDraft }).toEqual({ version: 1, state: "off", hasDraft: false });
  expect(await client.workflows.versions({ id: created.id })).toMatchObject([{ version: 1, note: "Ready", isCurrent: true, publishedBy: "command line" }]);
  await expect(client.workflows.publish({ id: created.id })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
});

test("W6: payments are published without the Source filter only with a written reason, which the version keeps", { timeout: 60_000 }, async () => {
  const created = await client.workflows.create({ objectType: "payment", name: "Payments", recipe: "payment-paid-invoice" });
  const [group] = created.editable.definition.triggerGroups;
  const { filters } = await client.workflows.newGroup({ objectType: "payment", actions: ["create-paid-invoice"] });
  expect(group?.filters).toEqual(expect.arrayContaining(filters));
  const status = group!.filters.filter((filter) => !("property" in filter) || filter.property !== "hs_payment_source_app");
  const [step] = created.editable.definition.steps;
  const definition = { ...created.editable.definition, triggerGroups: [{ filters: status }], steps: [{ ...step!, settings: { ...step!.settings, customerRule: "create-if-missing" } }] };
  await client.workflows.saveDraft({ id: created.id, definition, basedOn: created.editable.basedOn });
  const key = "no-source-filter:triggerGroups.0";
  await expect(client.workflows.publish({ id: created.id })).rejects.toMatchObject({ code: "HAS_FINDINGS", data: { findings: [{ key, level: "money-risk" }] } });
  await expect(client.workflows.publish({ id: created.id, overrides: [{ key, reason: " " }] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await client.workflows.publish({ id: created.id, overrides: [{ key, reason: "We take no payments on invoices" }] });
  expect(await client.workflows.versions({ id: created.id })).toMatchObject([{ overrides: [{ key, reason: "We take no payments on invoices" }] }]);
  expect((await client.workflows.review({ id: created.id })).findings).toContainEqual(expect.objectContaining({ key, overriddenWith: "We take no payments on invoices" }));
});

test("W9: a workflow that is on is edited as a draft; versions are listed, compared and restored", { timeout: 60_000 }, async () => {
  const { id, definition } = await published("Edited while on");
  await client.workflows.turnOn({ id });
  const note = { id: "note", action: "create-note", settings: { text: "Invoice {{steps.inv.number}}" } };
  const { savedAt } = await client.workflows.saveDraft({ id, definition: { ...definition, steps: [invoice({ customerMemo: "Thank you" }), note] }, basedOn: null });
  const running = await world.product.store.activeWorkflows(world.product.workspaceId, "deal");
  expect(running.find((one) => one.id === id)?.definition.steps).toHaveLength(1);

  const { outputs } = await client.workflows.placeholders({ id, stepId: "note" });
  expect(outputs).toContainEqual(expect.objectContaining({ placeholder: "{{steps.inv.number}}", label: "Document number" }));

  const review = await client.workflows.review({ id });
  expect(review.changes).toMatchObject([{ kind: "changed", stepId: "inv", before: null, after: "Thank you" }, { kind: "added", where: "Step 2, Create a CRM note" }]);
  await client.workflows.publish({ id, basedOn: savedAt });
  expect((await client.workflows.get({ id })).version).toBe(2);
  expect((await client.workflows.compare({ id, from: 2, to: 2 })).changes).toEqual([]);
  expect((await client.workflows.compare({ id, from: 2, to: 1 })).changes).toMatchObject([{ kind: "removed" }, { kind: "changed", before: "Thank you", after: null }]);

  const restored = await client.workflows.restore({ id, version: 1 });
  expect(restored.editable.definition.steps).toEqual(definition.steps);
  expect((await client.workflows.compare({ id, from: 1, to: "draft" })).changes).toEqual([]);
  await expect(client.workflows.restore({ id, version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
  await client.workflows.discardDraft({ id, basedOn: restored.editable.basedOn! });
  expect(await client.workflows.get({ id })).toMatchObject({ version: 2, hasDraft: false, state: "on" });
});

test("a workflow is renamed, copied and removed; only one that is off and empty can be removed", { timeout: 60_000 }, async () => {
  const { id } = await published("To remove");
  expect((await client.workflows.rename({ id, name: "Renamed" })).name).toBe("Renamed");
  const copy = await client.workflows.copy({ id, name: "Copy" });
  expect(copy).toMatchObject({ version: 0, hasDraft: true, state: "off" });
  expect(copy.editable.definition.steps).toEqual([invoice()]);
  await client.workflows.turnOn({ id });
  await expect(client.workflows.remove({ id })).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "workflow-in-use" }] } });
  await client.workflows.turnOff({ id });
  await client.workflows.remove({ id });
  await expect(client.workflows.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("W2: every recipe becomes a draft with its triggers found in the CRM", { timeout: 60_000 }, async () => {
  for (const { id: recipe, title, objectType } of await client.workflows.recipes()) {
    const created = await client.workflows.create({ objectType, name: title, recipe });
    expect(created.editable.definition.triggerGroups, title).toHaveLength(1);
    const { findings } = await client.workflows.review({ id: created.id });
    // What only a person can choose is all that is left: accounts, dates.
    expect(findings.filter(({ level }) => level === "error").every(({ stepId, field }) => stepId !== null && field !== null), JSON.stringify(findings)).toBe(true);
  }
  const quote = (await client.workflows.list()).find(({ name }) => name === "Signed quote to invoice")!;
  expect((await client.workflows.review({ id: quote.id })).words.triggers).toEqual([["E-sign date is known"]]);
});
