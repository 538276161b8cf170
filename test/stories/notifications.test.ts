/** People are mailed about what stops, and other systems are told what happens: each once, whatever fails on the way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { openProduct } from "../../src/main.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { firstAdmin, invited, newBrowser, type Person } from "./person.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";
import { beginStories, patience, secretKey, type World } from "./world.ts";

let world: World;
let mail: MailServer;
let admin: Person;
let receiver: Receiver;

beforeAll(async () => {
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver(500, 404)]);
});
afterAll(() => {
  mail?.stop();
  receiver?.stop();
});
beginStories((opened) => (world = opened), () => ({ mail: mailSettings() }));
beforeAll(async () => {
  admin = await firstAdmin(world);
  await world.turnOn();
});

const mailSettings = () => ({ smtpUrl: mail.url, from: "Ledgerline <billing@harbor.example>" });

async function won(wish: Parameters<World["hubspot"]["deal"]>[0]): Promise<string> {
  const dealId = await world.hubspot.deal(wish);
  await world.hubspot.moveTo(dealId, "closedwon");
  return dealId;
}

const stopping = (name: string) => ({ name, lines: [{ name: "Moss wall", hs_sku: "NOT-THERE", quantity: "1", price: "860" }] });
const mailsAbout = (text: string): string[] => mail.mails.filter((one) => one.includes(text) && one.includes("needs attention"));

test("a deal that stops gives one mail to those who want it at once, none to the others, and none again", { timeout: 240_000 }, async () => {
  const mia = await invited(world, admin, { email: "mia@acme.example", role: "editor" }, "Mia", "a long enough password");
  const vera = await invited(world, admin, { email: "vera@acme.example", role: "viewer" }, "Vera", "a long enough password");
  const usual = await mia.client.notifications.get();
  expect(usual).toMatchObject({ email: "mia@acme.example", isMailSetUp: true, digestMinutes: 15, ways: { "needs-attention": "digest", "approval-waiting": "off", "workflow-paused": "at-once" } });
  expect(usual.mayHear).not.toContain("approval-waiting");
  expect(Object.values((await vera.client.notifications.get()).ways)).toEqual(["off", "off", "off", "off", "off", "off"]);
  await mia.client.notifications.save({ ...usual, ways: { ...usual.ways, "needs-attention": "at-once" } });

  const stopped = await world.enrollmentIn(await won(stopping("Green wall")), "needs-attention");
  await expect.poll(() => mailsAbout("Green wall").length, patience).toBe(1);
  const [sent] = mailsAbout("Green wall");
  expect(sent).toContain("To: mia@acme.example");
  expect(sent).toContain(`${world.product.url}/enrollments/${stopped.id}`);
  expect(sent).toContain("Moss wall");

  // A second one proves that the first is not told again: whatever was due has gone out by then.
  await world.enrollmentIn(await won(stopping("Fern wall")), "needs-attention");
  await expect.poll(() => mailsAbout("Fern wall").length, patience).toBe(1);
  expect(mailsAbout("Green wall")).toHaveLength(1);
  expect(mail.mails.filter((one) => /To: (vera|.*local)/.test(one) && one.includes("needs attention"))).toEqual([]);
});

test("who reads Dutch is mailed in Dutch, down to the name of the setting that is missing", { timeout: 240_000 }, async () => {
  await invited(world, admin, { email: "dirk@acme.example", role: "editor" }, "Dirk", "a long enough password");
  const dirk = newBrowser(world.product.url, "nl");
  await dirk.post("/sign-in/password", { email: "dirk@acme.example", password: "a long enough password" });
  const usual = await dirk.client.notifications.get();
  await dirk.client.notifications.save({ ...usual, ways: { ...usual.ways, "needs-attention": "at-once" } });
  // What was valid when it was published can be incomplete later; such a version is put in its place.
  const { store } = world.product;
  const definition: WorkflowDefinition = { ...world.workflow.definition, triggerGroups: [{ filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: ["Half a step"] }] }] };
  const { id } = await world.addWorkflow("Some lines", definition);
  const savedAt = instantOf(Date.now());
  const steps = definition.steps.map((step) => ({ ...step, settings: { ...step.settings, part: "lines", partLines: null } }));
  await store.saveDraft(id, { definition: { ...definition, steps }, savedAt, savedBy: "test" }, null);
  await store.publishDraft(id, savedAt, { publishedAt: savedAt, publishedBy: "test", note: null, overrides: [] });
  await world.hubspot.deal({ name: "Half a step" });
  const mailed = (): string => mail.mails.filter((one) => one.includes("To: dirk@acme.example") && one.includes("Half a step")).join().replaceAll(/=\r?\n/g, "");
  await expect.poll(mailed, patience).toContain('"Regels" van de stap is leeg.');
});

test("what is chosen is in the audit log, and is refused with the field when it cannot be", async () => {
  const chosen = await admin.client.notifications.get();
  await expect(admin.client.notifications.save({ ...chosen, digestMinutes: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await admin.client.notifications.save({ ...chosen, digestMinutes: 30 });
  expect((await admin.client.notifications.get()).digestMinutes).toBe(30);
  const { rows } = await admin.client.audit.list({ text: "mailed about" });
  expect(rows[0]).toMatchObject({ did: "chose what they are mailed about", before: { digestMinutes: 15 }, after: { digestMinutes: 30 } });
});

test("a posted document gives one signed webhook although the receiver fails twice", { timeout: 240_000 }, async () => {
  const { secret } = await admin.client.webhookSecret.get();
  await expect(admin.client.webhooks.add({ url: "ftp://acme.example", kinds: ["document-posted"] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const { id } = await admin.client.webhooks.add({ url: receiver.url, kinds: ["document-posted"] });
  await world.enrollmentIn(await won({ name: "Billed deal" }), "completed");
  await expect.poll(async () => (await admin.client.webhooks.deliveries({ id })).map(({ state }) => state), patience).toEqual(["delivered"]);

  const [delivery] = await admin.client.webhooks.deliveries({ id });
  expect(delivery).toMatchObject({ kind: "document-posted", tries: 3, status: 200, answer: "thank you", dueAt: null });
  expect(receiver.calls).toHaveLength(3);
  expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([delivery?.id]));
  expect(receiver.calls.every((call) => receiver.isSigned(call, secret))).toBe(true);
  const [document] = await admin.client.documents.list({});
  expect(receiver.calls[2]?.body).toMatchObject({
    type: "document-posted",
    workspace: { name: "Harbor & Pine Studio (demo)" },
    link: `${world.product.url}/documents/${document?.id}`,
    record: { objectType: "deal", name: "Billed deal" },
    document: { id: document?.id, number: document?.number, kind: "invoice", currency: "USD" },
  });
});

test("a test call arrives, and after the webhook is removed nothing does", { timeout: 240_000 }, async () => {
  const second = await startReceiver();
  try {
    const { id } = await admin.client.webhooks.add({ url: second.url, kinds: ["needs-attention"] });
    await admin.client.webhooks.test({ id });
    await expect.poll(() => second.calls.map(({ body }) => body["type"]), patience).toEqual(["test"]);
    await admin.client.webhooks.remove({ id });
    await expect(admin.client.webhooks.test({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await world.enrollmentIn(await won(stopping("Quiet wall")), "needs-attention");
    await expect.poll(() => mailsAbout("Quiet wall").length, patience).toBe(1);
    expect(second.calls).toHaveLength(1);
  } finally {
    second.stop();
  }
});

test("an approver is mailed about documents up to their limit only", { timeout: 240_000 }, async () => {
  await invited(world, admin, { email: "lia@acme.example", role: "approver", approvalLimit: { amountMinor: 20_000, currency: "USD" } }, "Lia", "a long enough password");
  await invited(world, admin, { email: "max@acme.example", role: "approver" }, "Max", "a long enough password");
  const [invoice] = world.workflow.definition.steps;
  await world.addWorkflow("Asks first", {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "dealname", operator: "starts-with-any-of", type: "text", values: ["Ask "] }] }],
    steps: [{ id: "ask", action: "approval", settings: { when: "always" } }, invoice!],
  });
  const askedAbout = (name: string): string[] => mail.mails.filter((one) => one.includes(name) && one.includes("waits for approval")).flatMap((one) => /^To: (\w+)@acme/m.exec(one)?.[1] ?? []);
  await world.enrollmentIn(await world.hubspot.deal({ name: "Ask large" }), "awaiting-approval");
  await expect.poll(() => askedAbout("Ask large"), patience).toContain("max");
  await world.enrollmentIn(await world.hubspot.deal({ name: "Ask small", lines: [{ hs_sku: "DSN-100", name: "Design consultation", quantity: "1", price: "150" }] }), "awaiting-approval");
  await expect.poll(() => askedAbout("Ask small").toSorted(), patience).toEqual(["lia", "max"]);
  expect(askedAbout("Ask large")).toEqual(["max"]);
});

test("only an admin sees where other systems are", async () => {
  const ben = await invited(world, admin, { email: "ben@acme.example", role: "approver" }, "Ben", "a long enough password");
  await expect(ben.client.webhooks.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await ben.client.notifications.get()).ways["approval-waiting"]).toBe("at-once");
});

test("nothing is told again after a restart, and what was on its way arrives then", { timeout: 240_000 }, async () => {
  const late = await startReceiver();
  const { id } = await admin.client.webhooks.add({ url: late.url, kinds: ["needs-attention"] });
  const before = mail.mails.length;
  const delivery = { id: "heldbackuntilrestart", receiverId: id, body: JSON.stringify({ type: "test" }) };
  await world.product.stop();
  const again = await openProduct({
    dataDirectory: world.dataDirectory, databaseUrl: world.databaseUrl, secretKey, host: "127.0.0.1", port: 0, role: "all", mail: mailSettings(),
    log: { info: () => {}, warn: () => {}, error: () => {} }, timing: { sweepMs: 200 },
  });
  try {
    await again.store.addTestDelivery(again.workspaceId, delivery, instantOf(Date.now()));
    await expect.poll(() => late.calls.map(({ headers }) => headers["webhook-id"]), patience).toEqual([delivery.id]);
    expect(mail.mails).toHaveLength(before);
    expect(receiver.calls).toHaveLength(3);
  } finally {
    await again.stop();
    late.stop();
  }
});
