/** People without a CRM: records that they put in by the REST API become documents as a CRM's records do. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Filter } from "#domain/trigger.ts";
import type { ObjectType } from "#domain/record.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { rest } from "./rest.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => baselineIsTaken(world));

const put = async (objectType: ObjectType, externalId: string, body: Record<string, unknown>): Promise<string> => {
  const { status, body: answer } = await rest(world, "PUT", `/own-records/${objectType}/${externalId}`, body);
  if (status !== 200) throw new Error(JSON.stringify(answer));
  return answer.record.id as string;
};

const isAnyOf = (property: string, ...values: string[]): Filter => ({ property, operator: "is-any-of", type: "enumeration", values });

function step(action: string, settings: Record<string, unknown>): WorkflowStep {
  const books = world.workflow.definition.steps[0]?.settings["books"];
  return { id: action === "create-expense" ? "fee" : "doc", action, settings: { books, customerRule: "create-if-missing", ...settings } };
}

/** Waits until the record went through its workflow; what stops it is said at once. */
async function completed(id: string): Promise<void> {
  const isOver = async () => ["completed", "needs-attention"].includes((await world.enrollmentsOf(id))[0]?.enrollmentState ?? "");
  await expect.poll(isOver, patience).toBe(true);
  expect((await world.enrollmentsOf(id))[0]).toMatchObject({ failures: [], enrollmentState: "completed" });
}

/** A workflow for the records of one story: those with that name or reference. */
function workflow(name: string, objectType: ObjectType, filters: Filter[], steps: WorkflowStep[]) {
  const property = objectType === "payment" ? "reference" : "name";
  const mine: Filter = { property, operator: "is-any-of", type: "text", values: [name] };
  return world.addWorkflow(name, { objectType: objectType as "deal", triggerGroups: [{ filters: [mine, ...filters] }], allowsReenrollment: false, steps });
}

const money = { withoutLines: "single-line", defaultItem: "1" };
const lines = [{ properties: { name: "Design consultation", sku: "DSN-100", quantity: 2, unit_price: "150" } }];

const ada = { properties: { email: "ada@northwind.example", first_name: "Ada", last_name: "Okoye" } };

describe("each action works on own records", () => {
  beforeAll(() => put("contact", "C-1", ada));

  test.each([
    ["create-invoice", "deal", [isAnyOf("stage", "won")], { stage: "won" }, {}, "invoice"],
    ["create-estimate", "quote", [isAnyOf("signature_status", "signed")], { signature_status: "signed", signed_at: "2026-11-20T10:00:00Z" }, {}, "estimate"],
    ["create-sales-receipt", "deal", [isAnyOf("stage", "won")], { stage: "won" }, {}, "sales_receipt"],
  ] as const)("%s on a %s", async (action, objectType, filters, properties, settings, noun) => {
    const name = `Own ${action}`;
    await workflow(name, objectType, [...filters], [step(action, settings)]);
    const id = await put(objectType, action, { properties: { name, ...properties }, contacts: [{ externalId: "C-1" }], lineItems: lines });
    await completed(id);
    const read = async () => (await rest(world, "GET", `/own-records/${objectType}/${action}`)).body.properties;
    await expect.poll(read, patience).toMatchObject({ [`quickbooks_${noun}_total`]: "300.00", [`quickbooks_${noun}_url`]: expect.stringContaining(world.quickbooks.url) });
  });

  test("payments become paid invoices, sales receipts, fee expenses and refund receipts", async () => {
    const paid = [isAnyOf("status", "succeeded"), { ...isAnyOf("source", "invoice"), operator: "is-none-of" } as Filter];
    await workflow("PAY-1", "payment", paid, [step("create-paid-invoice", money), step("create-expense", { paidFrom: "35", category: "66" })]);
    await workflow("PAY-2", "payment", paid, [step("create-payment-sales-receipt", money)]);
    const properties = { amount: 120, status: "succeeded", fee: "3.78", paid_at: "2026-11-20T10:00:00Z", method: "card", source: "payment-link" };
    const first = await put("payment", "PAY-1", { properties: { ...properties, reference: "PAY-1" }, contacts: [{ externalId: "C-1" }] });
    const second = await put("payment", "PAY-2", { properties: { ...properties, reference: "PAY-2" }, contacts: [{ externalId: "C-1" }] });
    await completed(first);
    await completed(second);
    const read = async (id: string) => (await rest(world, "GET", `/own-records/payment/${id}`)).body.properties;
    await expect.poll(() => read("PAY-1"), patience).toMatchObject({ quickbooks_invoice_total: "120.00", quickbooks_expense_total: "3.78" });
    await expect.poll(() => read("PAY-2"), patience).toMatchObject({ quickbooks_sales_receipt_total: "120.00" });

    await workflow("PAY-2", "payment", [isAnyOf("status", "partly-refunded", "refunded")], [step("create-refund-receipt", { ...money, refundFrom: "35" })]);
    await put("payment", "PAY-2", { properties: { status: "partly-refunded", refunded_amount: "20" } });
    await expect.poll(() => read("PAY-2"), patience).toMatchObject({ quickbooks_refund_receipt_total: "20.00" });
  });
});

