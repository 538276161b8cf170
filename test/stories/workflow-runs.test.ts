/** How workflows run: paused, stopped, capped, left, and gone through again. Told over both simulators. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { batchPlan } from "#api/batch-plan.ts";
import { dryRun } from "#api/enrollment.ts";
import { decisionInWords } from "#domain/explanation/decision.ts";
import type { FilterGroup, PropertyFilter } from "#domain/trigger.ts";
import { usualDefinition, type Workflow, type WorkflowDefinition, type WorkflowStep } from "#domain/workflow.ts";
import { runCommandLine } from "./command-line.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 500 });
beforeAll(async () => {
  await world.turnOn();
  await world.product.engine.turnOff(world.product.workspaceId, world.workflow.id);
});

const step = (id: string, action: string, settings: Record<string, unknown> = {}): WorkflowStep => ({ id, action, settings });
const hours = (amount: string): Record<string, unknown> => ({ until: "duration", amount, unit: "hours" });
const inHours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
const contains = (property: string, ...values: string[]): PropertyFilter => ({ property, operator: "contains-any-of", type: "text", values });
const when = (property: string, ...values: string[]): FilterGroup => ({ filters: [contains(property, ...values)] });

function invoiceStep(): WorkflowStep {
  return { ...world.workflow.definition.steps[0]!, id: "inv" };
}

/** A workflow of its own for each test: it takes deals whose name contains that. */
function workflowFor(dealName: string, steps: WorkflowStep[], change: Partial<WorkflowDefinition> = {}): Promise<Workflow> {
  return world.addWorkflow(dealName, { ...usualDefinition, objectType: "deal", triggerGroups: [when("dealname", dealName)], steps, ...change });
}

async function invoicesOf(dealName: string): Promise<number> {
  const all = await world.quickbooks.invoices();
  return all.filter(({ PrivateNote }) => PrivateNote.includes(dealName)).length;
}

async function stateOf({ id }: Workflow) {
  return world.product.store.workflow(world.product.workspaceId, id);
}

test("W17: while a workflow is paused new matches wait, and are enrolled when it goes on", { timeout: 120_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const workflow = await workflowFor("Waits for us", [step("stop", "end")]);
  expect(await engine.pause(workspaceId, workflow.id)).toMatchObject({ ok: true });
  const dealId = await world.hubspot.deal({ name: "Waits for us" });
  await expect.poll(() => store.waitingCount(workflow.id), patience).toBe(1);
  expect(await world.enrollmentsOf(dealId)).toEqual([]);
  expect(await engine.resume(workspaceId, workflow.id, "enroll")).toMatchObject({ ok: true });
  expect((await world.enrollmentIn(dealId, "completed")).startedBy).toBe("trigger");
  expect(await store.waitingCount(workflow.id)).toBe(0);
});

test("W17: what waited for a paused workflow is left alone when the person says so", { timeout: 120_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const workflow = await workflowFor("Left alone", [step("stop", "end")]);
  await engine.pause(workspaceId, workflow.id);
  const dealId = await world.hubspot.deal({ name: "Left alone" });
  await expect.poll(() => store.waitingCount(workflow.id), patience).toBe(1);
  await engine.resume(workspaceId, workflow.id, "leave");
  const next = await world.hubspot.deal({ name: "Left alone, the next" });
  await world.enrollmentIn(next, "completed");
  expect(await world.enrollmentsOf(dealId)).toEqual([]);
});

test("W17: turned off, what is under way finishes or stops as the person says", { timeout: 120_000 }, async () => {
  const { engine, workspaceId } = world.product;
  const workflow = await workflowFor("Switched off", [step("wait", "delay", hours("1")), invoiceStep()]);
  const dealId = await world.hubspot.deal({ name: "Switched off" });
  const waiting = await world.enrollmentIn(dealId, "waiting");
  expect(await engine.turnOff(workspaceId, workflow.id, "finish")).toBe(0);
  expect((await world.enrollmentIn(dealId, "waiting")).id).toBe(waiting.id);
  expect(await engine.turnOff(workspaceId, workflow.id, "stop")).toBe(1);
  const stopped = await world.enrollmentIn(dealId, "cancelled");
  expect(stopped.failures).toEqual([{ code: "stopped-with-workflow", workflowName: "Switched off" }]);
  expect(await invoicesOf("Switched off")).toBe(0);
});

