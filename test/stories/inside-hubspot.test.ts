/** Stories of our actions inside HubSpot's own workflows, over HTTP, against both simulators. */
import { createHmac } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openProduct } from "../../src/main.ts";
import { runCommandLine } from "./command-line.ts";
import { rest } from "./rest.ts";
import { baselineIsTaken, beginStories, patience, secretKey, type World } from "./world.ts";

let world: World;
let booksId: string;

beginStories((opened) => (world = opened));
beforeAll(async () => {
  await baselineIsTaken(world);
  booksId = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books")!.id;
});

interface Run {
  callbackId: string;
  state: string;
  said: string;
  attempts: { outcome: number | string; ms: number }[];
  outputFields: Record<string, string>;
}

/** A workflow in HubSpot's editor with one of our actions in it. */
async function hubSpotWorkflow(action = "Create a QuickBooks invoice", fields: Record<string, string> = {}, objectType = "deals"): Promise<number> {
  const made = await world.hubspot.control("workflows", { action, objectType, fields: { books: booksId, ...fields } });
  return made.id as number;
}

async function run(workflowId: number, record: string): Promise<Run> {
  return (await world.hubspot.control(`workflows/${workflowId}/run`, { record })) as Run;
}

async function ended(callbackId: string, state: string): Promise<Run> {
  const read = async (): Promise<Run> => (await world.hubspot.control(`runs/${callbackId}`)) as Run;
  await expect.poll(async () => (await read()).state, patience).toBe(state);
  return read();
}

async function invoicesNamed(name: string): Promise<number> {
  return (await world.quickbooks.invoices()).filter((one) => one.PrivateNote.includes(name)).length;
}

