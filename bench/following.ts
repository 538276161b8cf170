/**
 * Metered QuickBooks calls of a simulated day: following reference data and documents, without webhooks, by both clocks in steps from
 * look to look. `node bench/following.ts [open invoices]`.
 */
import { openQuickBooks } from "../src/books/quickbooks/quickbooks.ts";
import { gateOf, healthOf, vaultOf } from "../src/books/quickbooks/surroundings.ts";
import { type Instant, instantOf, later } from "../src/domain/dates.ts";
import { nextLookAt } from "../src/domain/mirror-pace.ts";
import type { EngineContext } from "../src/engine/context.ts";
import { lookAtDocuments } from "../src/engine/link-back/document-news.ts";
import { keepMirror } from "../src/engine/mirror.ts";
import { type Counters, openBenchWorld } from "./world.ts";

const open = Number(process.argv[2] ?? 100);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const world = await openBenchWorld({ paced: false });
if (open > 0) {
  await world.win(await world.deals(open));
  await world.untilInvoices(open);
}
const { store, workspaceId, engine } = world.product;
const books = (await store.connections(workspaceId)).find((one) => one.role === "books");
if (books?.role !== "books") throw new Error("there are no books");
while ((await store.documents(workspaceId, { limit: open + 1 })).length < open) await new Promise((resume) => setTimeout(resume, 200));
await engine.stop();
await world.quickbooks("webhooks", { enabled: false });

let now: Instant = instantOf(Date.now());
const adapter = openQuickBooks({
  connectionId: books.id, baseUrl: books.baseUrl, appUrl: books.appUrl, realmId: books.externalId, company: books.company,
  credentials: vaultOf(store, books.id), gate: gateOf(store, books.id), health: healthOf(store, books.id),
  allowance: { count: async () => {} } as never, limits: "off", now: () => now,
});
const log = { info: () => {}, warn: (facts: object, message: string) => console.error(message, JSON.stringify(facts)), error: (facts: object, message: string) => console.error(message, facts) };
const context = { store, clock: { now: () => now, newId: () => "" }, books: async () => adapter, queue: { signal: async () => {} }, log, isStopping: () => false } as unknown as EngineContext;

async function stepTo(moment: Instant): Promise<void> {
  now = moment;
  await world.quickbooks("clock", { set: moment });
}

/** From look to look until then. */
async function live(until: Instant): Promise<void> {
  for (;;) {
    const look = await store.documentLook(books!.id);
    const documentsDue = open === 0 ? until : (look?.dueAt ?? now);
    const next = [documentsDue, nextLookAt(await store.mirrorState(books!.id), now), until].toSorted()[0] ?? until;
    if (next >= until) return;
    await stepTo(next > now ? next : now);
    await lookAtDocuments(context, books!.id);
    await keepMirror(context, books!.id);
  }
}

async function counted(days: () => Promise<void>): Promise<Record<string, number>> {
  const before = await world.quickbooks<Counters>("counters");
  await days();
  const after = await world.quickbooks<Counters>("counters");
  const byEndpoint = Object.fromEntries(Object.entries(after.byEndpoint).map(([name, count]) => [name, count - (before.byEndpoint[name] ?? 0)] as const).filter(([, count]) => count > 0));
  return { metered: after.metered - before.metered, ...byEndpoint };
}

/** An invoice is paid every half hour of eight hours, without a webhook. */
async function workingDay(): Promise<void> {
  const unpaid = (await store.documents(workspaceId, { limit: 16 })).filter(({ kind }) => kind === "invoice");
  const begun = now;
  for (const [at, invoice] of unpaid.entries()) {
    await live(later(begun, (at + 1) * (hourMs / 2)));
    await stepTo(later(begun, (at + 1) * (hourMs / 2)));
    const { realmId, accessToken } = await world.quickbooks<{ realmId: string; accessToken: string }>("token");
    const payment = { CustomerRef: { value: invoice.party?.id }, TotalAmt: invoice.total.amountMinor / 100, Line: [{ Amount: invoice.total.amountMinor / 100, LinkedTxn: [{ TxnId: invoice.booksId, TxnType: "Invoice" }] }] };
    const answer = await fetch(`${books!.baseUrl}/v3/company/${realmId}/payment`, { method: "POST", headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" }, body: JSON.stringify(payment) });
    if (!answer.ok) throw new Error(`the payment was refused: ${await answer.text()}`);
  }
  await live(later(begun, dayMs));
}

await stepTo(now);
const first = await counted(() => live(later(now, dayMs)));
await stepTo(later(now, 1));
const quiet = await counted(async () => live(later(now, dayMs)));
const busy = open === 0 ? undefined : await counted(workingDay);
console.log(JSON.stringify({ open, firstDay: first, quietDay: quiet, paidAllDay: busy }));
await world.stop();
process.exit(0);
