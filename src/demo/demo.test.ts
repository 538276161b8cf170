import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCli } from "#cli/ledgerline.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import { openProduct, type Product } from "../main.ts";
import { type Simulators, startSimulators } from "./simulators.ts";

const silent = { info: () => undefined, warn: () => undefined, error: (facts: unknown) => console.error(facts) };
const soon = { timeout: 30_000, interval: 50 };

let database: TestDatabase;
let simulators: Simulators;
let product: Product;

beforeAll(async () => {
  database = await testDatabase();
  simulators = await startSimulators({ quickBooksPort: 0, hubSpotPort: 0, dataDirectory: `${database.directory}/simulators` });
  product = await open();
});

afterAll(async () => {
  await product?.stop();
  await simulators?.stop();
  await database?.drop();
});

function open(): Promise<Product> {
  return openProduct({
    dataDirectory: database.directory,
    databaseUrl: database.url,
    secretKey: "for tests only",
    host: "127.0.0.1",
    port: 0,
    role: "all",
    log: silent,
    timing: { sweepMs: 200, linkBackRestMs: 0 },
    demo: simulators,
  });
}

interface Ran {
  exitCode: number;
  said: unknown;
  text: string;
}

/** Runs a command against the demo, once for machines and once for people. */
async function run(...argv: string[]): Promise<Ran> {
  const { exitCode, said } = await runOnce(...argv);
  const forPeople = await collect(argv);
  expect(forPeople.exitCode).toBe(exitCode);
  return { exitCode, said, text: forPeople.text };
}

async function runOnce(...argv: string[]): Promise<Omit<Ran, "text">> {
  const { exitCode, text } = await collect([...argv, "--json"]);
  return { exitCode, said: JSON.parse(text) };
}

async function collect(argv: readonly string[]): Promise<{ exitCode: number; text: string }> {
  const lines: string[] = [];
  const write = (text: string): unknown => lines.push(text);
  const exitCode = await runCli(argv, {
    environment: { LEDGERLINE_DATA: database.directory, LEDGERLINE_URL: product.url },
    workingDirectory: database.directory,
    version: "0",
    out: write,
    err: write,
    start: () => Promise.reject(new Error("not in this test")),
  });
  return { exitCode, text: lines.join("\n") };
}