test("a dry run shows the document, and a note stands on the record's timeline", async () => {
  await put("contact", "C-2", ada);
  const made = await workflow("Planned", "deal", [isAnyOf("stage", "won")], [step("create-invoice", {}), { id: "note", action: "create-note", settings: { text: "Invoice {{steps.doc.number}} is out." } }]);
  const id = await put("deal", "D-plan", { properties: { name: "Planned", stage: "open", discount_percent: 10 }, contacts: [{ externalId: "C-2" }], lineItems: lines });
  const plan = await rest(world, "GET", `/workflows/${made.id}/plan/${id}`);
  expect(plan.body).toMatchObject({ match: { matched: false } });
  expect(JSON.stringify(plan.body)).toContain('"amountMinor":27000');
  await put("deal", "D-plan", { properties: { stage: "Sales: Won" } });
  await completed(id);
  const connection = (await world.product.store.connections(world.product.workspaceId)).find(({ vendor }) => vendor === "own-records");
  expect(connection).toMatchObject({ account: { currency: "USD" } });
});

test("putting the same record in again changes nothing and starts nothing", async () => {
  await put("contact", "C-3", ada);
  await workflow("Once only", "deal", [isAnyOf("stage", "won")], [step("create-invoice", {})]);
  const body = { properties: { name: "Once only", stage: "won" }, contacts: [{ externalId: "C-3" }], lineItems: lines };
  const id = await put("deal", "D-once", body);
  await completed(id);
  expect((await rest(world, "PUT", "/own-records/deal/D-once", body)).body).toMatchObject({ outcome: "same" });
  const fewer = await rest(world, "PUT", "/own-records/deal/D-once", { properties: {}, lineItems: [] });
  expect(fewer.body).toMatchObject({ outcome: "changed", record: { lineItems: [], contacts: [{ externalId: "C-3" }] } });
  expect(await world.enrollmentsOf(id)).toHaveLength(1);
});

test("records that are put in quietly start no workflow, and can be enrolled by hand", async () => {
  await put("contact", "C-4", ada);
  const made = await workflow("History", "deal", [isAnyOf("stage", "won")], [step("create-invoice", {})]);
  const id = await put("deal", "D-old", { properties: { name: "History", stage: "won" }, contacts: [{ externalId: "C-4" }], lineItems: lines, startsWorkflows: false });
  const other = await put("deal", "D-new", { properties: { name: "History", stage: "won" }, contacts: [{ externalId: "C-4" }], lineItems: lines });
  await completed(other);
  expect(await world.enrollmentsOf(id)).toEqual([]);
  expect((await rest(world, "POST", `/workflows/${made.id}/matching`, {})).body).toMatchObject({ count: 1, sample: [{ recordId: id }] });
  expect((await rest(world, "POST", `/workflows/${made.id}/enroll`, { recordId: id })).status).toBe(200);
  await completed(id);
});

