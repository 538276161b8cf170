/** Stories of a person's choice: what cannot be matched stops, is chosen once, and never asked again. */
import { beforeAll, expect, test, vi } from "vitest";
import { runCli } from "#cli/ledgerline.ts";
import { instantOf } from "#domain/dates.ts";
import { administer } from "../database.ts";
import { type Client, clientOf } from "./client.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let client: Client;

beginStories((opened) => (world = opened));
beforeAll(async () => {
  // Stories enter customers beside the product, which keeps the limits only for itself.
  await world.quickbooks.control("settings", { throttles: { on: false } });
  client = await clientOf(world);
  await world.turnOn();
});

async function won(wish: Parameters<World["hubspot"]["deal"]>[0]): Promise<string> {
  const dealId = await world.hubspot.deal(wish);
  await world.hubspot.moveTo(dealId, "closedwon");
  return dealId;
}

/** As somebody enters it by hand; the company may be busy with our first read of it. */
async function inQuickBooks(entity: "Customer" | "Item", body: object): Promise<{ Id: string }> {
  return vi.waitFor(async () => {
    const answer = await world.quickbooks.call("POST", `/${entity.toLowerCase()}`, body);
    return (answer[entity] as { Id: string } | undefined) ?? Promise.reject(new Error(JSON.stringify(answer)));
  }, patience);
}

/** A plan that fails for want of a product has the reference data read anew, and writes nothing. */
async function readBooksAnew(): Promise<void> {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const dealId = await world.hubspot.deal({ lines: [{ name: "Nothing like it", quantity: "1", price: "1" }] });
  const askedAt = instantOf(Date.now());
  const isRead = async (): Promise<boolean> => {
    await client.workflows.plan({ id: world.workflow.id, recordId: dealId });
    return ((await store.mirrorState(books.id)).refreshedAt ?? "") > askedAt;
  };
  await expect.poll(isRead, patience).toBe(true);
}

async function customerOfInvoice(dealName: string): Promise<string | undefined> {
  return (await world.quickbooks.invoices()).find((one) => one.PrivateNote.includes(dealName))?.CustomerRef.name;
}

async function ledgerline(...argv: string[]): Promise<{ exitCode: number; out: string }> {
  const out: string[] = [];
  const environment = { LEDGERLINE_DATA: world.dataDirectory, LEDGERLINE_URL: world.product.url };
  const exitCode = await runCli(argv, { environment, workingDirectory: world.dataDirectory, version: "0", out: (text) => void out.push(text), err: (text) => void out.push(text), start: () => Promise.reject(new Error("the server runs already")) });
  return { exitCode, out: out.join("\n") };
}

test("two equal customers stop the deal; one is chosen, the deal is invoiced, and the next one is not asked about", async () => {
  const person = { GivenName: "Rosa", FamilyName: "Lind", PrimaryEmailAddr: { Address: "rosa@lind.example" } };
  const first = await inQuickBooks("Customer", { ...person, DisplayName: "Rosa Lind" });
  const second = await inQuickBooks("Customer", { ...person, DisplayName: "Rosa Lind (studio)" });
  await readBooksAnew();
  const dealId = await won({ name: "Studio lights", contact: { firstname: "Rosa", lastname: "Lind", email: "rosa@lind.example" } });
  const stopped = await world.enrollmentIn(dealId, "needs-attention");
  expect(world.codes(stopped)).toEqual(["customers-ambiguous"]);

  const [group] = (await client.links.unmatched()).filter((one) => one.kind === "customer");
  expect(group).toMatchObject({ name: "Rosa Lind", waiting: 1, recordNames: ["Studio lights"], failure: { code: "customers-ambiguous", choice: { kind: "customer", name: "Rosa Lind" } } });
  expect(group?.suggestions.slice(0, 2).map((one) => one.booksId)).toEqual([first.Id, second.Id]);
  const { connectionId, crmKey, name } = group!;
  const saved = await client.links.save({ connectionId, crmKey, booksId: second.Id, crmName: name });
  expect(saved).toMatchObject({ retried: 1, link: { booksName: "Rosa Lind (studio)", crmName: "Rosa Lind", isActive: true } });
  expect(saved.link.savedBy).not.toBeNull();

  await world.enrollmentIn(dealId, "completed");
  expect(await customerOfInvoice("Studio lights")).toBe("Rosa Lind (studio)");
  const nextId = await won({ name: "Studio chairs", contact: { email: "rosa@lind.example" } });
  await world.enrollmentIn(nextId, "completed");
  expect(await customerOfInvoice("Studio chairs")).toBe("Rosa Lind (studio)");
  expect(await client.links.unmatched()).toEqual([]);
});

test("a product that is missing is chosen once on the command line, and all deals that wait for it go on", async () => {
  const lines = [{ name: "Oak table large", hs_sku: "OT-L", quantity: "1", price: "900" }];
  const dealIds = [await won({ name: "Canteen one", lines }), await won({ name: "Canteen two", lines })];
  for (const dealId of dealIds) await world.enrollmentIn(dealId, "needs-attention");
  await inQuickBooks("Item", { Name: "Oak table, large (2026)", Type: "Service", IncomeAccountRef: { value: "79" } });
  await readBooksAnew();
  const [group] = await client.links.unmatched();
  expect(group).toMatchObject({ kind: "item", crmKey: "sku:ot-l", waiting: 2 });
  expect(group?.suggestions[0]?.name).toBe("Oak table, large (2026)");
  expect((await ledgerline("unmatched")).out).toContain(`ledgerline link sku:ot-l ${group?.suggestions[0]?.booksId}`);
  const chosen = await ledgerline("link", "sku:OT-L", group!.suggestions[0]!.booksId);
  expect(chosen).toMatchObject({ exitCode: 0, out: expect.stringContaining("2 enrollments are tried again") as string });
  for (const dealId of dealIds) await world.enrollmentIn(dealId, "completed");
});

