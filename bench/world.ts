/** The whole product for a benchmark: embedded database with fsync on, simulators in a process of their own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulators } from "../src/demo/simulators.ts";
import { openProduct, type Product } from "../src/main.ts";

/** A call of a simulator's control API; the caller knows the answer's shape. */
export type Control = <T>(path: string, body?: unknown) => Promise<T>;

export interface Counters {
  free: number;
  metered: number;
  throttled: number;
  byEndpoint: Record<string, number>;
}

/** A line of the QuickBooks simulator's request log. */
export interface LoggedCall {
  at: string;
  ms: number;
  method: string;
  path: string;
}

/** The calls that create invoices. */
export function invoicePosts(calls: readonly LoggedCall[]): LoggedCall[] {
  return calls.filter((one) => one.method === "POST" && one.path.includes("/invoice"));
}

export interface BenchWorld {
  product: Product;
  hubspot: Control;
  quickbooks: Control;
  /** Makes deals of known customers and items, not won yet. */
  deals(count: number, lines?: number): Promise<string[]>;
  /** Wins deals; returns when HubSpot has accepted it (epoch milliseconds). */
  win(ids: readonly string[]): Promise<number>;
  invoices(): Promise<{ PrivateNote: string; TotalAmt: number; MetaData: { CreateTime: string } }[]>;
  /** Waits for the first invoice, however it is made; returns when that was seen. */
  firstInvoice(): Promise<number>;
  /** Waits until there are this many invoices; returns when that was seen. */
  untilInvoices(count: number): Promise<number>;
  stop(): Promise<void>;
}

const longestWaitMs = 300_000;
const anyPorts = { quickBooksPort: 0, hubSpotPort: 0 };

/** Starts everything with the workflow on. `paced: false` = no throttles and no pacing. */
export async function openBenchWorld({ paced, latencyMs = 0 }: { paced: boolean; latencyMs?: number }): Promise<BenchWorld> {
  const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
  // One each, without state on disk: neither vendor is held up by the other.
  const simulators = [await startSimulators(anyPorts), await startSimulators(anyPorts)] as const;
  const demo = { quickBooksUrl: simulators[0].quickBooksUrl, hubSpotUrl: simulators[1].hubSpotUrl };
  const product = await openProduct({
    dataDirectory: directory,
    host: "127.0.0.1",
    port: 0,
    role: "all",
    log: { info: () => {}, warn: (facts, message) => console.error(message, JSON.stringify(facts)), error: (facts, message) => console.error(message, facts) },
    ...(paced ? {} : { allowances: "off" as const }),
    demo,
  });
  const hubspot = caller(demo.hubSpotUrl);
  const quickbooks = caller(demo.quickBooksUrl);
  await quickbooks("settings", { latencyMs, throttles: { on: paced } });
  const [workflow] = await product.store.workflows(product.workspaceId);
  if (!workflow) throw new Error("the demo has no workflow");
  await pause(3_000);
  const turned = await product.engine.turnOn(product.workspaceId, workflow.id);
  if (!turned.ok) throw new Error(`the workflow cannot be turned on: ${JSON.stringify(turned.error)}`);

  const world: BenchWorld = {
    product,
    hubspot,
    quickbooks,
    deals: async (count, lines = 2) => {
      const lineItems = Array.from({ length: lines }, (_, n) => ({ sku: n % 2 ? "SRV-110" : "DSN-100", quantity: n + 1 }));
      return (await hubspot<{ ids: string[] }>("deals", { count, stage: "contractsent", lineItems })).ids;
    },
    win: async (ids) => {
      await hubspot("deals/stage", { ids, stage: "closedwon" });
      return Date.now();
    },
    invoices: () => quickbooks("invoices"),
    firstInvoice: async () => {
      while ((await world.invoices()).length === 0) await pause(50);
      return Date.now();
    },
    untilInvoices: async (count) => {
      const deadline = Date.now() + longestWaitMs;
      while (Date.now() < deadline) {
        const { byEndpoint } = await quickbooks<Counters>("counters");
        if ((byEndpoint["POST invoice"] ?? 0) >= count) return Date.now();
        await pause(10);
      }
      throw new Error(`fewer than ${count} invoices after ${longestWaitMs} ms`);
    },
    stop: async () => {
      await product.stop();
      await Promise.all(simulators.map((one) => one.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return world;
}

function caller(url: string): Control {
  return async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/simulator/${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T;
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