test("a batch keeps what is right and names the field and the fix of what is wrong", async () => {
  const records = [
    { externalId: "B-1", properties: { name: "Good", stage: "won", amount: "10" } },
    { externalId: "B-2", properties: { name: "Bad", stage: "closed", amount: "1.250,50", close_date: "30/11/2026", colour: "red", "Deal name": "x" } },
    { externalId: "B-3", properties: {}, contacts: [{ externalId: "nobody" }] },
    { externalId: "B-1", properties: { amount: 11 } },
  ];
  const { status, body } = await rest(world, "POST", "/own-records/deal/batch", { records, startsWorkflows: false });
  expect(status).toBe(200);
  expect(body).toMatchObject({ created: 1, changed: 1, same: 0, refused: 2, results: [{ externalId: "B-1", outcome: "created" }, {}, {}, { externalId: "B-1", outcome: "changed" }] });
  expect(body.results[1].problems).toEqual([
    { field: "properties.stage", problem: 'cannot be "closed"', fix: "Give one of: open, won, lost." },
    { field: "properties.amount", problem: 'cannot be "1.250,50"', fix: "Give a plain decimal number with a point, for example 1250.50." },
    { field: "properties.close_date", problem: 'cannot be "30/11/2026"', fix: "Give a date as YYYY-MM-DD, for example 2026-11-30." },
    { field: "properties.colour", problem: "is no property of deals", fix: "Leave it out, or define the property first." },
    { field: "properties.Deal name", problem: "is no property of deals", fix: 'Call it "name".' },
  ]);
  expect(body.results[2].problems).toEqual([
    { field: "contacts[0].externalId", problem: 'there is no contact "nobody"', fix: "Put the contact in first." },
    { field: "properties.name", problem: "is missing", fix: "Give the deal name." },
  ]);
  expect((await rest(world, "PUT", "/own-records/deal/B-2", { properties: records[1]?.properties })).status).toBe(422);
  expect((await rest(world, "GET", "/own-records/deal/B-2")).status).toBe(404);
});

test("a thousand records fit in one request, and pages list them", async () => {
  const records = Array.from({ length: 1_000 }, (_, index) => ({ externalId: `K-${String(index).padStart(4, "0")}`, properties: { name: `Part ${index}`, sku: `K${index}`, description: "x".repeat(500) } }));
  expect((await rest(world, "POST", "/own-records/product/batch", { records })).body).toMatchObject({ created: 1_000, refused: 0 });
  expect((await rest(world, "POST", "/own-records/product/batch", { records })).body).toMatchObject({ same: 1_000 });
  const page = await rest(world, "GET", "/own-records/product?limit=2&after=K-0998");
  expect(page.body.map((one: { externalId: string }) => one.externalId)).toEqual(["K-0999"]);
  expect((await rest(world, "DELETE", "/own-records/product/K-0999")).body).toEqual({ removed: true });
  expect((await rest(world, "GET", "/own-records/product/K-0999")).status).toBe(404);
});

test("a workspace defines properties of its own, and filters may use them", async () => {
  const define = (name: string, body: Record<string, unknown>) => rest(world, "PUT", `/own-record-properties/deal/${name}`, body);
  expect((await define("region", { label: "Region", type: "enumeration", options: [{ value: "north", label: "North" }] })).status).toBe(200);
  expect((await define("region", { label: "Region", type: "text" })).body).toMatchObject({ data: { problems: [{ field: "type", problem: "is enumeration already" }] } });
  expect((await define("Stage!", { label: "x", type: "text" })).status).toBe(422);
  expect((await rest(world, "PUT", "/own-records/deal/R-1", { properties: { name: "Regional", region: "East" } })).body).toMatchObject({ data: { problems: [{ field: "properties.region", fix: "Give one of: north." }] } });
  expect((await rest(world, "PUT", "/own-records/deal/R-1", { properties: { name: "Regional", region: "North" } })).body.record.properties).toMatchObject({ region: "north" });
  const { body } = await rest(world, "GET", "/own-record-properties/deal");
  expect(body).toEqual(expect.arrayContaining([expect.objectContaining({ name: "stage", isCustom: false }), expect.objectContaining({ name: "region", isCustom: true })]));
});
