/** Records as people look through them, and what should be in the books and is not. */
import { beforeAll, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import { usualDefinition } from "#domain/workflow.ts";
import { rest } from "./rest.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 1_000 });
beforeAll(() => baselineIsTaken(world));

const list = async (name: string, more = "") => (await rest(world, "GET", `/unbilled/${name}${more}`)).body;
const idsIn = async (name: string): Promise<string[]> => ((await list(name)).rows as { id: string }[]).map(({ id }) => id);
const quiet = { startsWorkflows: false };

test("records are listed with what they come to, found by name and narrowed by where they stand", async () => {
  const deals = (await rest(world, "GET", "/records/deal?limit=5")).body;
  expect(deals.total).toBeGreaterThan(20);
  expect(deals.rows).toHaveLength(5);
  const won = (await rest(world, "GET", "/records/deal?standing=won&search=DENTAL")).body;
  expect(won.rows).toMatchObject([{ source: "HubSpot", standing: "won", currency: "USD", documents: 0 }]);
  await expect.poll(async () => (await rest(world, "GET", "/records/contact?search=okoye")).body.rows, patience).toMatchObject([{ name: "Ada Okoye", objectType: "contact" }]);
  await expect.poll(async () => (await rest(world, "GET", "/records/product?search=consultation")).body.total, patience).toBe(1);
  expect((await rest(world, "GET", "/records/deal?search=100%25")).body.total).toBe(0);

  const detail = (await rest(world, "GET", "/records/payment/6006")).body;
  expect(detail).toMatchObject({ standing: "succeeded", amount: "430.55", lineItems: [{ detail: null, price: { quantity: expect.stringMatching(/^\d+$/), unitPrice: expect.stringMatching(/^[\d.]+$/), currency: "USD" } }, {}], documentRows: [], enrollments: [] });
  expect(detail.properties).toContainEqual(expect.objectContaining({ label: "Status", value: "Succeeded" }));
  expect((await rest(world, "GET", "/records/deal/404404")).status).toBe(404);
});

test("a won deal leaves the list when it is billed, or when somebody says why it never will be", async () => {
  const before = await list("deals");
  expect(before.sums).toMatchObject([{ currency: "USD", count: before.total }]);
  const [first, second] = before.rows as { id: string; amount: string }[];
  await rest(world, "POST", `/workflows/${world.workflow.id}/enroll`, { recordId: "9023" });
  const refusedWorkflow = await rest(world, "POST", "/unbilled/payments/enroll", { workflowId: world.workflow.id, recordIds: ["6001"] });
  expect(refusedWorkflow.status).toBe(404);
  expect((await rest(world, "POST", "/unbilled/deals/ignore", { recordIds: [first!.id], reason: " " })).status).toBe(400);
  expect((await rest(world, "POST", "/unbilled/deals/ignore", { recordIds: [first!.id], reason: "Paid in 2024, before Ledgerline" })).body).toEqual({ ignored: 1 });
  expect(await idsIn("deals")).not.toContain(first!.id);
  expect((await list("deals", "?isIgnored=true")).rows).toMatchObject([{ id: first!.id, ignored: { reason: "Paid in 2024, before Ledgerline" } }]);
  expect((await rest(world, "GET", "/unbilled")).body.deals).toBe(before.total - 1);

  const answer = (await rest(world, "POST", "/unbilled/deals/enroll", { workflowId: world.workflow.id, recordIds: [second!.id, "no-such-deal"] })).body;
  expect(answer).toMatchObject({ enrolled: 1, refused: [{ recordId: "no-such-deal", failures: [{ code: "record-not-found" }] }] });
  await world.enrollmentIn(second!.id, "completed");
  expect(await idsIn("deals")).not.toContain(second!.id);
  expect((await rest(world, "POST", "/unbilled/deals/heed", { recordIds: [first!.id] })).body).toEqual({ heeded: 1 });
  expect(await idsIn("deals")).toContain(first!.id);
});

test("payments, refunds and fees are open until their own document is made, to the cent", async () => {
  const put = (externalId: string, properties: Record<string, unknown>) => rest(world, "PUT", `/own-records/payment/${externalId}`, { properties: { currency: "USD", ...properties }, contacts: [{ externalId: "U-C" }], ...quiet });
  await rest(world, "PUT", "/own-records/contact/U-C", { properties: { email: "ada@northwind.example", first_name: "Ada", last_name: "Okoye" } });
  const paid = { amount: "100.10", status: "succeeded", source: "payment-link" };
  const id = (await put("U-1", { ...paid, fee: "3.20" })).body.record.id as string;
  const invoiced = (await put("U-2", { ...paid, source: "invoice" })).body.record.id as string;
  const pending = (await put("U-3", { ...paid, status: "pending", fee: "1" })).body.record.id as string;
  expect(await idsIn("payments")).toEqual(expect.arrayContaining([id]));
  expect((await idsIn("payments")).filter((one) => one === invoiced || one === pending)).toEqual([]);
  expect((await list("fees")).rows).toContainEqual(expect.objectContaining({ id, amount: "3.2" }));

  const [receipts] = (await world.product.store.workflows(world.product.workspaceId)).filter(({ name }) => name === "Payment to sales receipt and fee");
  expect((await rest(world, "POST", "/unbilled/payments/enroll", { workflowId: receipts!.id, recordIds: [id] })).body).toMatchObject({ enrolled: 1 });
  await expect.poll(() => idsIn("fees"), patience).not.toContain(id);
  expect(await idsIn("payments")).not.toContain(id);

  await put("U-1", { status: "partly-refunded", refunded_amount: "10.05" });
  expect((await list("refunds")).rows).toContainEqual(expect.objectContaining({ id, amount: "10.05" }));
  await rest(world, "POST", "/unbilled/refunds/ignore", { recordIds: [id], reason: "Booked by hand" });
  expect(await idsIn("refunds")).not.toContain(id);
  await put("U-1", { refunded_amount: "20.05" });
  expect(await idsIn("refunds")).toContain(id);
});

const associate = (from: string, to: string): Promise<unknown> => world.hubspot.call("PUT", `/crm/v4/objects/${from.split("/")[0]}/${from.split("/")[1]}/associations/default/${to.split("/")[0]}/${to.split("/")[1]}`, []);
const quote = async (hs_title: string): Promise<string> => (await world.hubspot.call("POST", "/crm/v3/objects/quotes", { properties: { hs_title, hs_expiration_date: "2030-01-31" } })).id as string;
const newLine = async (): Promise<string> => (await world.hubspot.call("POST", "/crm/v3/objects/line_items", { properties: { hs_sku: "DSN-100", name: "Design consultation", quantity: "2", price: "150" } })).id as string;
/** A workflow that nothing enters by itself. */
const oneStep = (objectType: "quote" | "payment", action: string, more: Record<string, unknown>) => ({
  ...usualDefinition,
  objectType,
  triggerGroups: [{ filters: [{ property: "hs_title", operator: "is-any-of" as const, type: "text" as const, values: ["nothing is called so"] }] }],
  steps: [{ id: "one", action, settings: { books: world.workflow.definition.steps[0]?.settings["books"], customerRule: "create-if-missing", ...more } }],
});

test("a won deal is billed through its quote, and through a payment of its quote", async () => {
  const { hubspot } = world;
  const [quoted, paid, alone] = [await hubspot.deal({ name: "Billed by quote" }), await hubspot.deal({ name: "Billed by payment" }), await hubspot.deal({ name: "Billed by nothing" })];
  const [itsQuote, paidQuote] = [await quote("The quote"), await quote("The paid quote")];
  const { id: payment } = (await hubspot.control("payments", { amount: "300.00", method: "card", contact: "ada@northwind.example" })) as { id: string };
  const line = await newLine();
  await Promise.all([
    associate(`deals/${quoted}`, `quotes/${itsQuote}`), associate(`deals/${paid}`, `quotes/${paidQuote}`), associate(`commerce_payments/${payment}`, `quotes/${paidQuote}`),
    associate(`quotes/${itsQuote}`, `contacts/${await hubspot.contactByEmail("ada@northwind.example")}`), associate(`quotes/${itsQuote}`, `line_items/${line}`),
  ]);
  for (const id of [quoted, paid, alone]) await hubspot.moveTo(id, "closedwon");
  await expect.poll(() => idsIn("deals"), patience).toEqual(expect.arrayContaining([quoted, paid, alone]));

  const quotes = await world.addWorkflow("Quotes to invoices", oneStep("quote", "create-invoice", {}));
  const payments = await world.addWorkflow("Payments to receipts", oneStep("payment", "create-payment-sales-receipt", { withoutLines: "single-line", defaultItem: "1" }));
  await rest(world, "POST", `/workflows/${quotes.id}/enroll`, { recordId: itsQuote });
  await rest(world, "POST", `/workflows/${payments.id}/enroll`, { recordId: payment });
  await world.enrollmentIn(itsQuote, "completed");
  await world.enrollmentIn(payment, "completed");
  await expect.poll(async () => (await idsIn("deals")).filter((id) => [quoted, paid, alone].includes(id)), patience).toEqual([alone]);
  expect((await rest(world, "GET", "/unbilled")).body.deals).toBe((await list("deals")).total);
});

test("a deal that is associated with a quote only after the quote was billed leaves the list, too", { timeout: 240_000 }, async () => {
  const { hubspot, product: { store, workspaceId } } = world;
  const crmId = (await store.connections(workspaceId)).find(({ vendor }) => vendor === "hubspot")!.id;
  const now = () => instantOf(Date.now());
  const deals = [await hubspot.deal({ name: "Looked at later" }), await hubspot.deal({ name: "Heard of later" })];
  const quotes = [await quote("Billed early"), await quote("Billed early, changed later")];
  const workflow = await world.addWorkflow("Early quotes to invoices", oneStep("quote", "create-invoice", {}));
  for (const one of quotes) {
    await Promise.all([associate(`quotes/${one}`, `contacts/${await hubspot.contactByEmail("ada@northwind.example")}`), associate(`quotes/${one}`, `line_items/${await newLine()}`)]);
    await rest(world, "POST", `/workflows/${workflow.id}/enroll`, { recordId: one });
    await world.enrollmentIn(one, "completed");
  }
  for (const id of deals) await hubspot.moveTo(id, "closedwon");
  const listed = async () => (await idsIn("deals")).filter((id) => deals.includes(id)).toSorted();
  await expect.poll(listed, patience).toEqual(deals.toSorted());
  // They were asked about and had no deal.
  await expect.poll(async () => (await store.salesWithoutDeals(crmId, 10, now())).length, patience).toBe(0);

  await associate(`quotes/${quotes[1]}`, `deals/${deals[1]}`);
  await hubspot.call("PATCH", `/crm/v3/objects/quotes/${quotes[1]}`, { properties: { hs_title: "Changed since" } });
  await expect.poll(listed, patience).toEqual([deals[0]]);

  await associate(`quotes/${quotes[0]}`, `deals/${deals[0]}`);
  // A person looks at the list an hour later.
  await store.hintDeals(workspaceId, now(), 0);
  await expect.poll(listed, patience).toEqual([]);
});
