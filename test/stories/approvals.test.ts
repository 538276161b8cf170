/** The inbox of approvals over HTTP: who may say yes, up to what amount, and only once. */
import { beforeAll, expect, test } from "vitest";
import { runCommandLine } from "./command-line.ts";
import { firstAdmin, invited, type Person } from "./person.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let admin: Person;
const password = "a long enough password";

beginStories((opened) => (world = opened), { pollMs: 500 });
beforeAll(async () => {
  admin = await firstAdmin(world);
  const [invoice] = world.workflow.definition.steps;
  await world.addWorkflow("Asks first", {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "dealname", operator: "starts-with-any-of", type: "text", values: ["Ask "] }] }],
    steps: [{ id: "ask", action: "approval", settings: { when: "always" } }, invoice!],
  });
}, 120_000);

/** A deal of 150 apiece that waits for approval, as the inbox shows it. */
async function asked(name: string, quantity = "1") {
  const dealId = await world.hubspot.deal({ name, lines: [{ hs_sku: "DSN-100", name: "Design consultation", quantity, price: "150" }] });
  const { id } = await world.enrollmentIn(dealId, "awaiting-approval");
  const row = await admin.client.approvals.get({ enrollmentId: id });
  return { dealId, enrollmentId: id, attemptId: row.attemptId, row };
}

test("an approver approves up to a limit, and the history says who did and when", { timeout: 120_000 }, async () => {
  const approver = await invited(world, admin, { email: "app@acme.example", role: "approver", approvalLimit: { amountMinor: 20_000, currency: "USD" } }, "Appie", password);
  const [small, large] = [await asked("Ask small"), await asked("Ask large", "2")];
  const inbox = await approver.client.approvals.list({});
  expect(inbox.map(({ recordName, beyondLimit }) => [recordName, beyondLimit?.code ?? null])).toEqual([["Ask large", "approval-beyond-limit"], ["Ask small", null]]);
  expect(inbox[1]).toMatchObject({ workflowName: "Asks first", plans: [{ kind: "invoice", total: { amountMinor: 15_000, currency: "USD" } }] });
  await expect(approver.client.approvals.approve(large)).rejects.toMatchObject({ code: "REFUSED", data: { failures: [{ code: "approval-beyond-limit" }] } });
  await approver.client.approvals.approve({ ...small, note: "as agreed" });
  await world.enrollmentIn(small.dealId, "completed");
  const history = (await admin.client.enrollments.get({ id: small.enrollmentId })).attempts.filter(({ stepId }) => stepId === "ask");
  expect(history.at(-1)).toMatchObject({ decisions: [{ topic: "approval", decided: "app@acme.example approved: as agreed" }], finishedAt: expect.any(String) });
  expect((await admin.client.audit.list({ about: small.enrollmentId })).rows[0]).toMatchObject({ who: "app@acme.example", did: "approved the document: as agreed", subject: { kind: "enrollment", name: "Ask small" } });
  // A no needs no limit.
  await approver.client.approvals.reject({ ...large, note: "too much" });
  await world.enrollmentIn(large.dealId, "cancelled");
});

test("an API key approves up to its limit, as a member does", { timeout: 120_000 }, async () => {
  const { key, token } = await admin.client.apiKeys.create({ name: "Till", role: "approver", approvalLimit: { amountMinor: 20_000, currency: "USD" } });
  expect(key).toMatchObject({ role: "approver", approvalLimit: { amountMinor: 20_000, currency: "USD" } });
  const approve = (enrollmentId: string, attemptId: string): Promise<Response> =>
    fetch(`${world.product.url}/api/v1/approvals/${enrollmentId}/approve`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ attemptId }) });
  const [small, large] = [await asked("Ask a key for little"), await asked("Ask a key for more", "2")];
  const refused = await approve(large.enrollmentId, large.attemptId);
  expect([refused.status, await refused.json()]).toMatchObject([422, { data: { failures: [{ code: "approval-beyond-limit" }] } }]);
  expect((await approve(small.enrollmentId, small.attemptId)).status).toBe(200);
  await world.enrollmentIn(small.dealId, "completed");
  await admin.client.approvals.reject(large);
  // A limit says nothing about a key that may not approve.
  expect((await admin.client.apiKeys.create({ name: "Reader", role: "viewer", approvalLimit: { amountMinor: 1, currency: "USD" } })).key.approvalLimit).toBeNull();
});

