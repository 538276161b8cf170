/** Stories of lost answers, dead tokens, a QuickBooks that is down, and no webhooks: every deal one invoice, no more. */
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await openWorld({ pollMs: 300 });
  showLogOnFailure(() => world);
});
afterEach(() => world.stop());

const invoicePosts = { method: "POST", pathIncludes: "/invoice" };

async function wonDeals(count: number): Promise<string[]> {
  const { ids } = await world.hubspot.control("deals", { count, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  return ids as string[];
}

async function allInvoicedOnce(ids: string[]): Promise<void> {
  for (const id of ids) await world.enrollmentIn(id, "completed");
  const billed = (await world.quickbooks.invoices()).map((invoice) => /deals\/(\d+)/.exec(invoice.PrivateNote)?.[1] ?? "");
  expect(billed.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
}

test("an answer lost after QuickBooks committed is asked for again, and there is one invoice", async () => {
  await world.turnOn();
  await world.quickbooks.control("faults", { rules: [{ match: invoicePosts, kind: "drop-after-commit", times: 2 }] });
  const ids = await wonDeals(3);
  await allInvoicedOnce(ids);
  expect(await world.quickbooks.invoices()).toHaveLength(3);
});

test("a connection dropped before the commit leads to one invoice, too", async () => {
  await world.turnOn();
  await world.quickbooks.control("faults", { rules: [{ match: invoicePosts, kind: "drop-before-commit", times: 3 }] });
  await allInvoicedOnce(await wonDeals(3));
  expect(await world.quickbooks.invoices()).toHaveLength(3);
});

test("when QuickBooks has forgotten the request id, the document is found by our mark instead of sent again", async () => {
  await world.turnOn();
  await world.quickbooks.control("settings", { requestIdRetentionSeconds: 0 });
  await world.quickbooks.control("faults", { rules: [{ match: invoicePosts, kind: "drop-after-commit", times: 1 }] });
  const [dealId] = await wonDeals(1);
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(1);
  await pretendSentLongAgo();
  await world.enrollmentIn(dealId!, "completed");
  expect(await world.quickbooks.invoices()).toHaveLength(1);
});

/** As if the process had been away for an hour between sending and asking again. */
async function pretendSentLongAgo(): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query("update postings set first_sent_at = first_sent_at - interval '1 hour', not_before = now()");
  } finally {
    await client.end();
  }
}

test("what the look cannot decide stops for a person, who says which document is ours", async () => {
  await world.turnOn();
  await world.quickbooks.control("settings", { requestIdRetentionSeconds: 0 });
  await world.quickbooks.control("faults", { rules: [{ match: invoicePosts, kind: "drop-after-commit", times: 1 }] });
  const [dealId] = await wonDeals(1);
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(1);
  const [made] = await world.quickbooks.invoices();
  // Somebody edits the note, and with it our mark is gone.
  await world.quickbooks.call("POST", "/invoice", { Id: made!.Id, SyncToken: "0", sparse: true, PrivateNote: "paid by phone", CustomerRef: made!.CustomerRef, Line: made!.Line });
  await pretendSentLongAgo();
  const stopped = await world.enrollmentIn(dealId!, "needs-attention");
  expect(stopped.failures).toMatchObject([{ code: "outcome-unknown", candidates: [{ id: made!.Id }] }]);
  const resolved = await world.product.engine.resolve(world.product.workspaceId, stopped.id, made!.DocNumber);
  expect(resolved).toMatchObject({ ok: true, value: { enrollmentState: "completed" } });
  expect(await world.quickbooks.invoices()).toHaveLength(1);
});

test("tokens that expire in the middle of a burst are refreshed once, and nothing is lost", async () => {
  await world.turnOn();
  const ids = await wonDeals(25);
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBeGreaterThan(3);
  await world.quickbooks.control("expire-tokens", {});
  await allInvoicedOnce(ids);
});

test("while QuickBooks is down the deals wait, and they go on by themselves when it is back", async () => {
  await world.turnOn();
  await world.quickbooks.control("faults", { rates: { "503": 1 }, match: { pathIncludes: "/v3/" } });
  const ids = await wonDeals(4);
  await expect.poll(async () => (await world.enrollmentsOf(ids[0]!))[0]?.failures[0]?.code, patience).toBe("books-unreachable");
  expect((await world.enrollmentsOf(ids[0]!))[0]?.enrollmentState).not.toBe("needs-attention");
  await world.quickbooks.control("faults", {});
  await allInvoicedOnce(ids);
});

test("without webhooks, polling finds the deal", async () => {
  await world.hubspot.control("webhooks", { on: false });
  await world.turnOn();
  await allInvoicedOnce(await wonDeals(2));
});

test("a HubSpot that fails now and then loses no deal", async () => {
  await world.turnOn();
  await world.hubspot.control("faults", { seed: 11, rates: { "500": 0.15, "503": 0.1, "drop-before-commit": 0.1 }, match: { pathIncludes: "/crm/" } });
  const ids = await wonDeals(10);
  for (const id of ids) await world.enrollmentIn(id, "completed");
  await world.hubspot.control("faults", {});
  await allInvoicedOnce(ids);
  await expect.poll(() => world.hubspot.property(ids[9]!, "quickbooks_invoice_number"), patience).not.toBeNull();
});

test("a missing product is created when the step says so, once for all deals that need it", async () => {
  await world.turnOn({ createMissingItems: "yes", incomeAccount: "79" });
  const { ids } = await world.hubspot.control("deals", { count: 3, stage: "contractsent", lineItems: [{ name: "Moss wall", sku: "FUR-490", quantity: 1, price: 860 }] });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  await allInvoicedOnce(ids);
  const found = await world.quickbooks.call("GET", `/query?query=${encodeURIComponent("select * from Item where Name = 'Moss wall'")}`);
  expect(found["QueryResponse"].Item).toHaveLength(1);
  expect(found["QueryResponse"].Item[0]).toMatchObject({ Sku: "FUR-490", UnitPrice: 860, IncomeAccountRef: { value: "79" } });
});

test("two workflows on the same deal make two invoices, each once", async () => {
  await world.turnOn();
  await world.addWorkflow("A second one", world.workflow.definition);
  const [dealId] = await wonDeals(1);
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(2);
  await expect.poll(async () => (await world.enrollmentsOf(dealId!)).map((one) => one.enrollmentState), patience).toEqual(["completed", "completed"]);
});

test("a HubSpot token that is refused holds the deals up, and a good one lets them go on", async () => {
  await world.turnOn();
  await world.hubspot.control("faults", { rates: { "expired-token": 1 }, match: { pathIncludes: "/crm/" } });
  const { ids } = await world.hubspot.control("deals", { count: 2, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  const { store, workspaceId } = world.product;
  await expect.poll(async () => (await store.overview(workspaceId, world.workflow.updatedAt)).pendingEvents, patience).toBeGreaterThan(0);
  await world.hubspot.control("faults", {});
  await allInvoicedOnce(ids);
});

test("a dead QuickBooks connection stops nothing: work waits, and goes on after the same company is reconnected", async () => {
  await world.turnOn();
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const secret = (await store.readSecret(books.id)) as { refreshToken: string; clientId: string; clientSecret: string };
  const authorization = `Basic ${Buffer.from(`${secret.clientId}:${secret.clientSecret}`).toString("base64")}`;
  const revoked = await fetch(`${world.quickbooks.url}/v2/oauth2/tokens/revoke`, { method: "POST", headers: { authorization, "content-type": "application/json" }, body: JSON.stringify({ token: secret.refreshToken }) });
  expect(revoked.status).toBe(200);
  const ids = await wonDeals(2);
  await expect.poll(async () => (await world.enrollmentsOf(ids[0]!))[0]?.failures[0]?.code, patience).toBe("books-disconnected");
  const fresh = (await world.quickbooks.control("token")) as { accessToken: string; refreshToken: string; expiresInSeconds: number };
  const accessExpiresAt = new Date(Date.now() + fresh.expiresInSeconds * 1_000).toISOString();
  await store.saveConnection(books, { ...secret, accessToken: fresh.accessToken, refreshToken: fresh.refreshToken, accessExpiresAt });
  await world.product.engine.resumeBooks(books.id);
  await allInvoicedOnce(ids);
  const stranger = { ...books, externalId: "another realm" };
  expect(await store.saveConnection(stranger, secret)).toBe(false);
});

test("a call that outlasts its lease is not sent beside itself", async () => {
  await world.turnOn();
  // Longer than the stories' lease of five seconds; the simulator counts every call it is asked.
  await world.quickbooks.control("faults", { rules: [{ match: invoicePosts, kind: "slow", ms: 6_500, times: 1 }] });
  const ids = await wonDeals(1);
  await allInvoicedOnce(ids);
  const posts = ((await world.quickbooks.control("requests")) as { method: string; path: string }[]).filter((one) => one.method === "POST" && one.path.includes("/invoice"));
  expect(posts).toHaveLength(1);
});