test("W17: a record that starts to meet the unenrollment filters leaves before anything is written", { timeout: 120_000 }, async () => {
  await workflowFor("Second thoughts", [step("wait", "delay", hours("1")), invoiceStep()], { unenrollGroups: [when("description", "called off")] });
  const dealId = await world.hubspot.deal({ name: "Second thoughts" });
  await world.enrollmentIn(dealId, "waiting");
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description: "Called off by phone" } });
  const left = await world.enrollmentIn(dealId, "cancelled");
  expect(left.failures).toMatchObject([{ code: "unenrolled", met: [{ property: "description", operator: "contains-any-of", values: ["called off"] }], labels: { description: { label: "Deal description" } } }]);
  expect(await invoicesOf("Second thoughts")).toBe(0);
});

test("W17: before each step the record is asked as it is now, with what is associated: no event has to tell", { timeout: 120_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const filter = { operator: "associated" as const, objectType: "contact" as const, label: null, quantifier: "any" as const, filters: [contains("lastname", "left the company")] };
  await workflowFor("Nobody told us", [step("ask", "approval"), invoiceStep()], { unenrollGroups: [{ filters: [filter] }] });
  const dealId = await world.hubspot.deal({ name: "Nobody told us", contact: { firstname: "Ines", lastname: "Sol", email: "ines@northwind.example" } });
  const asked = await world.enrollmentIn(dealId, "awaiting-approval");
  const contactId = await world.hubspot.contactByEmail("ines@northwind.example");
  await world.hubspot.call("PATCH", `/crm/v3/objects/contacts/${contactId}`, { properties: { lastname: "Sol (left the company)" } });
  const [question] = await store.stepAttempts(asked.id);
  expect(await engine.answerApproval(workspaceId, asked.id, { approves: true, by: "ada@harbor.example", note: "", attemptId: question!.id })).toMatchObject({ ok: true });
  expect((await world.enrollmentIn(dealId, "cancelled")).failures).toMatchObject([{ code: "unenrolled", met: [{ operator: "associated", objectType: "contact", quantifier: "any", filters: [{ property: "lastname", operator: "contains-any-of", values: ["left the company"] }] }] }]);
  expect(await invoicesOf("Nobody told us")).toBe(0);
});

test("W17: suppressed records never enter, by filter or by id, and a person is told why", { timeout: 120_000 }, async () => {
  const { engine, workspaceId } = world.product;
  const byId = await world.hubspot.deal({ name: "Not this one" });
  const workflow = await workflowFor("Suppressed", [step("stop", "end")], { suppressionGroups: [when("dealname", "internal")], suppressedRecordIds: [byId] });
  const internal = await world.hubspot.deal({ name: "Suppressed, internal" });
  const usual = await world.hubspot.deal({ name: "Suppressed no more" });
  await world.enrollmentIn(usual, "completed");
  expect(await world.enrollmentsOf(internal)).toEqual([]);
  expect(await engine.enrollRecord(workspaceId, workflow.id, internal)).toMatchObject({ ok: false, error: [{ code: "suppressed", met: [{ property: "dealname", operator: "contains-any-of", values: ["internal"] }] }] });
  expect(await engine.enrollMany(workspaceId, workflow.id, { recordIds: [internal, byId, "0"] })).toMatchObject({
    ok: true,
    value: { enrolled: 0, refused: [{ recordId: internal, failure: { code: "suppressed" } }, { recordId: byId, failure: { code: "suppressed", met: null } }, { recordId: "0", failure: { code: "record-not-found" } }] },
  });
});