test("HubSpot's workflow runs our action: the invoice exists once, and its facts come back to the workflow", async () => {
  const dealId = await world.hubspot.deal({ name: "Inside out" });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  const done = await ended(callbackId, "succeeded");
  const [invoice, ...others] = (await world.quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Inside out"));
  expect(others).toEqual([]);
  expect(done.outputFields).toMatchObject({
    hs_execution_state: "SUCCESS", documentId: invoice!.Id, documentNumber: invoice!.DocNumber, documentTotal: "300.00", documentStatus: "Open",
    documentUrl: `${world.quickbooks.url}/app/invoice?txnId=${invoice!.Id}`, documentCurrency: "USD",
  });
  expect(done.said).toBe(`Invoice ${invoice!.DocNumber}`);
  const [enrollment] = await world.enrollmentsOf(dealId);
  expect(enrollment).toMatchObject({ startedBy: "crm-workflow", enrollmentState: "completed" });
  expect(done.outputFields["ledgerlineUrl"]).toBe(`${world.product.url}/enrollments/${enrollment!.id}`);
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_number"), patience).toBe(invoice!.DocNumber);
});

test("the step shows as a workflow of its own, with the settings that were chosen in HubSpot", async () => {
  const workflowId = await hubSpotWorkflow("Create a QuickBooks estimate", { customerMemo: "Thank you" });
  await ended((await run(workflowId, await world.hubspot.deal({ name: "Estimated" }))).callbackId, "succeeded");
  const { store, workspaceId } = world.product;
  const workflow = (await store.workflows(workspaceId)).find(({ name }) => name === `HubSpot workflow ${workflowId}: Create a QuickBooks estimate`);
  expect(workflow).toMatchObject({ state: "on", version: 1, definition: { triggerGroups: [], steps: [{ action: "create-estimate", settings: { books: booksId, customerMemo: "Thank you" } }] } });
  expect(await store.crmWorkflows(workspaceId)).toContainEqual(expect.objectContaining({ workflowId: workflow!.id, step: { workflowRef: String(workflowId), stepRef: "1" } }));
});

test("a callback that is sent twice at once and again is one enrollment and one invoice, with the same answer", async () => {
  await world.hubspot.control("workflows/mode", { duplicate: true, loseAnswers: 2, retryMs: 50 });
  const dealId = await world.hubspot.deal({ name: "Sent thrice" });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  const done = await ended(callbackId, "succeeded");
  await world.hubspot.control("workflows/mode", { duplicate: false });
  expect(done.attempts.map(({ outcome }) => outcome)).toEqual(["timed out", "timed out", 200]);
  expect(await world.enrollmentsOf(dealId)).toHaveLength(1);
  expect(await invoicesNamed("Sent thrice")).toBe(1);
});

test("a record that comes to the step again gets the document that exists, or another one when that was chosen", async () => {
  const dealId = await world.hubspot.deal({ name: "Comes again" });
  const once = await hubSpotWorkflow();
  const first = await ended((await run(once, dealId)).callbackId, "succeeded");
  const second = await ended((await run(once, dealId)).callbackId, "succeeded");
  expect(second.outputFields["documentId"]).toBe(first.outputFields["documentId"]);
  expect(await invoicesNamed("Comes again")).toBe(1);
  const another = await hubSpotWorkflow("Create a QuickBooks invoice", { whenRepeated: "another" });
  const third = await ended((await run(another, dealId)).callbackId, "succeeded");
  const fourth = await ended((await run(another, dealId)).callbackId, "succeeded");
  expect(new Set([first, third, fourth].map(({ outputFields }) => outputFields["documentId"])).size).toBe(3);
});

test("while the books are slow the record waits in HubSpot, and goes on when the invoice is there", async () => {
  await world.quickbooks.control("faults", { rules: [{ match: { method: "POST", pathIncludes: "/invoice" }, kind: "slow", ms: 5_000, times: 1 }] });
  const dealId = await world.hubspot.deal({ name: "Slow books" });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  const blocked = await ended(callbackId, "blocked");
  expect(blocked.outputFields).toMatchObject({ hs_execution_state: "BLOCK", hs_expiration_duration: expect.stringMatching(/^PT\d+M$/) });
  const done = await ended(callbackId, "succeeded");
  expect(done.attempts.map(({ outcome }) => outcome)).toEqual([200]);
  expect(done.outputFields).toMatchObject({ documentTotal: "300.00", hs_execution_state: "SUCCESS" });
  expect(await invoicesNamed("Slow books")).toBe(1);
});

test("the end is told again while HubSpot's own API has trouble", async () => {
  await world.quickbooks.control("faults", { rules: [{ match: { method: "POST", pathIncludes: "/invoice" }, kind: "slow", ms: 4_500, times: 1 }] });
  await world.hubspot.control("faults", { rules: [{ match: { pathIncludes: "/callbacks/" }, kind: "500", times: 3 }] });
  const { callbackId } = await run(await hubSpotWorkflow(), await world.hubspot.deal({ name: "Told in the end" }));
  await ended(callbackId, "blocked");
  await ended(callbackId, "succeeded");
  expect((await world.hubspot.control("faults")).left).toEqual([0]);
});

test("a failure is explained in HubSpot and under needs attention, and a retry there completes HubSpot's side", async () => {
  const dealId = await world.hubspot.deal({ name: "Moss inside", lines: [{ name: "Moss ceiling", hs_sku: "FUR-777", quantity: "1", price: "420" }] });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  const blocked = await ended(callbackId, "blocked");
  expect(blocked.outputFields["errorCode"]).toBe("item-not-found");
  expect(blocked.said).toMatch(/^Waits: .*Moss ceiling/);
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(world.codes(stopped)).toEqual(["item-not-found"]);
  await world.quickbooks.call("POST", "/item", { Name: "Moss ceiling", Sku: "FUR-777", Type: "Service", IncomeAccountRef: { value: "79" }, UnitPrice: 420 });
  await world.retry(stopped);
  const done = await ended(callbackId, "succeeded");
  expect(done.outputFields).toMatchObject({ documentTotal: "420.00", hs_execution_state: "SUCCESS" });
});

test("where the record is not to wait, HubSpot is told the failure at once and goes on", async () => {
  const dealId = await world.hubspot.deal({ name: "No lines inside", lines: [], contact: null });
  const { callbackId } = await run(await hubSpotWorkflow("Create a QuickBooks invoice", { whenStopped: "go-on" }), dealId);
  const failed = await ended(callbackId, "failed");
  expect(failed.attempts.map(({ outcome }) => outcome)).toEqual([200]);
  expect(failed.outputFields).toMatchObject({ hs_execution_state: "FAIL_CONTINUE", errorCode: "no-contact" });
  expect(failed.said).toMatch(/^No document: .*contact.*line item/s);
  expect((await world.enrollmentIn(dealId, "needs-attention")).failures).toHaveLength(2);
});

test("taking a record out in Ledgerline lets it go on in HubSpot, as failed", async () => {
  const dealId = await world.hubspot.deal({ name: "Taken out", lines: [] });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  await ended(callbackId, "blocked");
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  await world.product.engine.cancel(world.product.workspaceId, stopped.id);
  expect((await ended(callbackId, "failed")).outputFields["errorCode"]).toBe("cancelled");
});

test("a record that HubSpot does not have, fields that make no sense and a step that is turned off here are said to HubSpot", async () => {
  const days = await hubSpotWorkflow("Create a QuickBooks invoice", { waitDays: "ninety" });
  const wrong = await ended((await run(days, await world.hubspot.deal({ name: "Ninety days" }))).callbackId, "failed");
  expect(wrong.outputFields).toMatchObject({ errorCode: "setting-invalid", message: expect.stringContaining("Days to wait at most") });
  const workflowId = await hubSpotWorkflow();
  await ended((await run(workflowId, await world.hubspot.deal({ name: "Before it was off" }))).callbackId, "succeeded");
  const { store, engine, workspaceId } = world.product;
  const kept = (await store.workflows(workspaceId)).find(({ name }) => name.startsWith(`HubSpot workflow ${workflowId}:`));
  const shown = await rest(world, "GET", `/workflows/${kept!.id}`);
  expect(shown.body).toMatchObject({ isCrmStep: true });
  const edited = await rest(world, "PUT", `/workflows/${kept!.id}/draft`, { definition: shown.body.definition, basedOn: null });
  expect(edited.body).toMatchObject({ code: "NOT_ALLOWED", data: { problems: [expect.stringContaining("a step of a workflow in the CRM")] } });
  expect(await runCommandLine(world, ["workflows", "remove", kept!.name, "--yes"])).toMatchObject({ exitCode: 1, out: expect.stringContaining("stands for a step of a workflow in the CRM") });
  await engine.turnOff(workspaceId, kept!.id);
  const off = await ended((await run(workflowId, await world.hubspot.deal({ name: "After it was off" }))).callbackId, "failed");
  expect(off.outputFields["errorCode"]).toBe("workflow-turned-off");
  expect(await invoicesNamed("After it was off")).toBe(0);
});

/** The workflow here that stands for the step. */
async function workflowOf(workflowId: number) {
  const { store, workspaceId } = world.product;
  return (await store.workflows(workspaceId)).find(({ name }) => name.startsWith(`HubSpot workflow ${workflowId}:`))!;
}

describe("an approval before the document", () => {
  test("keeps the record waiting in HubSpot, and a yes lets it go on with the document", async () => {
    const dealId = await world.hubspot.deal({ name: "Asked inside" });
    const { callbackId } = await run(await hubSpotWorkflow("Create a QuickBooks invoice", { askApproval: "always" }), dealId);
    const blocked = await ended(callbackId, "blocked");
    expect(blocked.said).toContain("Somebody looks at the document first");
    const asked = await world.enrollmentIn(dealId, "awaiting-approval");
    expect(await invoicesNamed("Asked inside")).toBe(0);
    const inbox = await rest(world, "GET", "/approvals");
    const row = (inbox.body as { enrollmentId: string; attemptId: string }[]).find(({ enrollmentId }) => enrollmentId === asked.id)!;
    expect((await rest(world, "POST", `/approvals/${asked.id}/approve`, { attemptId: row.attemptId })).status).toBe(200);
    const done = await ended(callbackId, "succeeded");
    expect(done.outputFields).toMatchObject({ hs_execution_state: "SUCCESS", documentTotal: "300.00", documentNumber: expect.stringMatching(/^\d+$/) });
    expect(await invoicesNamed("Asked inside")).toBe(1);
  });

  test("ends with a no as a failure that says who said it and why", async () => {
    const dealId = await world.hubspot.deal({ name: "Refused inside" });
    const { callbackId } = await run(await hubSpotWorkflow("Create a QuickBooks invoice", { askApproval: "amount", approvalAmount: "300" }), dealId);
    await ended(callbackId, "blocked");
    const asked = await world.enrollmentIn(dealId, "awaiting-approval");
    const row = (await rest(world, "GET", `/approvals/${asked.id}`)).body as { attemptId: string };
    expect((await rest(world, "POST", `/approvals/${asked.id}/reject`, { attemptId: row.attemptId, note: "not before March" })).status).toBe(200);
    const failed = await ended(callbackId, "failed");
    expect(failed.outputFields).toMatchObject({ hs_execution_state: "FAIL_CONTINUE", errorCode: "approval-refused" });
    expect(failed.said).toContain("not before March");
    expect(await invoicesNamed("Refused inside")).toBe(0);
  });

  test("that comes after HubSpot stopped waiting still makes the document, and other records are told of", async () => {
    const workflowId = await hubSpotWorkflow("Create a QuickBooks invoice", { askApproval: "always", waitDays: "1" });
    const [lateId, otherId] = [await world.hubspot.deal({ name: "Late yes" }), await world.hubspot.deal({ name: "Late other" })];
    const late = await run(workflowId, lateId);
    await ended(late.callbackId, "blocked");
    const asked = await world.enrollmentIn(lateId, "awaiting-approval");
    await world.hubspot.control("clock", { advanceMs: 2 * 24 * 3_600_000 });
    await ended(late.callbackId, "expired");
    await world.hubspot.control("clock", { advanceMs: -2 * 24 * 3_600_000 });
    const other = await run(workflowId, otherId);
    await ended(other.callbackId, "blocked");
    for (const enrollment of [asked, await world.enrollmentIn(otherId, "awaiting-approval")]) {
      const row = (await rest(world, "GET", `/approvals/${enrollment.id}`)).body as { attemptId: string };
      await rest(world, "POST", `/approvals/${enrollment.id}/approve`, { attemptId: row.attemptId });
    }
    await ended(other.callbackId, "succeeded");
    await world.enrollmentIn(lateId, "completed");
    expect(await invoicesNamed("Late yes")).toBe(1);
  });

  test("that was asked for wrongly is said to HubSpot by the field", async () => {
    const wrong = await hubSpotWorkflow("Create a QuickBooks invoice", { askApproval: "amount", mostAmount: "5000" });
    const failed = await ended((await run(wrong, await world.hubspot.deal({ name: "Wrong wishes" }))).callbackId, "failed");
    expect(failed.outputFields["message"]).toMatch(/Amount to ask from.*Largest document/s);
  });
});

test("a limit pauses the step here: records wait in HubSpot, those that come meanwhile too, and all go on when somebody resumes it", async () => {
  const workflowId = await hubSpotWorkflow("Create a QuickBooks invoice", { mostDocuments: "1" });
  await ended((await run(workflowId, await world.hubspot.deal({ name: "Limit first" }))).callbackId, "succeeded");
  const [second, third] = [await world.hubspot.deal({ name: "Limit second" }), await world.hubspot.deal({ name: "Limit third" })];
  const runs = [await run(workflowId, second)];
  await ended(runs[0]!.callbackId, "blocked");
  await expect.poll(async () => (await workflowOf(workflowId)).state, patience).toBe("paused");
  runs.push(await run(workflowId, third));
  expect((await ended(runs[1]!.callbackId, "blocked")).outputFields["errorCode"]).toMatch(/^$|workflow-halted/);
  expect(await invoicesNamed("Limit")).toBe(1);
  const { engine, workspaceId } = world.product;
  await engine.resume(workspaceId, (await workflowOf(workflowId)).id, "enroll");
  await expect.poll(async () => (await workflowOf(workflowId)).state, patience).toBe("paused");
  await engine.resume(workspaceId, (await workflowOf(workflowId)).id, "enroll");
  for (const { callbackId } of runs) await ended(callbackId, "succeeded");
  expect(await invoicesNamed("Limit")).toBe(3);
});

test("while a person has paused the step here, records wait in HubSpot until it is resumed", async () => {
  const workflowId = await hubSpotWorkflow();
  await ended((await run(workflowId, await world.hubspot.deal({ name: "Before the pause" }))).callbackId, "succeeded");
  const { engine, workspaceId } = world.product;
  const { id } = await workflowOf(workflowId);
  await engine.pause(workspaceId, id);
  const dealId = await world.hubspot.deal({ name: "In the pause" });
  const { callbackId } = await run(workflowId, dealId);
  await ended(callbackId, "blocked");
  expect((await world.enrollmentIn(dealId, "waiting")).failures).toMatchObject([{ code: "workflow-halted" }]);
  expect(await invoicesNamed("In the pause")).toBe(0);
  await engine.resume(workspaceId, id, "enroll");
  await ended(callbackId, "succeeded");
  expect(await invoicesNamed("In the pause")).toBe(1);
});

test("a payment becomes a sales receipt inside HubSpot", async () => {
  const { id } = await world.hubspot.control("payments", { contact: "ada@northwind.example", method: "card", lineItems: [{ sku: "DSN-100", quantity: 1 }] });
  const receipt = await hubSpotWorkflow("Create a QuickBooks sales receipt for the payment", {}, "commerce_payments");
  const done = await ended((await run(receipt, id as string)).callbackId, "succeeded");
  expect(done.outputFields["message"]).toMatch(/^Sales receipt \d+/);
});

test("pickers are filled from our side, searched, and follow the chosen company", async () => {
  const accounts = await options("incomeAccount", { books: { type: "STATIC_VALUE", value: booksId } });
  expect(accounts.options.length).toBeGreaterThan(0);
  expect(accounts).toMatchObject({ searchable: true, options: expect.arrayContaining([expect.objectContaining({ value: "79" })]) });
  expect((await options("books")).options).toEqual([expect.objectContaining({ value: booksId })]);
  expect((await options("terms", {}, { q: "net 30" })).options.map((one: { label: string }) => one.label)).toEqual(["Net 30"]);
  const items = await options("defaultItem");
  expect((await options("defaultItem", {}, { q: "survey" })).options.map((one: { label: string }) => one.label)).toEqual(["Site survey"]);
  expect(items.options.length).toBeGreaterThan(5);
  expect((await options("dueDateProperty")).options).toContainEqual(expect.objectContaining({ value: "closedate" }));
  expect(await signedPost("/hubspot/options/create-invoice", JSON.stringify({ origin: { portalId: 44112233 }, inputFieldName: "nothing" }))).toMatchObject({ status: 400 });
});

async function options(inputFieldName: string, inputFields = {}, fetchOptions = {}): Promise<any> {
  const body = { origin: { portalId: 44112233, actionDefinitionId: 1, actionDefinitionVersion: 1 }, objectTypeId: "0-3", inputFieldName, inputFields, fetchOptions };
  return (await signedPost("/hubspot/options/create-invoice", JSON.stringify(body))).body;
}

interface Signing {
  timestamp?: number;
  secret?: string;
  /** What is signed instead of the body. */
  signed?: string;
}

async function signedPost(path: string, body: string, { timestamp = Date.now(), secret, signed = body }: Signing = {}): Promise<{ status: number; body: any }> {
  const url = `${world.product.url}${path}`;
  const { clientSecret } = await world.hubspot.control("token");
  const signature = createHmac("sha256", secret ?? clientSecret).update(`POST${url}${signed}${timestamp}`).digest("base64");
  const headers = { "content-type": "application/json", "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": String(timestamp) };
  const answer = await fetch(url, { method: "POST", headers, body });
  return { status: answer.status, body: await answer.json() };
}

test("lists are answered so often and no more: a recorded call that is sent again and again costs little", async () => {
  const body = JSON.stringify({ origin: { portalId: 44112233 }, inputFieldName: "books" });
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 1_200) statuses.push(...(await Promise.all(Array.from({ length: 25 }, async () => (await signedPost("/hubspot/options/create-invoice", body)).status))));
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});

