/** Stories of deals that stop, say why, and go on after the fix. */
import { beforeAll, expect, test } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import { instantOf } from "#domain/dates.ts";
import { toNeedsAttention } from "#domain/enrollment.ts";
import { aNewEnrollment } from "../store-samples.ts";
import { clientOf } from "./client.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => world.turnOn());

async function won(wish: Parameters<World["hubspot"]["deal"]>[0]): Promise<string> {
  const dealId = await world.hubspot.deal(wish);
  await world.hubspot.moveTo(dealId, "closedwon");
  return dealId;
}

test("a missing product stops the deal; after it is added in QuickBooks, retry completes it", async () => {
  const dealId = await won({ name: "Green wall", lines: [{ name: "Moss wall", hs_sku: "FUR-490", quantity: "1", price: "860" }] });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(stopped.failures).toEqual([{ code: "item-not-found", lineName: "Moss wall", sku: "FUR-490", canCreate: false, crmKey: "sku:fur-490" }]);
  await world.quickbooks.call("POST", "/item", { Name: "Moss wall", Sku: "FUR-490", Type: "Service", IncomeAccountRef: { value: "79" }, UnitPrice: 860 });
  await world.retry(stopped);
  await world.enrollmentIn(dealId, "completed");
  expect((await world.quickbooks.invoices()).find((one) => one.PrivateNote.includes("Green wall"))?.TotalAmt).toBe(860);
});

test("all that stopped for the same cause are retried together; several who do so at once, beside a single retry, bill each deal once", { timeout: 180_000 }, async () => {
  const client = await clientOf(world);
  const names = Array.from({ length: 8 }, (_, at) => `Bark wall ${at}.`);
  const deals = await Promise.all(names.map((name) => won({ name, lines: [{ name: "Bark panel", hs_sku: "FUR-495", quantity: "1", price: "120" }] })));
  const other = await won({ name: "Another cause", lines: [{ name: "Slate panel", hs_sku: "FUR-496", quantity: "1", price: "90" }] });
  const stopped = await Promise.all(deals.map((id) => world.enrollmentIn(id, "needs-attention")));
  await world.enrollmentIn(other, "needs-attention");
  const groups = await client.attention.list();
  const cause = groups.find(({ enrollments }) => enrollments.some(({ recordName }) => recordName === names[0]));
  expect(cause).toMatchObject({ count: names.length, failure: { code: "item-not-found" } });
  await world.quickbooks.call("POST", "/item", { Name: "Bark panel", Sku: "FUR-495", Type: "Service", IncomeAccountRef: { value: "79" }, UnitPrice: 120 });
  const together = await Promise.all([client.attention.retryAll({ cause: cause!.cause }), client.attention.retryAll({ cause: cause!.cause }), client.enrollments.retry({ id: stopped[3]!.id }).catch(() => null)]);
  expect(together[0].retried + together[1].retried + (together[2] === null ? 0 : 1)).toBeGreaterThanOrEqual(names.length);
  for (const id of deals) await world.enrollmentIn(id, "completed");
  const billed = (await world.quickbooks.invoices()).filter(({ PrivateNote }) => PrivateNote.includes("Bark wall")).map(({ PrivateNote }) => names.find((name) => PrivateNote.includes(name)) ?? "");
  expect(billed.sort()).toEqual(names);
  expect((await world.enrollmentsOf(other))[0]?.enrollmentState).toBe("needs-attention");
});

test("retrying all of a cause takes every one of many, in the background, and leaves alone what a person took out meanwhile", { timeout: 300_000 }, async () => {
  const client = await clientOf(world);
  const { store, workspaceId } = world.product;
  const crm = (await store.connections(workspaceId)).find(({ role }) => role === "crm")!;
  const now = instantOf(Date.now());
  const sample = { workspaceId, workflow: world.workflow, crm };
  // Records that the CRM does not have: tried again, each stops for that.
  const enrollments = Array.from({ length: 1_200 }, (_, at) => aNewEnrollment(sample, { recordId: `7700${at}`, stepId: world.workflow.definition.steps[0]!.id, enrollmentState: "needs-attention", wakeAt: null, startedAt: now }));
  const kept = await store.recordIntake({ connectionId: crm.id, records: [], enrollments, settledEventIds: [], now });
  for (const one of kept) await store.moveEnrollment(one.id, "needs-attention", toNeedsAttention({ ...one, enrollmentState: "running" }, [{ code: "no-line-items", recordName: one.recordName }]), now);
  const group = (await client.attention.list()).find(({ failure }) => failure.code === "no-line-items");
  expect(group).toMatchObject({ count: 1_200 });
  expect(group?.enrollments).toHaveLength(50);
  await client.enrollments.cancel({ id: kept[7]!.id });
  expect(await client.attention.retryAll({ cause: group!.cause })).toEqual({ retried: 1_199 });
  expect((await client.attention.list()).map(({ cause }) => cause)).not.toContain(group!.cause);
  const againStopped = async () => (await client.attention.list()).find(({ failure }) => failure.code === "record-not-found")?.count;
  await expect.poll(againStopped, { ...patience, interval: 500 }).toBe(1_199);
  expect(await store.workspacesWithRetries()).toEqual([]);
  expect((await store.enrollment(workspaceId, kept[7]!.id))?.failures).toEqual([]);
});

