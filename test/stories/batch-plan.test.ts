/** A plan over many records: totals and reasons for all of them, without a write and without a call to QuickBooks. */
import { expect, test } from "vitest";
import { batchPlan, type BatchPlanReply } from "#api/batch-plan.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { AllowanceState } from "#domain/ports/books.ts";
import { instantOf } from "#domain/dates.ts";
import { runCommandLine } from "./command-line.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 300 });

async function books(): Promise<BooksConnection> {
  const { store, workspaceId } = world.product;
  return (await store.connections(workspaceId)).find((one) => one.role === "books")!;
}

async function calls(): Promise<Pick<AllowanceState, "meteredThisMonth" | "freeThisMonth">> {
  const { meteredThisMonth, freeThisMonth } = await world.product.store.allowanceState((await books()).id, instantOf(Date.now()));
  return { meteredThisMonth, freeThisMonth };
}

async function planned(...words: string[]): Promise<{ exitCode: number; plan: BatchPlanReply }> {
  const { exitCode, out } = await runCommandLine(world, ["plan", world.workflow.name, ...words, "--json"]);
  return { exitCode, plan: batchPlan.parse(JSON.parse(out)) };
}

test("the last deals that were won are planned with totals and reasons, and nothing is written or asked", { timeout: 90_000 }, async () => {
  await world.turnOn();
  await world.product.engine.turnOff(world.product.workspaceId, world.workflow.id);
  const { id } = await books();
  await expect.poll(async () => (await world.product.store.mirrorState(id)).refreshedAt, patience).not.toBeNull();
  // Nobody else asks meanwhile: upkeep rests, and what is under way ends.
  await world.product.store.setConnectionState(id, "disconnected");
  await expect.poll(async () => (await world.product.store.allowanceState(id, instantOf(Date.now()))).underWay, patience).toBe(0);
  const before = await calls();
  const { plan, exitCode } = await planned("--last", "200");
  const { rows, wouldCreate, wouldFail, totals, failures } = plan;
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.every(({ meetsTriggers }) => meetsTriggers)).toBe(true);
  expect(wouldCreate + wouldFail).toBe(rows.length);
  expect(exitCode).toBe(wouldFail > 0 ? 1 : 0);
  const sum = rows.flatMap(({ documents }) => documents).reduce((total, document) => total + document.total.amountMinor, 0);
  expect(totals).toEqual([{ kind: "invoice", count: wouldCreate, total: { amountMinor: sum, currency: "USD" }, withoutTax: expect.any(Number) }]);
  expect(new Set(failures.flatMap(({ recordIds }) => recordIds)).size).toBe(wouldFail);

  expect(await calls()).toEqual(before);
  await world.product.store.setConnectionState(id, "connected");
  expect(await world.quickbooks.invoices()).toEqual([]);
  expect(await world.enrollmentsOf(rows[0]!.recordId)).toEqual([]);
});

test("given records are planned as they are, whatever the triggers say", { timeout: 90_000 }, async () => {
  const { plan } = await planned("9023", "424242", "9023");
  expect(plan.rows).toMatchObject([{ recordId: "9023", meetsTriggers: false, documents: [] }]);
  expect(plan).toMatchObject({ missing: ["424242"], wouldCreate: 0, wouldFail: 1 });
  expect(plan.failures[0]?.failure.happened).toContain("Moss wall");
  const shown = await runCommandLine(world, ["plan", world.workflow.name, "9023", "9026"]);
  for (const words of ["Would go through: 1. Would stop: 1.", "Invoice: 1, 2,815.00 USD", "Nothing was written and nothing was asked of QuickBooks"]) expect(shown.out).toContain(words);
});