test("W17: a tripped cap pauses the workflow, raises an alert, and lets go on what it held back when a person resumes it", { timeout: 180_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const workflow = await workflowFor("One an hour", [invoiceStep()], { caps: { documentsPerHour: 1, amountPerDocument: null, newCustomersPerDay: null } });
  const first = await world.hubspot.deal({ name: "One an hour, first" });
  await world.enrollmentIn(first, "completed");
  const second = await world.hubspot.deal({ name: "One an hour, second" });
  const held = await world.enrollmentIn(second, "waiting");
  expect(held.failures).toEqual([{ code: "workflow-halted" }]);
  expect(await stateOf(workflow)).toMatchObject({ state: "paused", pausedBecause: { code: "cap-documents", cap: 1 } });
  expect(await store.openAlerts(workspaceId)).toMatchObject([{ workflowId: workflow.id, failure: { code: "cap-documents" } }]);
  expect(await invoicesOf("One an hour")).toBe(1);
  await engine.resume(workspaceId, workflow.id, "enroll");
  await world.enrollmentIn(second, "completed");
  expect(await invoicesOf("One an hour")).toBe(2);
  expect(await store.openAlerts(workspaceId)).toEqual([]);
});

test("W17: a document above the cap needs attention, and goes on once the cap is raised and the workflow resumed", { timeout: 180_000 }, async () => {
  const { engine, store, workspaceId } = world.product;
  const caps = { documentsPerHour: null, amountPerDocument: { amount: "100", currency: "USD" }, newCustomersPerDay: null };
  const workflow = await workflowFor("Too much", [invoiceStep()], { caps });
  const dealId = await world.hubspot.deal({ name: "Too much" });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(stopped.failures).toMatchObject([{ code: "cap-amount", total: { amountMinor: 30_000, currency: "USD" }, cap: "100" }]);
  expect(await stateOf(workflow)).toMatchObject({ state: "paused" });
  await store.publishVersion(workflow.id, { ...workflow.definition, caps: { ...caps, amountPerDocument: null } }, new Date().toISOString() as typeof workflow.updatedAt);
  await engine.resume(workspaceId, workflow.id, "enroll");
  await world.retry(stopped);
  await world.enrollmentIn(dealId, "completed");
  expect(await invoicesOf("Too much")).toBe(1);
});

test.each([[false, 1], [true, 2]])("W12: a record that goes through again is billed again only when the workflow says so (%s)", { timeout: 180_000 }, async (billsAgain, times) => {
  const { engine, store, workspaceId } = world.product;
  const name = billsAgain ? "Again and again" : "Once for all";
  const workflow = await workflowFor(name, [invoiceStep(), step("note", "set-property", { property: "description", value: "Invoice {{steps.inv.number}}" })], { allowsReenrollment: true, billsAgain });
  const dealId = await world.hubspot.deal({ name });
  await world.enrollmentIn(dealId, "completed");
  const number = String(await world.hubspot.property(dealId, "description"));
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description: "" } });
  expect(await engine.enrollRecord(workspaceId, workflow.id, dealId)).toMatchObject({ ok: true });
  const again = await world.enrollmentIn(dealId, "completed");
  expect(again.occurrence).toBe(2);
  expect(await invoicesOf(name)).toBe(times);
  const decided = (await store.stepAttempts(again.id)).find((attempt) => attempt.stepId === "inv")?.decisions.find((one) => "code" in one && one.code === "billed-before");
  if (billsAgain) return expect(decided).toBeUndefined();
  expect(decided && decisionInWords(decided).decided).toMatch(/^not billed again: Invoice \d+ of /);
  await expect.poll(() => world.hubspot.property(dealId, "description"), patience).toBe(number);
});

