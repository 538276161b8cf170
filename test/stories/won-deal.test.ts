/** Stories from a won deal to its invoice, over HTTP, against both simulators. */
import { beforeAll, expect, test } from "vitest";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened));
beforeAll(() => world.turnOn());

test("a deal that is won becomes one invoice, and the deal shows its number and link", async () => {
  const { hubspot, quickbooks } = world;
  const dealId = await hubspot.deal({
    name: "Reception fit-out",
    lines: [
      { hs_sku: "DSN-100", name: "Design consultation", quantity: "2", price: "150" },
      { name: "Pendant light", quantity: "2.5", price: "132.40" },
    ],
  });
  await hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");

  const [invoice, ...others] = (await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Reception fit-out"));
  expect(others).toEqual([]);
  expect(invoice).toMatchObject({ TotalAmt: 631, Balance: 631, CustomerRef: { name: "Ada Okoye" }, BillEmail: { Address: "ada@northwind.example" } });
  const items = invoice!.Line.filter((line) => line.SalesItemLineDetail).map((line) => [line.SalesItemLineDetail!.ItemRef.name, line.SalesItemLineDetail!.Qty, line.Amount]);
  expect(items).toEqual([
    ["Design consultation", 2, 300],
    ["Pendant light", 2.5, 331],
  ]);
  await expect.poll(() => hubspot.property(dealId, "quickbooks_invoice_number"), patience).toBe(invoice!.DocNumber);
  expect(await hubspot.property(dealId, "quickbooks_invoice_url")).toBe(`${quickbooks.url}/app/invoice?txnId=${invoice!.Id}`);
  expect((await fetch(`${quickbooks.url}/app/invoice?txnId=${invoice!.Id}`)).status).toBe(200);
});

test("a known customer and known items cost one free call and no metered one", async () => {
  const { hubspot, quickbooks, product } = world;
  // The first reading of the reference data is metered, and goes on while the first deals are booked.
  const books = (await product.store.connections(product.workspaceId)).find((one) => one.role === "books");
  await expect.poll(async () => books && (await product.store.mirrorState(books.id)).refreshedAt, patience).toEqual(expect.any(String));
  for (const lines of [1, 3, 10]) {
    const dealId = await hubspot.deal({ lines: Array.from({ length: lines }, () => ({ hs_sku: "SRV-110", name: "Site survey", quantity: "1", price: "95" })) });
    const before = await quickbooks.counters();
    await hubspot.moveTo(dealId, "closedwon");
    await world.enrollmentIn(dealId, "completed");
    const after = await quickbooks.counters();
    expect([lines, after.free - before.free, after.metered - before.metered]).toEqual([lines, 1, 0]);
  }
});

test("webhooks delivered twice and out of order enroll once and invoice once", async () => {
  const { hubspot, quickbooks } = world;
  await hubspot.control("webhooks", { mode: { duplicate: true, reorder: true, seed: 7 } });
  const dealId = await hubspot.deal({ name: "Twice told" });
  await hubspot.moveTo(dealId, "decisionmakerboughtin");
  await hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  await hubspot.control("webhooks/replay", { last: 10 });
  await hubspot.moveTo(await hubspot.deal({ name: "Told later" }), "closedwon");
  await expect.poll(async () => (await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Told later")).length, patience).toBe(1);
  await hubspot.control("webhooks", { mode: {} });
  expect(await world.enrollmentsOf(dealId)).toHaveLength(1);
  expect((await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Twice told"))).toHaveLength(1);
});

test("a deal that leaves the stage and comes back is not billed again", async () => {
  const { hubspot, quickbooks } = world;
  const dealId = await hubspot.deal({ name: "There and back" });
  for (const stage of ["closedwon", "contractsent", "closedwon"]) {
    await hubspot.moveTo(dealId, stage);
    await world.enrollmentIn(dealId, "completed");
  }
  await hubspot.moveTo(await hubspot.deal({ name: "The one after" }), "closedwon");
  await expect.poll(async () => (await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("The one after")).length, patience).toBe(1);
  expect((await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("There and back"))).toHaveLength(1);
});

test("a contact unknown to QuickBooks becomes a customer once, however many deals need it", async () => {
  const { hubspot, quickbooks } = world;
  const contactId = (await hubspot.call("POST", "/crm/v3/objects/contacts", { properties: { firstname: "Zoë", lastname: "Müller-Ünal 🌿", email: "zoe@muller.example" } })).id as string;
  const deals = await Promise.all(
    ["One", "Two", "Three"].map(async (name) => {
      const dealId = await hubspot.deal({ name: `Zoë ${name}`, contact: null });
      await hubspot.call("PUT", `/crm/v4/objects/deals/${dealId}/associations/default/contacts/${contactId}`, []);
      return dealId;
    }),
  );
  await hubspot.control("deals/stage", { ids: deals, stage: "closedwon" });
  for (const dealId of deals) await world.enrollmentIn(dealId, "completed");
  const customers = (await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Zoë ")).map((one) => one.CustomerRef);
  expect(customers).toHaveLength(3);
  expect(new Set(customers.map((customer) => customer.value)).size).toBe(1);
  expect(customers[0]?.name).toBe("Zoë Müller-Ünal 🌿");
});
