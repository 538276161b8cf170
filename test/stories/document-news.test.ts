/** Stories of what happens to documents in QuickBooks: it comes back here and onto the CRM record, by webhook or by looking. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { instantOf, later } from "#domain/dates.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { clientOf } from "./client.ts";
import { firstAdmin } from "./person.ts";
import { rest } from "./rest.ts";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;
let booksId: ConnectionId;

beforeAll(async () => {
  world = await openWorld();
  booksId = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "books")!.id;
  await world.quickbooks.control("settings", { throttles: { on: false } });
  await world.turnOn();
}, 120_000);
beforeEach(async () => {
  showLogOnFailure(() => world);
  await hearsWebhooks(true);
});
afterAll(() => world?.stop());

async function hearsWebhooks(enabled: boolean): Promise<void> {
  await world.quickbooks.control("webhooks", { enabled });
}

/** Without a webhook it is looked when it is time to: now. */
async function timeHasCome(): Promise<void> {
  await world.product.store.hintDocuments(booksId, instantOf(Date.now()), 0);
}

async function invoiced(name: string): Promise<{ dealId: string; document: KeptDocument }> {
  const dealId = await world.hubspot.deal({ name });
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Open");
  return { dealId, document: await documentOf(dealId) };
}

async function documentOf(dealId: string): Promise<KeptDocument> {
  const [enrollment] = await world.enrollmentsOf(dealId);
  return (await world.product.store.documentsOfEnrollment(enrollment!.id))[0]!;
}

const statusOf = async (dealId: string): Promise<string> => (await documentOf(dealId)).status;
const historyOf = async ({ id }: KeptDocument): Promise<string[]> => (await world.product.store.documentHistory(id)).map(({ was, status, balance }) => `${was} -> ${status}, ${balance.amountMinor} open`);

async function pay({ booksId: invoiceId, party }: KeptDocument, amount: number): Promise<string> {
  const Line = [{ Amount: amount, LinkedTxn: [{ TxnId: invoiceId, TxnType: "Invoice" }] }];
  const { Payment } = await world.quickbooks.call("POST", "/payment", { CustomerRef: { value: party?.id }, TotalAmt: amount, Line });
  return Payment.Id as string;
}

async function versionOf(invoiceId: string): Promise<{ Id: string; SyncToken: string }> {
  const { Invoice } = await world.quickbooks.call("GET", `/invoice/${invoiceId}`);
  return { Id: Invoice.Id, SyncToken: Invoice.SyncToken };
}

