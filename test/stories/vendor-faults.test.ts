/** Stories of what QuickBooks answers when something is wrong: every deal one invoice, or a reason that a person can act on. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorld, patience, showLogOnFailure, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await openWorld({ pollMs: 300 });
  showLogOnFailure(() => world);
  await world.turnOn();
});
afterEach(() => world.stop());

const match = { method: "POST", pathIncludes: "/invoice" };

async function wonDeals(count: number): Promise<string[]> {
  const { ids } = await world.hubspot.control("deals", { count, stage: "contractsent" });
  await world.hubspot.control("deals/stage", { ids, stage: "closedwon" });
  return ids as string[];
}

async function faults(...rules: Record<string, unknown>[]): Promise<void> {
  await world.quickbooks.control("faults", { rules: rules.map((rule) => ({ match, ...rule })) });
}

async function invoicePosts(): Promise<number> {
  const requests = (await world.quickbooks.control("requests")) as { method: string; path: string }[];
  return requests.filter(({ method, path }) => method === "POST" && path.includes("/invoice")).length;
}

async function completedOnce(ids: string[]): Promise<void> {
  for (const id of ids) await world.enrollmentIn(id, "completed");
  expect(await world.quickbooks.invoices()).toHaveLength(ids.length);
}

test.for([
  ["an edge that gave up waiting", { kind: "504-after-commit" }],
  ["an answer that breaks off", { kind: "truncated" }],
  ["a page instead of an answer", { kind: "wrong-content-type" }],
  ["a server fault inside HTTP 200", { kind: "200-with-fault", code: "10000" }],
  ["an object that somebody saved meanwhile", { kind: "code", code: "5010", times: 1 }],
  ["servers that do not have the company", { kind: "code", code: "130", times: 1 }],
] as const)("%s leads to one invoice for each deal", async ([, fault]) => {
  await faults({ times: 2, ...fault });
  await completedOnce(await wonDeals(2));
});

test("a request id that QuickBooks has seen before is looked for, and there is one invoice", async () => {
  await faults({ kind: "504-after-commit" }, { kind: "code", code: "600", times: 5 });
  await completedOnce(await wonDeals(1));
});

test("a document number that our own lost call has taken is no refusal", async () => {
  await world.quickbooks.control("settings", { requestIdRetentionSeconds: 0 });
  await faults({ kind: "504-after-commit" }, { kind: "503", times: 50 });
  const ids = await wonDeals(1);
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(1);
  const [made] = await world.quickbooks.invoices();
  const detail = `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${made!.DocNumber} is assigned to TxnType=Invoice with TxnId=${made!.Id}`;
  await faults({ kind: "code", code: "6140", detail, times: 50 });
  await completedOnce(ids);
});

test("an ended subscription makes the deals wait, and asks once instead of once for each", async () => {
  await faults({ kind: "code", code: "6190", times: 50 });
  const [first] = await wonDeals(1);
  const codeOf = async (id: string) => (await world.enrollmentsOf(id))[0]?.failures[0]?.code;
  await expect.poll(() => codeOf(first!), patience).toBe("books-subscription-ended");
  const others = await wonDeals(5);
  for (const id of others) await expect.poll(() => codeOf(id), patience).toBe("books-subscription-ended");
  expect((await world.enrollmentsOf(first!))[0]?.enrollmentState).toBe("posting");
  expect(await invoicePosts()).toBe(1);
});

test("a company that was set up anew stops the deal, is read again, and the retry uses what is there now", async () => {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const before = (await store.mirrorState(books.id)).refreshedAt;
  await faults({ kind: "code", code: "10200" });
  const [dealId] = await wonDeals(1);
  const stopped = await world.enrollmentIn(dealId!, "needs-attention");
  expect(world.codes(stopped)).toEqual(["books-company-reset"]);
  await expect.poll(async () => ((await store.mirrorState(books.id)).refreshedAt ?? "") > (before ?? ""), patience).toBe(true);
  await world.retry(stopped);
  await completedOnce([dealId!]);
});

test("a refusal says what to do; when that is done, the retry completes the deal", async () => {
  const detail = "Business Validation Error: When you use a GST/HST rate, you need to choose a sales tax code for each line item.";
  await faults({ kind: "code", code: "6000", detail });
  const [dealId] = await wonDeals(1);
  const stopped = await world.enrollmentIn(dealId!, "needs-attention");
  expect(world.codes(stopped)).toEqual(["books-tax-code-missing"]);
  await world.retry(stopped);
  await completedOnce([dealId!]);
});