test("neither a viewer nor an editor may approve or reject", { timeout: 120_000 }, async () => {
  const one = await asked("Ask others");
  for (const role of ["viewer", "editor"] as const) {
    const person = await invited(world, admin, { email: `${role}@acme.example`, role }, role, password);
    expect(await person.client.approvals.list({})).toHaveLength(1);
    await expect(person.client.approvals.approve(one)).rejects.toMatchObject({ status: 403, message: expect.stringContaining("an approver or an admin") });
    await expect(person.client.approvals.reject(one)).rejects.toMatchObject({ status: 403 });
  }
  await admin.client.approvals.reject(one);
});

test("two who approve at once give one approval and one document", { timeout: 120_000 }, async () => {
  const before = (await world.quickbooks.invoices()).length;
  const one = await asked("Ask twice");
  const answers = await Promise.allSettled(Array.from({ length: 4 }, () => admin.client.approvals.approve(one)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await world.enrollmentIn(one.dealId, "completed");
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(before + 1);
  const yes = (await world.product.store.stepAttempts(one.enrollmentId)).filter(({ outcome, stepId }) => stepId === "ask" && outcome?.outcome === "done");
  expect(yes).toHaveLength(1);
});

test("several are approved together; what cannot be is named", { timeout: 120_000 }, async () => {
  const [one, two, gone] = [await asked("Ask one"), await asked("Ask two"), await asked("Ask gone")];
  await admin.client.approvals.reject(gone);
  const done = await admin.client.approvals.approveMany({ approvals: [one, two, gone] });
  expect(done).toMatchObject({ approved: [one.enrollmentId, two.enrollmentId], refused: [{ enrollmentId: gone.enrollmentId, failures: [{ code: "not-possible-now" }] }] });
  await world.enrollmentIn(one.dealId, "completed");
  await world.enrollmentIn(two.dealId, "completed");
  await expect(admin.client.approvals.get({ enrollmentId: one.enrollmentId })).rejects.toMatchObject({ status: 404 });
});

test("the command line lists what waits, approves several, and rejects with a reason", { timeout: 120_000 }, async () => {
  const [one, two, three] = [await asked("Ask cli one"), await asked("Ask cli two"), await asked("Ask cli three")];
  const listed = await runCommandLine(world, ["approvals"]);
  expect(listed.out).toContain("Ask cli one");
  expect(listed.out).toContain("150.00 USD");
  const approved = await runCommandLine(world, ["approve", one.enrollmentId, two.enrollmentId]);
  expect(approved).toMatchObject({ exitCode: 0, out: "Approved: Ask cli one, 150.00 USD.\nApproved: Ask cli two, 150.00 USD." });
  expect(await runCommandLine(world, ["reject", three.enrollmentId, "--note", "wrong price"])).toMatchObject({ exitCode: 0 });
  await world.enrollmentIn(three.dealId, "cancelled");
  expect((await admin.client.audit.list({ about: three.enrollmentId })).rows[0]).toMatchObject({ who: "command line", did: "did not approve the document: wrong price" });
  expect(await runCommandLine(world, ["approve", three.enrollmentId])).toMatchObject({ exitCode: 1, out: expect.stringContaining(`Nothing of enrollment "${three.enrollmentId}" waits for approval.`) });
});

test("the command line works in the workspace it names", { timeout: 60_000 }, async () => {
  await admin.client.workspaces.create({ name: "Second company" });
  expect((await runCommandLine(world, ["workflows", "--json", "--workspace", "second company"])).out).toBe("[]");
  expect((await runCommandLine(world, ["--workspace=Second company", "approvals"])).out).toBe("Nothing waits for approval.");
  expect(await runCommandLine(world, ["workflows", "--workspace", "Third"])).toMatchObject({ exitCode: 1, out: expect.stringContaining("There is no workspace \"Third\"") });
  expect((await runCommandLine(world, ["sign-in-link", "--email", "nobody@acme.example"])).exitCode).toBe(1);
});
