/** What changes in QuickBooks is known here within seconds: by webhook, as a hint to look. */
import { createHmac } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let booksId: string;

beginStories((opened) => (world = opened));
beforeAll(async () => {
  booksId = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books")?.id ?? "";
  await vi.waitFor(async () => expect((await state()).refreshedAt).not.toBeNull(), patience);
});

async function state() {
  return world.product.store.mirrorState(booksId as never);
}

async function names(kind: "customer" | "location"): Promise<string[]> {
  return (await world.product.store.references(booksId as never, kind)).map((row) => row.name);
}

test("a customer that somebody adds in QuickBooks is known within seconds", async () => {
  await world.quickbooks.call("POST", "/customer", { DisplayName: "News from the books" });
  await expect.poll(() => names("customer"), patience).toContain("News from the books");
});

test("so are locations and the company's own settings", async () => {
  await world.quickbooks.call("POST", "/department", { Name: "North" });
  const { Preferences } = await world.quickbooks.call("GET", "/preferences");
  await world.quickbooks.call("POST", "/preferences", { Id: Preferences.Id, SyncToken: Preferences.SyncToken, AccountingInfoPrefs: { TrackDepartments: true, BookCloseDate: "2026-01-31" } });
  await expect.poll(() => names("location"), patience).toContain("North");
  await expect.poll(async () => world.product.store.connection(booksId as never), patience).toMatchObject({ company: { locations: true, closedThrough: "2026-01-31" } });
});

test("a flood of hints costs one question every few seconds", async () => {
  const before = await world.quickbooks.counters();
  const count = 60;
  const made = await Promise.all(Array.from({ length: count }, (_, n) => world.quickbooks.call("POST", "/customer", { DisplayName: `Flood ${n}` })));
  expect(made.every((one) => one["Customer"] !== undefined || one["fault"] !== undefined)).toBe(true);
  const last = made.findLast((one) => one["Customer"])?.["Customer"].DisplayName as string;
  await expect.poll(() => names("customer"), patience).toContain(last);
  const after = await world.quickbooks.counters();
  expect((after.byEndpoint["GET cdc"] ?? 0) - (before.byEndpoint["GET cdc"] ?? 0)).toBeLessThanOrEqual(4);
});

test("only signed deliveries count", async () => {
  const url = `${world.product.url}/webhooks/quickbooks`;
  const body = JSON.stringify([{ specversion: "1.0", id: "1", source: "intuit.x", type: "qbo.customer.updated.v1", intuitentityid: "1", intuitaccountid: "9341452000000001", time: new Date().toISOString() }]);
  const deliver = async (headers: Record<string, string>, to = url, content = body): Promise<number> => (await fetch(to, { method: "POST", body: content, headers })).status;
  expect(await deliver({})).toBe(401);
  expect(await deliver({ "intuit-signature": "d3Jvbmc=" })).toBe(401);
  const signature = (content: string): string => createHmac("sha256", "ledgerline-demo-verifier").update(content).digest("base64");
  expect(await deliver({ "intuit-signature": signature(body) })).toBe(204);
  expect(await deliver({ "intuit-signature": signature(body) }, `${url}/${booksId}`)).toBe(204);
  expect(await deliver({ "intuit-signature": signature(body) }, `${url}/nobody`)).toBe(404);
  expect(await deliver({ "intuit-signature": signature("{}") }, url, "{}")).toBe(400);
});