test("calls that are unsigned, wrongly signed, changed, too old, malformed, oversized or about another portal are refused", async () => {
  const dealId = await world.hubspot.deal({ name: "Never asked for" });
  const call = (portalId: number): string => JSON.stringify({ callbackId: "ap-x", origin: { portalId }, context: { workflowId: 1, actionId: 1 }, object: { objectId: Number(dealId), objectType: "DEAL" }, inputFields: { books: booksId } });
  const path = "/hubspot/actions/create-invoice";
  const body = call(44112233);
  const unsigned = await fetch(`${world.product.url}${path}`, { method: "POST", body });
  expect([unsigned.status, ((await unsigned.json()) as any).error.code]).toEqual([401, "signature-missing"]);
  const codeOf = async (text: string, signing?: Signing, to = path): Promise<unknown> => {
    const answer = await signedPost(to, text, signing);
    return [answer.status, answer.body.error?.code];
  };
  expect(await codeOf(body, { secret: "another" })).toEqual([401, "signature-wrong"]);
  expect(await codeOf(body, { signed: body.replace("DEAL", "QUOTE") })).toEqual([401, "signature-wrong"]);
  expect(await codeOf(body, { timestamp: Date.now() - 301_000 })).toEqual([401, "webhook-stale"]);
  expect(await codeOf("{")).toEqual([400, "webhook-unreadable"]);
  expect(await codeOf("[]")).toEqual([400, "webhook-unreadable"]);
  expect(await codeOf(call(1))).toEqual([400, "webhook-unreadable"]);
  expect(await codeOf(body, {}, "/hubspot/actions/create-nothing")).toEqual([404, "NOT_FOUND"]);
  expect(await codeOf(JSON.stringify({ filler: "x".repeat(600_000) }))).toEqual([413, "webhook-unreadable"]);
  expect(await world.enrollmentsOf(dealId)).toEqual([]);
  expect(await invoicesNamed("Never asked for")).toBe(0);
});

