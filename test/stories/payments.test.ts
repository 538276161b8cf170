/** Payments become paid invoices, sales receipts, expenses and refund receipts: each once, whatever happens in between. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ConnectionId, WorkflowId } from "#domain/ids.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Workflow } from "#domain/workflow.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let books: BooksConnection;
beginStories((opened) => (world = opened), { webhooks: false });
beforeAll(async () => {
  // What a story asks as another application would otherwise be counted against ours.
  await world.quickbooks.control("settings", { throttles: { on: false } });
  books = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books")!;
}, 60_000);

async function workflowOf(action: string, settings: Record<string, unknown> = {}): Promise<Workflow> {
  const nothing = { filters: [{ property: "hs_object_id", operator: "is-unknown" as const, type: "text" as const }] };
  return world.addWorkflow(action, { objectType: "payment", triggerGroups: [nothing], allowsReenrollment: true, steps: [{ id: "pay", action, settings: { books: books.id, ...settings } }] });
}

async function paid(wish: Record<string, unknown> = {}): Promise<string> {
  const { id } = (await world.hubspot.control("payments", { method: "card", contact: "ada@northwind.example", lineItems: [{ sku: "DSN-100", quantity: "2" }], ...wish })) as { id: string };
  return id;
}

async function enroll(workflow: Workflow, paymentId: string): Promise<void> {
  const enrolled = await world.product.engine.enrollRecord(world.product.workspaceId, workflow.id as WorkflowId, paymentId);
  expect(enrolled).toMatchObject({ ok: true });
}

interface Found {
  Id: string;
  TotalAmt: number;
  Balance?: number;
  PrivateNote: string;
  Line: { Amount: number; LinkedTxn?: { TxnId: string; TxnType: string }[] }[];
}

/** What the books have of a kind that comes from the payment, as another app would find it. */
async function inBooks(entity: string, paymentId: string): Promise<Found[]> {
  const { QueryResponse } = await world.quickbooks.call("GET", `/query?query=${encodeURIComponent(`select * from ${entity} maxresults 1000`)}`);
  return ((QueryResponse[entity] ?? []) as Found[]).filter(({ PrivateNote }) => PrivateNote?.includes(`/${paymentId} `) || PrivateNote?.includes(`${paymentId}`));
}