/** What the HubSpot simulator's page does when a card is moved. */
async function moveToClosedWon(...ids: string[]): Promise<void> {
  const answer = await fetch(`${simulators.hubSpotUrl}/simulator/deals/stage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ids, stage: "closedwon" }),
  });
  expect(answer.status).toBe(200);
}

describe("the demo on its first start", () => {
  test("it is connected to both simulators, and its workflows wait to be turned on", async () => {
    const { exitCode, said, text } = await run("workflows");
    expect(exitCode).toBe(0);
    expect(said).toMatchObject([{ name: "Won deal to invoice", state: "off", objectType: "deal" }, { objectType: "quote" }, { objectType: "payment" }, { objectType: "payment" }]);
    expect(text).toContain("Won deal to invoice");
  });

  test("once the reference data is read the doctor finds nothing", async () => {
    await vi.waitFor(async () => expect(await run("doctor")).toMatchObject({ exitCode: 0, said: { ok: true } }), soon);
  });
});

describe("the command line on the demo", () => {
  test("plan prints the exact document and writes nothing", async () => {
    const { exitCode, said, text } = await run("plan", "won deal to invoice", "9012");
    expect(exitCode).toBe(0);
    expect(said).toMatchObject({ recordId: "9012", steps: [{ failures: [], plans: [{ kind: "invoice", total: { amountMinor: 1_332_200, currency: "USD" } }] }] });
    expect(text).toContain("Total 13,322.00 USD");
    expect((await run("documents")).said).toEqual([]);
  });

  test("plan of a deal that cannot be billed names every reason and ends with exit code 1", async () => {
    const { exitCode, said, text } = await run("plan", "Won deal to invoice", "9019");
    expect(exitCode).toBe(1);
    expect(said).toMatchObject({ steps: [{ plans: [], failures: [{ code: "contact-without-email" }] }] });
    expect(text).toContain("Nothing was written.");
  });

  test("a record or a workflow that does not exist is refused", async () => {
    expect(await run("plan", "Won deal to invoice", "1")).toMatchObject({ exitCode: 1, said: { error: { failures: [{ code: "record-not-found" }] } } });
    expect(await run("plan", "nothing", "9012")).toMatchObject({ exitCode: 1, said: { error: { kind: "refused" } } });
  });

  test("a deal that is won becomes an invoice; one that cannot be billed waits to be retried", async () => {
    const [workflow] = await product.store.workflows(product.workspaceId);
    if (workflow === undefined) throw new Error("the demo has no workflow");
    expect(await product.engine.turnOn(product.workspaceId, workflow.id)).toMatchObject({ ok: true });
    await moveToClosedWon("9012", "9019");
    await vi.waitFor(async () => {
      expect((await run("documents")).said).toMatchObject([{ kind: "invoice", recordName: expect.stringContaining("Robotics lab"), linkBackState: "linked" }]);
      expect((await run("workflows")).said).toContainEqual(expect.objectContaining({ name: "Won deal to invoice", counts: { active: 0, completed: 1, needsAttention: 1 } }));
    }, soon);
    expect(await run("enroll", workflow.id, "9012")).toMatchObject({ exitCode: 1, said: { error: { failures: [{ code: "enrolled-before" }] } } });
  });

  test("retry takes one enrollment or all that stopped", async () => {
    const attention = () => product.store.enrollments(product.workspaceId, { states: ["needs-attention"] }, { limit: 10 });
    const [stopped] = await attention();
    if (stopped === undefined) throw new Error("nothing stopped");
    expect(await runOnce("retry", stopped.id)).toMatchObject({ exitCode: 0, said: { id: stopped.id } });
    await vi.waitFor(async () => expect(await attention()).toHaveLength(1), soon);
    expect(await runOnce("retry", "--all")).toMatchObject({ exitCode: 0, said: { retried: 1 } });
    expect(await runOnce("retry", "nobody")).toMatchObject({ exitCode: 1, said: { error: { kind: "refused" } } });
  });

  test("sign-in-link prints a link that signs the demo's admin in", async () => {
    const { text } = await run("sign-in-link");
    const answer = await fetch(text, { redirect: "manual" });
    expect(answer.status).toBe(303);
  });
});

test("a later start finds everything as it was", async () => {
  const before = await product.store.connections(product.workspaceId);
  await product.stop();
  product = await open();
  const after = await product.store.connections(product.workspaceId);
  expect(after.map(({ id, externalId }) => ({ id, externalId }))).toEqual(before.map(({ id, externalId }) => ({ id, externalId })));
  expect((await product.store.workflows(product.workspaceId)).map(({ name }) => name)).toEqual([
    "Won deal to invoice", "Signed quote to estimate", "Payment to sales receipt and fee", "Refund to refund receipt",
  ]);
});

test("every sample workflow plans its documents for a record of the sample data", async () => {
  const { engine, workspaceId, store } = product;
  const { hubSpotUrl } = simulators;
  const crm = await fetch(`${hubSpotUrl}/simulator/token`).then((answer) => answer.json() as Promise<{ accessToken: string }>);
  const firstOf = async (type: string, property: string, value: string): Promise<string> => {
    const body = JSON.stringify({ filterGroups: [{ filters: [value === "" ? { propertyName: property, operator: "HAS_PROPERTY" } : { propertyName: property, operator: "EQ", value }] }], limit: 1 });
    const headers = { authorization: `Bearer ${crm.accessToken}`, "content-type": "application/json" };
    const answer = await fetch(`${hubSpotUrl}/crm/v3/objects/${type}/search`, { method: "POST", headers, body });
    return ((await answer.json()) as { results: { id: string }[] }).results[0]!.id;
  };
  const records = [await firstOf("quotes", "hs_esign_date", ""), await firstOf("commerce_payments", "hs_latest_status", "succeeded"), await firstOf("commerce_payments", "hs_latest_status", "refunded")];
  const [, ...workflows] = await store.workflows(workspaceId);
  for (const [index, { id }] of workflows.entries()) {
    const run = await engine.dryRun(workspaceId, id, records[index]!);
    expect(run).toMatchObject({ ok: true, value: { verdict: { matched: true } } });
    if (run.ok) expect(run.value.steps.flatMap(({ plan }) => (plan.ok ? [] : plan.error))).toEqual([]);
  }
});