test("the command line writes the files of the app, and only over its own", async () => {
  const { exitCode, out } = await runCommandLine(world, ["hubspot-app", "--out", "app", "--name", "Books"]);
  expect([exitCode, out]).toEqual([0, expect.stringContaining("HubSpot calls https addresses only")]);
  const file = async (path: string): Promise<any> => JSON.parse(await readFile(join(world.dataDirectory, "app", path), "utf8"));
  expect(await file("src/app/app-hsmeta.json")).toMatchObject({ config: { name: "Books", distribution: "private", auth: { type: "static" } } });
  expect(await file("src/app/workflow-actions/create-refund-receipt-hsmeta.json")).toMatchObject({ config: { actionUrl: `${world.product.url}/hubspot/actions/create-refund-receipt`, objectTypes: ["0-101"] } });
  expect((await runCommandLine(world, ["hubspot-app", "--out", "app"])).exitCode).toBe(0);
  await writeFile(join(world.dataDirectory, "notes.txt"), "mine");
  expect((await runCommandLine(world, ["hubspot-app", "--out", "."])).exitCode).toBe(2);
});

test("webhooks of an app that was deployed before it was connected are taken by whose secret signed them", async () => {
  const events = JSON.stringify([{ eventId: 1, subscriptionId: 1, portalId: 44112233, occurredAt: Date.now(), subscriptionType: "deal.propertyChange", objectId: 9001, propertyName: "dealname" }]);
  const post = async (secret?: string): Promise<number> => {
    const url = `${world.product.url}/webhooks/hubspot`;
    const { clientSecret } = await world.hubspot.control("token");
    const timestamp = String(Date.now());
    const signature = createHmac("sha256", secret ?? clientSecret).update(`POST${url}${events}${timestamp}`).digest("base64");
    return (await fetch(url, { method: "POST", headers: { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": timestamp }, body: events })).status;
  };
  expect([await post(), await post("another")]).toEqual([204, 401]);
});

test("what HubSpot waits for outlives a restart: another server completes it", async () => {
  const dealId = await world.hubspot.deal({ name: "Outlives", lines: [{ name: "Moss door", hs_sku: "FUR-778", quantity: "1", price: "99" }] });
  const { callbackId } = await run(await hubSpotWorkflow(), dealId);
  await ended(callbackId, "blocked");
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  await world.product.stop();
  await world.quickbooks.call("POST", "/item", { Name: "Moss door", Sku: "FUR-778", Type: "Service", IncomeAccountRef: { value: "79" }, UnitPrice: 99 });
  const again = await openProduct({
    dataDirectory: world.dataDirectory, databaseUrl: world.databaseUrl, secretKey, host: "127.0.0.1", port: 0, role: "all",
    log: { info: () => {}, warn: () => {}, error: () => {} }, timing: { sweepMs: 200 },
  });
  try {
    expect(await again.engine.retry(again.workspaceId, stopped.id)).toMatchObject({ ok: true });
    expect((await ended(callbackId, "succeeded")).outputFields).toMatchObject({ documentTotal: "99.00" });
    expect(await invoicesNamed("Outlives")).toBe(1);
  } finally {
    await again.stop();
  }
});