async function accountId(name: string): Promise<string> {
  const rows = await world.product.store.references(books.id as ConnectionId, "account");
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no account ${name}: ${rows.map((one) => one.name).join(", ")}`);
  return row.id;
}

describe("a paid invoice", () => {
  test("is an invoice and the payment that settles it", async () => {
    const workflow = await workflowOf("create-paid-invoice");
    const id = await paid();
    await enroll(workflow, id);
    await world.enrollmentIn(id, "completed");
    const [[invoice, ...others], [payment]] = await Promise.all([inBooks("Invoice", id), inBooks("Payment", id)]);
    expect([invoice?.Balance, invoice?.TotalAmt, payment?.TotalAmt, others]).toEqual([0, payment?.TotalAmt, invoice?.TotalAmt, []]);
    expect(payment?.Line[0]?.LinkedTxn).toEqual([expect.objectContaining({ TxnId: invoice?.Id, TxnType: "Invoice" })]);
    const documents = await world.product.store.documents(world.product.workspaceId, { limit: 10 });
    expect(documents.filter(({ recordId }) => recordId === id).map(({ kind }) => kind).sort()).toEqual(["invoice", "payment"]);
  });

  test.each([
    ["the payment's answer is lost after it was written", { kind: "504-after-commit", match: { method: "POST", pathIncludes: "/payment" }, times: 1 }],
    ["the invoice's answer is lost after it was written", { kind: "504-after-commit", match: { method: "POST", pathIncludes: "/invoice" }, times: 1 }],
    ["QuickBooks is away when the payment is due", { kind: "503", match: { method: "POST", pathIncludes: "/payment" }, times: 1 }],
  ])("is whole and once when %s", async (_, rule) => {
    const workflow = await workflowOf("create-paid-invoice");
    const id = await paid();
    await world.quickbooks.control("faults", { rules: [rule] });
    await enroll(workflow, id);
    await world.enrollmentIn(id, "completed");
    await world.quickbooks.control("faults", {});
    const [invoices, payments] = await Promise.all([inBooks("Invoice", id), inBooks("Payment", id)]);
    expect([invoices.length, payments.length, invoices[0]?.Balance]).toEqual([1, 1, 0]);
  });

  test("whose payment is refused keeps its invoice, and only the payment is tried again", async () => {
    const workflow = await workflowOf("create-paid-invoice");
    const id = await paid();
    await world.quickbooks.control("faults", { rules: [{ kind: "code", code: "6000", match: { method: "POST", pathIncludes: "/payment" }, times: 1 }] });
    await enroll(workflow, id);
    const stopped = await world.enrollmentIn(id, "needs-attention");
    expect([(await inBooks("Invoice", id)).length, (await inBooks("Payment", id)).length]).toEqual([1, 0]);
    await world.quickbooks.control("faults", {});
    await world.retry(stopped);
    await world.enrollmentIn(id, "completed");
    const [invoices, payments] = await Promise.all([inBooks("Invoice", id), inBooks("Payment", id)]);
    expect([invoices.length, payments.length, invoices[0]?.Balance]).toEqual([1, 1, 0]);
  });
});

test("a sales receipt and the fee's expense are made of one payment", async () => {
  const id = await paid();
  await enroll(await workflowOf("create-payment-sales-receipt"), id);
  await world.enrollmentIn(id, "completed");
  await enroll(await workflowOf("create-expense", { paidFrom: await accountId("Checking"), category: await accountId("Merchant fees") }), id);
  await world.enrollmentIn(id, "completed");
  const [[receipt], [expense]] = await Promise.all([inBooks("SalesReceipt", id), inBooks("Purchase", id)]);
  const { properties } = await world.hubspot.call("GET", `/crm/v3/objects/commerce_payments/${id}?properties=hs_net_amount,hs_initial_amount`);
  const fee = Math.round(Number(properties.hs_initial_amount) * 100 - Number(properties.hs_net_amount) * 100) / 100;
  expect([receipt?.TotalAmt, expense?.TotalAmt]).toEqual([300, fee]);
});

test("a bank debit waits until it succeeds, and goes on by itself then", async () => {
  const workflow = await workflowOf("create-payment-sales-receipt");
  const id = await paid({ method: "ach" });
  await enroll(workflow, id);
  const waiting = await world.enrollmentIn(id, "waiting");
  expect(waiting.failures).toMatchObject([{ code: "payment-pending" }]);
  await world.hubspot.control("payments/outcome", { id, outcome: "succeed" });
  const [crm] = (await world.product.store.connections(world.product.workspaceId)).filter((one) => one.role === "crm");
  await world.product.engine.receive(crm!.id, [
    { objectType: "payment", recordId: id, kind: "changed", property: "hs_latest_status", occurredAt: new Date().toISOString() as never, source: "poll" as never, sourceKey: `test-${id}` },
  ]);
  await world.enrollmentIn(id, "completed");
  expect(await inBooks("SalesReceipt", id)).toHaveLength(1);
});

test("refunds in parts are each booked once, to the same customer, and are together what was paid", async () => {
  const receipts = await workflowOf("create-payment-sales-receipt");
  const refunds = await workflowOf("create-refund-receipt", { refundFrom: await accountId("Checking") });
  const id = await paid();
  await enroll(receipts, id);
  await world.enrollmentIn(id, "completed");
  for (const amount of ["99.99", "0.01", null]) {
    await world.hubspot.control("payments/outcome", { id, outcome: "refund", ...(amount === null ? {} : { amount }) });
    await enroll(refunds, id);
    await world.enrollmentIn(id, "completed");
  }
  const booked = await inBooks("RefundReceipt", id);
  expect(booked.map(({ TotalAmt }) => TotalAmt).sort((a, b) => a - b)).toEqual([0.01, 99.99, 200]);
  await enroll(refunds, id);
  expect(world.codes(await world.enrollmentIn(id, "needs-attention"))).toEqual(["nothing-refunded"]);
});

test("one refund is booked once, although two workflows see it while QuickBooks is slow", async () => {
  const receipts = await workflowOf("create-payment-sales-receipt");
  const settings = { refundFrom: await accountId("Checking") };
  const [first, second] = [await workflowOf("create-refund-receipt", settings), await workflowOf("create-refund-receipt", settings)];
  const id = await paid();
  await enroll(receipts, id);
  await world.enrollmentIn(id, "completed");
  await world.hubspot.control("payments/outcome", { id, outcome: "refund" });
  await world.quickbooks.control("faults", { rules: [{ kind: "slow", ms: 2_000, match: { method: "POST", pathIncludes: "/refundreceipt" }, times: 1 }] });
  await enroll(first, id);
  await enroll(second, id);
  expect(world.codes(await world.enrollmentIn(id, "needs-attention"))).toEqual(["nothing-refunded"]);
  await expect.poll(async () => (await inBooks("RefundReceipt", id)).length, patience).toBe(1);
});

test("a payment that came from the books, and one of a CRM invoice, are not booked again", async () => {
  const workflow = await workflowOf("create-payment-sales-receipt");
  const id = await paid({ processor: "quickbooks" });
  await enroll(workflow, id);
  await expect.poll(async () => world.codes((await world.enrollmentsOf(id))[0]!), patience).toEqual(["payment-from-books"]);
  expect(await inBooks("SalesReceipt", id)).toEqual([]);
});
