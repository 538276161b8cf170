/** Burst mode: a backlog goes out in batches, and whatever happens to a batch, every deal has exactly one invoice. */
import { beforeAll, expect, test } from "vitest";
import type { BooksConnection } from "#domain/connection.ts";
import { everyDealIsInvoicedOnce } from "./invoiced-once.ts";
import { beginStories, type World } from "./world.ts";

const deals = 130;
/** Calls leave evenly; a machine that stalls may bring a few of them to the other side together. Without turns it would be dozens. */
const mostThrottled = 5;
let world: World;

beginStories((opened) => (world = opened), { leaseMs: 3_000, batches: { batchQuietMs: 8_000, batchSendMs: 5_000 } });
beforeAll(async () => {
  await burstAfter(1);
  await world.quickbooks.control("settings", { latencyMs: 30 });
  await world.turnOn();
});

async function burstAfter(seconds: number | null): Promise<void> {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books") as BooksConnection;
  await store.saveBooksSettings(books.id, { ...books.settings, burstAfterSeconds: seconds });
}

async function winMany(): Promise<string[]> {
  const { ids } = (await world.hubspot.control("deals", { count: deals, stage: "contractsent" })) as { ids: string[] };
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  return ids;
}

test("a backlog goes out in batches beside single calls, within what QuickBooks allows", { timeout: 180_000 }, async () => {
  await everyDealIsInvoicedOnce(world, await winMany());
  const { throttled, byEndpoint } = await world.quickbooks.counters();
  expect(throttled).toBeLessThanOrEqual(mostThrottled);
  expect(byEndpoint["POST batch"]).toBeGreaterThan(0);
  expect(byEndpoint["POST invoice"] ?? 0).toBeLessThan(deals);
});

test("lost, refused and broken batches leave exactly one invoice per deal", { timeout: 240_000 }, async () => {
  const onBatches = { method: "POST", pathIncludes: "/batch" };
  const rules = ["drop-after-commit", "503", "drop-before-commit"].map((kind) => ({ kind, match: onBatches, times: 1, afterCalls: 0 }));
  await world.quickbooks.control("faults", { rules });
  await everyDealIsInvoicedOnce(world, await winMany());
  const { left } = (await world.quickbooks.control("faults")) as { left: number[] | number };
  expect(JSON.stringify(left)).not.toMatch(/[1-9]/);
});
