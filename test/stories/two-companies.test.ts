/** One workflow whose documents go into two QuickBooks companies. */
import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { SimulatedInvoice } from "./quickbooks.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 500 });

/** Adds a company at the simulator and connects it with the keys of the first. */
async function secondCompany(first: BooksConnection, name: string): Promise<BooksConnection> {
  const { store, workspaceId } = world.product;
  const { realmId } = (await world.quickbooks.control("companies", { profile: "us", name })) as { realmId: string };
  const { accessToken, refreshToken } = (await world.quickbooks.control(`token?realm=${realmId}`)) as { accessToken: string; refreshToken: string };
  const connection: BooksConnection = { ...first, id: randomUUID() as ConnectionId, workspaceId, externalId: realmId, name, company: { ...first.company, name } };
  const secret = (await store.readSecret(first.id)) as Record<string, unknown>;
  expect(await store.saveConnection(connection, { ...secret, accessToken, refreshToken })).toBe(true);
  await vi.waitFor(async () => expect((await store.mirrorState(connection.id)).refreshedAt).not.toBeNull(), patience);
  return connection;
}

const invoicesIn = async ({ externalId }: BooksConnection): Promise<SimulatedInvoice[]> => (await world.quickbooks.control(`company/${externalId}/invoice`)) as SimulatedInvoice[];

test("W13: two documents of one workflow go into two companies, and the second names the number of the first", { timeout: 240_000 }, async () => {
  const { store, workspaceId } = world.product;
  const first = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  await baselineIsTaken(world);
  const second = await secondCompany(first, "Harbor & Pine Lakeside");
  const before = { first: await invoicesIn(first), second: await invoicesIn(second) };
  const settings = { ...world.workflow.definition.steps[0]!.settings };
  await world.addWorkflow("Two companies", {
    objectType: "deal",
    triggerGroups: [{ filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: ["Two companies"] }] }],
    steps: [
      { id: "one", action: "create-invoice", settings: { ...settings, books: first.id } },
      { id: "two", action: "create-invoice", settings: { ...settings, books: second.id, privateNote: "Follows {{steps.one.number}}" } },
    ],
  });
  const dealId = await world.hubspot.deal({ name: "Two companies" });
  await world.enrollmentIn(dealId, "completed");

  const added = async (books: BooksConnection, known: readonly SimulatedInvoice[]) => (await invoicesIn(books)).filter(({ Id }) => !known.some((one) => one.Id === Id));
  const [one, ...moreOfOne] = await added(first, before.first);
  const [two, ...moreOfTwo] = await added(second, before.second);
  expect([moreOfOne, moreOfTwo]).toEqual([[], []]);
  expect(one).toMatchObject({ TotalAmt: 300, DocNumber: expect.stringMatching(/./) as string });
  expect(two).toMatchObject({ TotalAmt: 300, PrivateNote: expect.stringContaining(`Follows ${one!.DocNumber}`) as string });
  expect(one!.PrivateNote).not.toContain("Follows");
});
