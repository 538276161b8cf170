/** Workers are killed while they post paid invoices: afterwards every invoice has its one payment, and neither half exists twice. */
import { expect, test } from "vitest";
import type { WorkflowId } from "#domain/ids.ts";
import { seededRandom } from "../../simulators/parts/fault-plan.ts";
import { kill, startWorker } from "./worker-process.ts";
import { beginStories, type World } from "./world.ts";

const payments = 30;
const kills = 10;
const seed = 20_261_124;

let world: World;
beginStories((opened) => (world = opened), { role: "web", leaseMs: 3_000, webhooks: false });

interface Booked {
  Id: string;
  Balance: number;
  PrivateNote: string;
  Line: { LinkedTxn?: { TxnId: string }[] }[];
}

async function booked(entity: string): Promise<Booked[]> {
  const { QueryResponse } = await world.quickbooks.call("GET", `/query?query=${encodeURIComponent(`select * from ${entity} maxresults 1000`)}`);
  return ((QueryResponse[entity] ?? []) as Booked[]).filter(({ PrivateNote }) => PrivateNote?.includes("Created by Ledgerline"));
}

test(`${payments} paid invoices with ${kills} kills in between are whole and once`, { timeout: 240_000 }, async () => {
  const { product, hubspot, quickbooks } = world;
  const random = seededRandom(seed);
  await quickbooks.control("settings", { latencyMs: 80, throttles: { on: false } });
  const books = (await product.store.connections(product.workspaceId)).find((one) => one.role === "books")!;
  const never = { filters: [{ property: "hs_object_id", operator: "is-unknown" as const, type: "text" as const }] };
  const steps = [{ id: "pay", action: "create-paid-invoice", settings: { books: books.id } }];
  const workflow = await world.addWorkflow("Paid", { objectType: "payment", triggerGroups: [never], allowsReenrollment: false, steps });
  const ids: string[] = [];
  for (let n = 0; n < payments; n++) {
    const { id } = await hubspot.control("payments", { method: "card", contact: "ada@northwind.example", lineItems: [{ sku: "DSN-100", quantity: String(n + 1) }] });
    ids.push(id as string);
  }
  let worker = startWorker(world);
  try {
    for (const id of ids) expect(await product.engine.enrollRecord(product.workspaceId, workflow.id as WorkflowId, id)).toMatchObject({ ok: true });
    for (let n = 0; n < kills; n++) {
      await new Promise((done) => setTimeout(done, 1_000 + random() * 700));
      await kill(worker);
      worker = startWorker(world);
    }
    for (const id of ids) await world.enrollmentIn(id, "completed");
  } finally {
    await kill(worker);
  }
  const [invoices, paid] = await Promise.all([booked("Invoice"), booked("Payment")]);
  expect([invoices.length, paid.length]).toEqual([payments, payments]);
  expect(invoices.filter(({ Balance }) => Balance !== 0)).toEqual([]);
  expect(new Set(paid.map(({ Line }) => Line[0]?.LinkedTxn?.[0]?.TxnId))).toEqual(new Set(invoices.map(({ Id }) => Id)));
});
