/** Workflows that do more than one thing: wait, choose a way, write, tell, and ask a person. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { decisionInWords } from "#domain/explanation/decision.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { clientOf } from "./client.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 500 });
beforeAll(async () => {
  await world.turnOn();
  await world.product.engine.turnOff(world.product.workspaceId, world.workflow.id);
});

const step = (id: string, action: string, settings: Record<string, unknown> = {}): WorkflowStep => ({ id, action, settings });

function invoiceStep(): WorkflowStep {
  return { ...world.workflow.definition.steps[0]!, id: "inv" };
}

/** A workflow of its own for each test: it takes deals with that name. */
async function workflowFor(dealName: string, steps: WorkflowStep[]): Promise<void> {
  await world.addWorkflow(dealName, {
    objectType: "deal",
    triggerGroups: [{ filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: [dealName] }] }],
    allowsReenrollment: false,
    steps,
  });
}

async function hookServer(): Promise<{ url: string; calls: any[] }> {
  const calls: any[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      calls.push({ headers: request.headers, body: JSON.parse(body) as unknown });
      response.writeHead(200, { "content-type": "application/json" }).end('{"reference":"ERP-77"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/erp`, calls };
}

test("a deal waits for its date, goes its way, is invoiced, and later steps use what earlier ones came to", { timeout: 120_000 }, async () => {
  const hook = await hookServer();
  await world.hubspot.call("POST", "/crm/v3/properties/deals", { name: "erp_reference", label: "ERP reference", type: "string", fieldType: "text", groupName: "dealinformation" });
  await workflowFor("The long way", [
    step("wait", "delay", { until: "date", dateProperty: "closedate" }),
    {
      ...step("fork", "by-value", { property: "dealtype" }),
      branches: [
        { name: "New", values: ["newbusiness"], steps: [invoiceStep(), step("note", "set-property", { property: "description", value: "Invoice {{steps.inv.number}} over {{steps.inv.total}}" })] },
        { name: "Others", steps: [step("stop", "end")] },
      ],
    },
    step("hook", "call-webhook", { url: hook.url }),
    step("ref", "set-property", { property: "erp_reference", value: "{{steps.hook.reference}}" }),
  ]);
  const closesAt = new Date(Date.now() + 4_000).toISOString();
  const dealId = await world.hubspot.deal({ name: "Not yet" });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { dealname: "The long way", closedate: closesAt, dealtype: "newbusiness" } });
  const enrollment = await world.enrollmentIn(dealId, "completed");

  const attempts = await world.product.store.stepAttempts(enrollment.id);
  const done = attempts.filter((attempt) => attempt.outcome?.outcome === "done");
  expect(done.map((attempt) => attempt.stepId)).toEqual(["wait", "fork", "inv", "note", "hook", "ref"]);
  const said = new Map(done.map(({ stepId, decisions }) => [stepId, decisions.flatMap((one) => ("code" in one ? [decisionInWords(one).decided] : []))]));
  expect(said.get("fork")).toEqual(['goes to "New": Deal type is "New business"']);
  expect(said.get("ref")).toEqual(['sets ERP reference of The long way to "ERP-77"']);
  const [invoice] = await world.quickbooks.invoices();
  expect(await world.hubspot.property(dealId, "description")).toBe(`Invoice ${invoice?.DocNumber} over 300.00`);
  expect(await world.hubspot.property(dealId, "erp_reference")).toBe("ERP-77");
  const exchanges = Object.fromEntries(done.map((attempt) => [attempt.stepId, attempt.exchanges]));
  expect(exchanges["hook"]).toMatchObject([{ method: "POST", path: hook.url, status: 200, request: { record: { id: dealId } }, answer: { reference: "ERP-77" } }]);
  expect(exchanges["ref"]).toMatchObject([{ method: "CRM", path: `deal/${dealId}`, request: { erp_reference: "ERP-77" }, status: 200, answer: null }]);
  expect(hook.calls).toHaveLength(1);
  expect(hook.calls[0]).toMatchObject({ headers: { "webhook-id": `${enrollment.id}-hook` }, body: { record: { id: dealId }, steps: { inv: { number: invoice?.DocNumber } } } });
});