test.each([false, true])("W14, W18: looking ahead says that a record would not be billed again, unless the workflow bills again (%s)", { timeout: 180_000 }, async (billsAgain) => {
  const name = billsAgain ? "Looked at and billed" : "Looked at once";
  const ask = step("ask", "approval", { when: "amount", amount: "100000" });
  const note = step("note", "set-property", { property: "description", value: "Invoice {{steps.inv.number}}" });
  const workflow = await workflowFor(name, [ask, invoiceStep(), note], { allowsReenrollment: true, billsAgain });
  const [dealId, another] = [await world.hubspot.deal({ name }), await world.hubspot.deal({ name: "Looked at by hand" })];
  await world.enrollmentIn(dealId, "completed");
  const [document] = await world.product.store.documents(world.product.workspaceId, { limit: 1 });
  const ahead = async (...words: string[]): Promise<{ exitCode: number; out: string }> => runCommandLine(world, words);
  const one = dryRun.parse(JSON.parse((await ahead("plan", workflow.name, dealId, "--json")).out));
  const [asked, made, set] = one.steps;
  const many = batchPlan.parse(JSON.parse((await ahead("plan", workflow.name, dealId, another, "--json")).out));
  if (billsAgain) {
    expect(made).toMatchObject({ billedBefore: null, plans: [{ kind: "invoice" }] });
    return expect(many).toMatchObject({ wouldCreate: 2, wouldNotBillAgain: 0, totals: [{ count: 2 }] });
  }
  const number = document?.number;
  expect(asked?.decisions.map(({ decided }) => decided)).toEqual(["no document follows, so nothing is to be approved"]);
  expect(made).toMatchObject({ plans: [], failures: [], billedBefore: { id: document?.id, kind: "invoice", number } });
  expect(set?.decisions[0]?.decided).toContain(`Invoice ${number}`);
  expect(many).toMatchObject({ wouldCreate: 1, wouldNotBillAgain: 1, wouldFail: 0, totals: [{ count: 1, total: { amountMinor: 30_000 } }] });
  expect((await ahead("plan", workflow.name, dealId, another)).out).toContain(`Billed before: Invoice ${number} of `);
  expect((await ahead("explain", workflow.name, dealId)).out).toMatch(new RegExp(`would not be billed again: Invoice ${number} of .* is still there`));
  const file = (await ahead("workflows", "export", workflow.name)).out;
  await writeFile(join(world.dataDirectory, "looked-at.yaml"), file);
  expect((await ahead("plan", "--file", "looked-at.yaml", dealId)).out).toContain("would not be billed again");
});

test("W9: an enrollment under way goes on by its own version when the newest one has its step no more", { timeout: 120_000 }, async () => {
  const { store } = world.product;
  const workflow = await workflowFor("Old version", [step("wait", "delay", { until: "date", dateProperty: "closedate" }), step("note", "set-property", { property: "description", value: "by the old version" })]);
  const dealId = await world.hubspot.deal({ name: "Not that yet" });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { dealname: "Old version", closedate: inHours(48) } });
  await world.enrollmentIn(dealId, "waiting");
  await store.publishVersion(workflow.id, { ...workflow.definition, steps: [step("stop", "end")] }, new Date().toISOString() as typeof workflow.updatedAt);
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { closedate: inHours(-1) } });
  const done = await world.enrollmentIn(dealId, "completed");
  expect(done.workflowVersion).toBe(1);
  expect(await world.hubspot.property(dealId, "description")).toBe("by the old version");
});

test("W16: a document that grew after its approving step let it pass is shown to a person before it is posted", { timeout: 180_000 }, async () => {
  await workflowFor("Grows later", [step("ask", "approval", { when: "amount", amount: "500" }), invoiceStep()]);
  await world.quickbooks.control("faults", { rules: [{ match: { method: "POST", pathIncludes: "/invoice" }, kind: "code", code: "6000", times: 1 }] });
  const dealId = await world.hubspot.deal({ name: "Grows later" });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  const { results } = await world.hubspot.call("GET", `/crm/v4/objects/deals/${dealId}/associations/line_items`);
  await world.hubspot.call("PATCH", `/crm/v3/objects/line_items/${results[0].toObjectId}`, { properties: { quantity: "6" } });
  await world.retry(stopped);
  const asked = await world.enrollmentIn(dealId, "awaiting-approval");
  const attempts = await world.product.store.stepAttempts(asked.id);
  expect(attempts.some(({ outcome }) => outcome?.outcome === "waiting" && outcome.because.code === "approval-needed-now")).toBe(true);
  expect(await invoicesOf("Grows later")).toBe(0);
});

test("W16: a delay until a date is looked at again when the date of the record moves", { timeout: 120_000 }, async () => {
  await workflowFor("Moves forward", [step("wait", "delay", { until: "date", dateProperty: "closedate" }), step("stop", "end")]);
  const dealId = await world.hubspot.deal({ name: "Not this yet" });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { dealname: "Moves forward", closedate: inHours(48) } });
  await world.enrollmentIn(dealId, "waiting");
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { closedate: inHours(72) } });
  await expect.poll(async () => (await world.enrollmentsOf(dealId))[0]?.wakeAt?.slice(0, 13), patience).toBe(inHours(72).slice(0, 13));
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { closedate: inHours(-1) } });
  await world.enrollmentIn(dealId, "completed");
});
