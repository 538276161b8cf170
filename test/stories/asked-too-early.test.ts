/** Stories of a person who asks for a document again while QuickBooks may still be making it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Enrollment } from "#domain/enrollment.ts";
import { instantOf } from "#domain/dates.ts";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await openWorld({ leaseMs: 2_000, batches: { batchQuietMs: 9_000, batchSendMs: 4_000 } });
  showLogOnFailure(() => world);
  await world.turnOn();
});
afterEach(() => world.stop());

/** A deal whose invoice QuickBooks makes only after a while, and whose posting was stopped meanwhile: nobody knows of it. */
async function stoppedWhileUnderWay(): Promise<Enrollment> {
  const { store, workspaceId } = world.product;
  // What it takes must be there already.
  const first = await world.hubspot.deal({ name: "The first" });
  await world.hubspot.moveTo(first, "closedwon");
  await world.enrollmentIn(first, "completed");
  await world.quickbooks.control("faults", { rules: [{ match: { method: "POST", pathIncludes: "/invoice" }, kind: "slow", ms: 6_000, times: 1 }] });
  const dealId = await world.hubspot.deal({ name: "Twice?" });
  await world.hubspot.moveTo(dealId, "closedwon");
  await expect.poll(async () => (await world.quickbooks.control("faults") as { left: number[] }).left, patience).toEqual([0]);
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const vendor = { system: "QuickBooks" as const, status: 400, code: "10200", message: "", traceId: null };
  const now = Date.now();
  await store.forgetBooks(books.id, { code: "books-company-reset", vendor }, instantOf(now + 9_000), instantOf(now));
  await world.product.engine.resumeBooks(books.id);
  return world.enrollmentIn(dealId, "needs-attention");
}

async function invoicesMade(): Promise<number> {
  return (await world.quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Twice?")).length;
}

test("a retry looks, says until when it must wait, and the document that came late is taken", { timeout: 90_000 }, async () => {
  const stopped = await stoppedWhileUnderWay();
  const { engine, workspaceId } = world.product;
  expect(await engine.retry(workspaceId, stopped.id)).toMatchObject({ ok: false, error: [{ code: "still-under-way" }] });
  await world.enrollmentIn(stopped.recordId, "completed");
  expect(await invoicesMade()).toBe(1);
});

test("whoever says that there is none is told to wait, and it is looked for once more", { timeout: 90_000 }, async () => {
  const stopped = await stoppedWhileUnderWay();
  const { engine, workspaceId } = world.product;
  expect(await engine.resolve(workspaceId, stopped.id, null)).toMatchObject({ ok: false, error: [{ code: "still-under-way" }] });
  await world.enrollmentIn(stopped.recordId, "completed");
  expect(await invoicesMade()).toBe(1);
});