test("a record on another branch ends there", { timeout: 120_000 }, async () => {
  await workflowFor("The short way", [
    { ...step("fork", "if-then"), branches: [{ name: "Old", filterGroups: [{ filters: [{ property: "dealtype", operator: "is-unknown", type: "enumeration" }] }], steps: [step("stop", "end")] }] },
    invoiceStep(),
  ]);
  const dealId = await world.hubspot.deal({ name: "The short way" });
  const enrollment = await world.enrollmentIn(dealId, "completed");
  expect((await world.product.store.stepAttempts(enrollment.id)).map((attempt) => attempt.stepId)).toEqual(["fork", "stop"]);
});

test("an approval shows the document; what changed since is asked about again, and what is approved is posted", { timeout: 120_000 }, async () => {
  const before = (await world.quickbooks.invoices()).length;
  const { engine, store, workspaceId } = world.product;
  await workflowFor("Asks first", [step("ask", "approval", { when: "always" }), invoiceStep()]);
  const dealId = await world.hubspot.deal({ name: "Asks first" });
  const enrollment = await world.enrollmentIn(dealId, "awaiting-approval");
  const [asked] = await store.stepAttempts(enrollment.id);
  expect(asked).toMatchObject({ stepId: "ask", outcome: { outcome: "asked" }, plans: [{ kind: "invoice", total: { amountMinor: 30_000 } }] });

  const { results } = await world.hubspot.call("GET", `/crm/v4/objects/deals/${dealId}/associations/line_items`);
  await world.hubspot.call("PATCH", `/crm/v3/objects/line_items/${results[0].toObjectId}`, { properties: { quantity: "3" } });
  const yes = async () => ({ approves: true, by: "ada@harbor.example", note: "", attemptId: (await store.stepAttempts(enrollment.id)).findLast(({ stepId }) => stepId === "ask")!.id });
  const first = await yes();
  expect(await engine.answerApproval(workspaceId, enrollment.id, first)).toMatchObject({ ok: true });
  await expect.poll(async () => (await store.stepAttempts(enrollment.id)).at(-1)?.plans[0]?.total.amountMinor, patience).toBe(45_000);
  await world.enrollmentIn(dealId, "awaiting-approval");
  expect(await world.quickbooks.invoices()).toHaveLength(before);

  expect(await engine.answerApproval(workspaceId, enrollment.id, first)).toMatchObject({ ok: false, error: [{ code: "approval-outdated" }] });
  expect(await engine.answerApproval(workspaceId, enrollment.id, await yes())).toMatchObject({ ok: true });
  await world.enrollmentIn(dealId, "completed");
  expect(await world.quickbooks.invoices()).toHaveLength(before + 1);
  expect(await engine.answerApproval(workspaceId, enrollment.id, first)).toMatchObject({ ok: false, error: [{ code: "not-possible-now" }] });
});

test("a document that is not approved is never posted", { timeout: 120_000 }, async () => {
  const before = (await world.quickbooks.invoices()).length;
  await workflowFor("Refused", [step("ask", "approval"), invoiceStep()]);
  const dealId = await world.hubspot.deal({ name: "Refused" });
  const enrollment = await world.enrollmentIn(dealId, "awaiting-approval");
  const [asked] = await world.product.store.stepAttempts(enrollment.id);
  await world.product.engine.answerApproval(world.product.workspaceId, enrollment.id, { approves: false, by: "ada@harbor.example", note: "wrong price", attemptId: asked!.id });
  await world.enrollmentIn(dealId, "cancelled");
  expect((await world.product.store.stepAttempts(enrollment.id)).at(-1)).toMatchObject({ outcome: { outcome: "failed", failures: [{ code: "approval-refused", note: "wrong price" }] } });
  expect(await world.quickbooks.invoices()).toHaveLength(before);
});