test("a choice is taken back, and the next deal asks again", async () => {
  expect((await ledgerline("links")).out).toContain("sku:ot-l");
  expect(await ledgerline("unlink", "sku:ot-l")).toMatchObject({ exitCode: 0 });
  expect(await ledgerline("unlink", "sku:ot-l")).toMatchObject({ exitCode: 1 });
  const audited = await administer(world.databaseUrl, "select did from audit_entries where about like '% sku:ot-l' order by at");
  expect(audited.rows.map((row: { did: string }) => row.did)).toEqual([expect.stringMatching(/^chose item \d+ for Oak table large$/), expect.stringMatching(/^took back the choice of item/)]);
  const dealId = await won({ name: "Canteen three", lines: [{ name: "Oak table large", hs_sku: "OT-L", quantity: "1", price: "900" }] });
  expect(world.codes(await world.enrollmentIn(dealId, "needs-attention"))).toEqual(["item-not-found"]);
});

test("what cannot be used is not kept: nothing with that id, a link that is never looked at, another workspace's books", async () => {
  const books = (await client.connections.list()).find((one) => one.role === "books")!;
  const wish = { connectionId: books.id, crmKey: "company:88", booksId: "99999" };
  await expect(client.links.save(wish)).rejects.toMatchObject({ data: { failures: [{ code: "link-unusable" }] } });
  await expect(client.links.save({ ...wish, connectionId: "cnobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(client.links.search({ connectionId: "cnobody", kind: "item", text: "desk" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const { store } = world.product;
  const connection = await store.connection(books.id as never);
  if (connection?.role !== "books") throw new Error("there are no books");
  await store.saveBooksSettings(connection.id, { ...connection.settings, customerMatching: ["name-and-email"] });
  await expect(client.links.save({ ...wish, booksId: "1" })).rejects.toMatchObject({ data: { failures: [{ code: "links-not-used" }] } });
  await store.saveBooksSettings(connection.id, connection.settings);
  expect((await client.links.list({ kind: "customer" })).some((one) => one.crmKey === "company:88")).toBe(false);
});

test("the books are searched by a text that a person types", async () => {
  const books = (await client.connections.list()).find((one) => one.role === "books")!;
  const found = await client.links.search({ connectionId: books.id, kind: "item", text: "design consultng" });
  expect(found[0]).toMatchObject({ name: "Design consultation", detail: "DSN-100" });
});

test("terms that HubSpot calls something else are chosen once, and are the account's from then on", async () => {
  const [step] = world.workflow.definition.steps;
  const withTerms = { ...step!, settings: { ...step!.settings, termsProperty: "description" } };
  await world.product.store.publishVersion(world.workflow.id, { ...world.workflow.definition, steps: [withTerms] }, instantOf(Date.now()));
  const dealId = await world.hubspot.deal({ name: "Terms" });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { description: "30 dagen" } });
  await world.hubspot.moveTo(dealId, "closedwon");
  expect(world.codes(await world.enrollmentIn(dealId, "needs-attention"))).toEqual(["terms-unknown"]);
  const row = (await client.links.unmatched()).find((one) => one.kind === "term")!;
  expect(row).toMatchObject({ name: "30 dagen", waiting: 1 });
  const [net30] = await client.links.search({ connectionId: row.connectionId, kind: "term", text: "Net 30" });
  expect(await client.links.save({ connectionId: row.connectionId, crmKey: row.crmKey, booksId: net30!.booksId, crmName: row.name })).toMatchObject({ retried: 1, link: { kind: "term", booksName: "Net 30" } });
  await world.enrollmentIn(dealId, "completed");
  expect((await world.quickbooks.invoices()).find((one) => one.PrivateNote.includes("Terms"))).toMatchObject({ SalesTermRef: { value: net30!.booksId } });
  expect((await client.connections.settings({ id: row.connectionId })).settings["termMappings"]).toEqual([{ name: "30 dagen", term: net30!.booksId }]);
});

test("a contact is billed under its company, which is created first; the next deal finds both", async () => {
  const [step] = world.workflow.definition.steps;
  await world.product.store.publishVersion(world.workflow.id, { ...world.workflow.definition, steps: [{ ...step!, settings: { ...step!.settings, customerIs: "contact-under-company" } }] }, instantOf(Date.now()));
  const { id: companyId } = await world.hubspot.call("POST", "/crm/v3/objects/companies", { properties: { name: "Juniper Hotels" } });
  const bill = async (name: string, contact: Record<string, string>): Promise<void> => {
    const dealId = await world.hubspot.deal({ name, contact });
    await world.hubspot.call("PUT", `/crm/v4/objects/deals/${dealId}/associations/default/companies/${companyId}`, []);
    await world.hubspot.moveTo(dealId, "closedwon");
    await world.enrollmentIn(dealId, "completed");
  };
  await bill("Lobby", { firstname: "Noor", lastname: "Haddad", email: "noor@juniper.example" });
  await bill("Rooms", { email: "noor@juniper.example" });
  const ids = (await world.quickbooks.invoices()).filter((one) => /Lobby|Rooms/.test(one.PrivateNote)).map((one) => one.CustomerRef.value);
  expect(new Set(ids).size).toBe(1);
  expect(ids).toHaveLength(2);
  const { Customer: billed } = await world.quickbooks.call("GET", `/customer/${ids[0]}`);
  expect(billed).toMatchObject({ FullyQualifiedName: "Juniper Hotels:Noor Haddad", PrimaryEmailAddr: { Address: "noor@juniper.example" } });
});