test("a setting changed after the stop counts when a person retries", async () => {
  const dealId = await won({ name: "Fern wall", lines: [{ name: "Fern wall panel", quantity: "2", price: "55.5" }] });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  const [step] = world.workflow.definition.steps;
  const settings = { ...step!.settings, createMissingItems: "yes", incomeAccount: "79" };
  await world.product.store.publishVersion(world.workflow.id, { ...world.workflow.definition, steps: [{ ...step!, settings }] }, world.workflow.updatedAt);
  await world.retry(stopped);
  await world.enrollmentIn(dealId, "completed");
  expect((await world.quickbooks.invoices()).find((one) => one.PrivateNote.includes("Fern wall"))?.TotalAmt).toBe(111);
  await world.product.store.publishVersion(world.workflow.id, world.workflow.definition, world.workflow.updatedAt);
});

test("every reason is told at once, and nothing is written", async () => {
  const before = await world.quickbooks.counters();
  const dealId = await won({
    name: "All wrong",
    contact: { firstname: "Nobody", lastname: "Known" },
    lines: [
      { name: "Unknown thing", quantity: "1", price: "5" },
      { name: "Design consultation", hs_sku: "DSN-100", quantity: "1" },
    ],
  });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(world.codes(stopped).sort()).toEqual(["contact-without-email", "item-not-found", "line-item-incomplete"]);
  expect((await world.quickbooks.counters()).free).toBe(before.free);
});

test("a deal without contact and line items says both", async () => {
  const stopped = await world.enrollmentIn(await won({ contact: null, lines: [] }), "needs-attention");
  expect(world.codes(stopped)).toEqual(["no-contact", "no-line-items"]);
});

test("a contact without e-mail stops; with the e-mail filled in, retry completes it", async () => {
  const dealId = await won({ contact: { firstname: "Ada", lastname: "Okoye" }, name: "No address" });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(world.codes(stopped)).toEqual(["contact-without-email"]);
  const contactId = (await world.hubspot.call("GET", `/crm/v4/objects/deals/${dealId}/associations/contacts`)).results[0].toObjectId as number;
  await world.hubspot.call("PATCH", `/crm/v3/objects/contacts/${contactId}`, { properties: { email: "ada.okoye@northwind.example" } });
  await world.retry(stopped);
  // The name is taken by the customer with the other e-mail: never merged silently.
  const again = await world.enrollmentIn(dealId, "needs-attention");
  expect(again.failures).toMatchObject([{ code: "display-name-taken", displayName: "Ada Okoye", holder: "customer" }]);
});

test("a display name that a vendor holds is not taken from it", async () => {
  const dealId = await won({ contact: { email: "orders@bayside-upholstery.example" } });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(stopped.failures).toMatchObject([{ code: "display-name-taken", holder: "vendor" }]);
});

test("names QuickBooks cannot hold are refused before anything is written", async () => {
  const long = await world.enrollmentIn(await won({ contact: { firstname: "A".repeat(300), lastname: "B", email: "long@name.example" } }), "needs-attention");
  expect(long.failures).toMatchObject([{ code: "display-name-unusable", reason: "too-long" }]);
  const colon = await world.enrollmentIn(await won({ contact: { firstname: "Time: now", lastname: "B", email: "colon@name.example" } }), "needs-attention");
  expect(colon.failures).toMatchObject([{ code: "display-name-unusable", reason: "forbidden-character" }]);
});

test("right-to-left names, thirds and prices of half cents become exact lines", async () => {
  const dealId = await won({
    name: "عرض خاص",
    contact: { firstname: "ليلى", lastname: "حداد", email: "layla@haddad.example" },
    lines: [
      { name: "Site survey", hs_sku: "SRV-110", quantity: "0.333", price: "95" },
      { name: "Design consultation", hs_sku: "DSN-100", quantity: "3", price: "1.005" },
      { name: "Delivery", hs_sku: "DEL-800", quantity: "1", price: "0" },
    ],
  });
  await world.enrollmentIn(dealId, "completed");
  const invoice = (await world.quickbooks.invoices()).find((one) => one.CustomerRef.name === "ليلى حداد");
  expect(invoice?.Line.filter((line) => line.SalesItemLineDetail).map((line) => line.Amount)).toEqual([31.64, 3.02, 0]);
  expect(invoice?.TotalAmt).toBe(34.66);
});

test("a contact that does not meet the customer sync filter is not billed under the new rule", async () => {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  await store.saveBooksSettings(books.id, { ...(books as BooksConnection).settings, customerRule: "must-be-eligible", customerSyncFilter: { property: "quickbooks_sync", values: ["true"] } });
  const [step] = world.workflow.definition.steps;
  await store.publishVersion(world.workflow.id, { ...world.workflow.definition, steps: [{ ...step!, settings: { ...step!.settings, customerRule: null } }] }, world.workflow.updatedAt);
  const dealId = await won({ contact: { firstname: "Ines", lastname: "Costa", email: "ines@costa.example", quickbooks_sync: "false" } });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(world.codes(stopped)).toEqual(["contact-not-eligible"]);
});