test("W14: a plan says of earlier steps what is known of them, and of the rest when it will be", async () => {
  const name = "Plans on plans";
  const second = { ...invoiceStep(), id: "two", settings: { ...invoiceStep().settings, customerMemo: "Follows {{steps.inv.number}}, {{steps.inv.total}} {{steps.inv.currency}}; {{steps.way.branch}}." } };
  const fork: WorkflowStep = { ...step("way", "if-then"), branches: [{ name: "All", steps: [] }] };
  await workflowFor(name, [invoiceStep(), fork, second]);
  const { product: { store, workspaceId } } = world;
  const workflow = (await store.workflows(workspaceId)).find((one) => one.name === name)!;
  const client = await clientOf(world);
  const run = await client.workflows.plan({ id: workflow.id, recordId: await world.hubspot.deal({ name: "Not in it" }) });
  const [plan] = run.steps[2]?.plans ?? [];
  expect(plan).toMatchObject({ customerMemo: expect.stringMatching(/^Follows \(number of the invoice, known once it is created\), (300\.00|\(total of the invoice, known once it is created\)) USD; All\.$/) });
});

test("W14: a plan shows what notes, mails and calls would say, and sends nothing", async () => {
  const hook = await hookServer();
  const name = "Says it first";
  await workflowFor(name, [
    invoiceStep(),
    step("hook", "call-webhook", { url: hook.url, body: "template", template: '{"deal":"{{dealname}}","invoice":"{{steps.inv.number}}"}' }),
    step("note", "create-note", { text: "Billed {{dealname}}.\nReference {{steps.hook.reference}}." }),
    step("mail", "send-email", { to: "books@acme.example", subject: "{{dealname}}", text: "Invoice {{steps.inv.number}}" }),
    step("way", "by-value", { by: "text", text: "{{steps.hook.reference}}" }),
  ]);
  const { product: { store, workspaceId } } = world;
  const workflow = (await store.workflows(workspaceId)).find((one) => one.name === name)!;
  const recordId = await world.hubspot.deal({ name: "Not in this one" });
  const { steps } = await (await clientOf(world)).workflows.plan({ id: workflow.id, recordId });
  expect(steps.map(({ message }) => message)).toEqual([
    null,
    { kind: "webhook", url: hook.url, body: '{"deal":"Not in this one","invoice":"(number of the invoice, known once it is created)"}' },
    { kind: "note", text: "Billed Not in this one.\nReference (from the webhook's answer, known once it is called)." },
    { kind: "email", to: ["books@acme.example"], subject: "Not in this one", text: "Invoice (number of the invoice, known once it is created)" },
    null,
  ]);
  expect(hook.calls).toEqual([]);
  expect((await world.hubspot.call("GET", `/crm/v4/objects/deals/${recordId}/associations/notes`)).results).toEqual([]);
});

test("W18: a plan of the draft names the properties of associated records as the CRM does", async () => {
  const { product: { store, workspaceId }, hubspot } = world;
  await workflowFor("Drawn further", [step("end", "end")]);
  const { id, definition } = (await store.workflows(workspaceId)).find(({ name }) => name === "Drawn further")!;
  const client = await clientOf(world);
  const mailed = { operator: "associated" as const, objectType: "contact" as const, label: null, quantifier: "any" as const, filters: [{ property: "email", operator: "is-known" as const, type: "text" as const }] };
  await client.workflows.saveDraft({ id, definition: { ...definition, triggerGroups: [{ filters: [mailed] }] }, basedOn: null });
  const { match } = await client.workflows.plan({ id, recordId: await hubspot.deal({ name: "With a contact" }), of: "draft" });
  expect(match).toMatchObject({ matched: true, groups: [{ filters: [{ words: "any associated contact: Email is known", associated: [{ held: true, filters: [{ words: "Email is known" }] }] }] }] });
});