test("a person who checks a document is told at once what QuickBooks says, without a webhook", { timeout: 240_000 }, async () => {
  const { dealId, document } = await invoiced("Checked by a person");
  await hearsWebhooks(false);
  const { documents } = await clientOf(world);
  expect(await documents.check({ id: document.id })).toMatchObject({ status: "open", changes: [] });
  await pay(document, 300);
  const { status, changes, checkedAt } = await documents.check({ id: document.id });
  expect([status, changes.map((change) => change.status)]).toEqual(["paid", ["paid"]]);
  expect(checkedAt).not.toBeNull();
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Paid");

  const keys = (await firstAdmin(world)).client.apiKeys;
  const { token } = await keys.create({ name: "Reads", role: "viewer", approvalLimit: null });
  const refused = await fetch(`${world.product.url}/api/v1/documents/${document.id}/check`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
  expect(refused.status).toBe(403);
});

test("an invoice that is e-mailed, paid in parts and paid says so here and on its deal", { timeout: 240_000 }, async () => {
  const { dealId, document } = await invoiced("Paid in parts");
  await world.quickbooks.call("POST", `/invoice/${document.booksId}/send`);
  await expect.poll(() => statusOf(dealId), patience).toBe("sent");
  await pay(document, 100);
  await expect.poll(() => statusOf(dealId), patience).toBe("partly-paid");
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_balance"), patience).toBe("200.00");
  await pay(document, 200);
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Paid");
  expect(await documentOf(dealId)).toMatchObject({ status: "paid", balance: { amountMinor: 0 }, total: { amountMinor: 30_000 } });
  expect(await historyOf(document)).toEqual(["open -> sent, 30000 open", "sent -> partly-paid, 20000 open", "partly-paid -> paid, 0 open"]);
  expect(await world.hubspot.property(dealId, "quickbooks_invoice_number")).toBe(document.number);
});

test("a payment that is taken back opens the invoice again", { timeout: 240_000 }, async () => {
  const { dealId, document } = await invoiced("Payment bounced");
  const Id = await pay(document, 300);
  await expect.poll(() => statusOf(dealId), patience).toBe("paid");
  const { Payment } = await world.quickbooks.call("GET", `/payment/${Id}`);
  await world.quickbooks.call("POST", "/payment?operation=delete", { Id, SyncToken: Payment.SyncToken });
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Open");
});

test("without webhooks it is found when it is time to look: voided and deleted invoices, which count as not billed", { timeout: 240_000 }, async () => {
  await hearsWebhooks(false);
  const [voided, deleted] = [await invoiced("Voided in the books"), await invoiced("Deleted in the books")];
  await world.quickbooks.call("POST", "/invoice?operation=void", await versionOf(voided.document.booksId));
  await world.quickbooks.call("POST", "/invoice?operation=delete", await versionOf(deleted.document.booksId));
  await timeHasCome();
  await expect.poll(() => world.hubspot.property(voided.dealId, "quickbooks_invoice_status"), patience).toBe("Voided");
  await expect.poll(() => world.hubspot.property(deleted.dealId, "quickbooks_invoice_status"), patience).toBe("Deleted");
  expect(await historyOf(voided.document)).toEqual(["open -> voided, 0 open"]);
  expect(await historyOf(deleted.document)).toEqual(["open -> deleted, 0 open"]);
  const unbilled = (await rest(world, "GET", "/unbilled/deals?limit=100")).body.rows as { id: string }[];
  expect(unbilled.map(({ id }) => id)).toEqual(expect.arrayContaining([voided.dealId, deleted.dealId]));
});

test("what no change told is found by comparing, each document by its id", { timeout: 240_000 }, async () => {
  await hearsWebhooks(false);
  const [paid, deleted] = [await invoiced("Paid unheard"), await invoiced("Deleted unheard")];
  await pay(paid.document, 300);
  await world.quickbooks.call("POST", "/invoice?operation=delete", await versionOf(deleted.document.booksId));
  const { store } = world.product;
  // Changes are followed from after both, as if they had been missed; the last comparison was yesterday.
  await timeHasCome();
  const now = instantOf(Date.now());
  await store.recordDocumentNews(booksId, [], { cursor: later(now, 3_600_000), lookedAt: now, changedAt: null, comparedAt: later(now, -25 * 3_600_000), dueAt: now, hintedDueAt: now }, now);
  await expect.poll(() => statusOf(paid.dealId), patience).toBe("paid");
  await expect.poll(() => statusOf(deleted.dealId), patience).toBe("deleted");
});

test("an invoice is overdue when its due date has passed, without a word of QuickBooks", { timeout: 240_000 }, async () => {
  await hearsWebhooks(false);
  const [step] = world.workflow.definition.steps;
  await world.addWorkflow("Bill long ago", {
    ...world.workflow.definition,
    triggerGroups: [{ filters: [{ property: "description", operator: "is-any-of", type: "text", values: ["long ago"] }] }],
    steps: [{ ...step!, settings: { ...step!.settings, transactionDateOffset: "-200" } }],
  });
  const dealId = await world.hubspot.deal({ name: "Late" });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description: "long ago" } });
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Open");
  // QuickBooks cannot be asked: time passes all the same.
  await world.quickbooks.control("faults", { rules: [{ kind: "500", match: { pathIncludes: "/cdc" } }] });
  await timeHasCome();
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Overdue");
  await world.quickbooks.control("faults", { rules: [] });
});

test("of two invoices of a deal, its properties keep showing the newer one", { timeout: 240_000 }, async () => {
  const { dealId, document } = await invoiced("Twice billed");
  const again = await world.addWorkflow("Bill once more", { ...world.workflow.definition, triggerGroups: [{ filters: [{ property: "description", operator: "is-any-of", type: "text", values: ["again"] }] }] });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description: "again" } });
  const newer = async () => (await world.product.store.documents(world.product.workspaceId, { limit: 100 })).find((one) => one.workflowId === again.id && one.recordId === dealId);
  await expect.poll(newer, patience).toBeDefined();
  const number = (await newer())!.number;
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_number"), patience).toBe(number);
  await pay(document, 300);
  await expect.poll(async () => (await world.product.store.document(world.product.workspaceId, document.id))?.status, patience).toBe("paid");
  await pay((await newer())!, 100);
  await expect.poll(() => world.hubspot.property(dealId, "quickbooks_invoice_status"), patience).toBe("Partly paid");
  expect(await world.hubspot.property(dealId, "quickbooks_invoice_number")).toBe(number);
});
