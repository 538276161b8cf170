/** The whole product with both simulators, as a story needs it: real store, real queue, real HTTP. */
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, vi } from "vitest";
import { instantOf } from "#domain/dates.ts";
import type { EnrollmentId, WorkflowId } from "#domain/ids.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import { completeDefinition, type Workflow } from "#domain/workflow.ts";
import { startHubSpotSimulator } from "../../simulators/hubspot/server.ts";
import { startQuickBooksSimulator } from "../../simulators/quickbooks/server.ts";
import { startingTypes } from "#domain/record.ts";
import { openProduct, type Product } from "../../src/main.ts";
import { testDatabase } from "../database.ts";
import { type HubSpot, hubSpotAt } from "./hubspot.ts";
import { type QuickBooks, quickBooksAt } from "./quickbooks.ts";

export interface World {
  product: Product;
  databaseUrl: string;
  dataDirectory: string;
  hubspot: HubSpot;
  quickbooks: QuickBooks;
  workflow: Workflow;
  /** Turns the sample workflow on; settings of its step may be changed first. */
  turnOn(settings?: Record<string, unknown>): Promise<void>;
  /** Adds a workflow that is on. */
  addWorkflow(name: string, definition: Parameters<typeof completeDefinition>[0]): Promise<Workflow>;
  /** The enrollments of a deal, newest first. */
  enrollmentsOf(dealId: string): Promise<Enrollment[]>;
  /** Waits until the deal's newest enrollment is in a state, and returns it. */
  enrollmentIn(dealId: string, state: Enrollment["enrollmentState"]): Promise<Enrollment>;
  codes(enrollment: Enrollment): string[];
  retry(enrollment: Enrollment): Promise<void>;
  log: string[];
  stop(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const never = { sweepMs: dayMs, pollMs: dayMs, mirrorMs: dayMs, permissionMs: dayMs, noticeMs: dayMs, freshMs: dayMs };

export interface WorldOptions {
  role?: "all" | "web";
  pollMs?: number;
  compareMs?: number;
  timeLookMs?: number;
  leaseMs?: number;
  freshMs?: number;
  replanMs?: number;
  /** How long a batch may wait for its turn, and how long its documents rest without an answer. */
  batches?: { batchQuietMs: number; batchSendMs: number };
  webhooks?: boolean;
  /** True: what comes up by the clock (sweeps, polls, upkeep) comes up once and then never, so that only what a story does is going on. */
  clockless?: boolean;
  /** Absent = no mail server is set up. */
  mail?: { smtpUrl: string; from: string };
}

/** Longer than anything takes on a slow machine; nobody waits this long when all is well. */
export const patience = { timeout: 100_000, interval: 25 };
/** Tests of several processes share it. */
export const secretKey = "a key for tests only, long enough to be one";

/** Opens a world before the tests that follow and stops it after them; when one fails, what the product logged is shown. */
export function beginStories(handOver: (world: World) => void, options?: WorldOptions | (() => WorldOptions)): void {
  let world: World | undefined;
  beforeAll(async () => {
    world = await openWorld(typeof options === "function" ? options() : options);
    handOver(world);
  });
  beforeEach(() => showLogOnFailure(() => world));
  afterAll(() => world?.stop());
}

/** Starts everything on free ports. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const quickbooksSimulator = await startQuickBooksSimulator({ port: 0 });
  const hubspotSimulator = await startHubSpotSimulator({ port: 0 });
  const database = await testDatabase();
  const log: string[] = [];
  const note = (facts: Record<string, unknown>, message: string): void => void log.push(`${message} ${describe(facts)}`);
  const product = await openProduct({
    dataDirectory: database.directory,
    databaseUrl: database.url,
    secretKey,
    host: "127.0.0.1",
    port: 0,
    role: options.role ?? "all",
    log: { info: () => {}, warn: note, error: note },
    timing: { sweepMs: 200, linkBackRestMs: 0, referencesMs: 0, pollMs: options.pollMs ?? 60_000, ...(options.compareMs === undefined ? {} : { compareMs: options.compareMs }), leaseMs: options.leaseMs ?? 5_000, ...only({ freshMs: options.freshMs, replanMs: options.replanMs, timeLookMs: options.timeLookMs }), ...options.batches, ...(options.clockless ? never : {}) },
    mail: options.mail,
    demo: { quickBooksUrl: quickbooksSimulator.url, hubSpotUrl: hubspotSimulator.url },
  });
  const hubspot = await hubSpotAt(hubspotSimulator.url);
  const quickbooks = await quickBooksAt(quickbooksSimulator.url);
  if (options.webhooks === false) await hubspot.control("webhooks", { on: false });
  const { store, workspaceId } = product;
  const [workflow] = await store.workflows(workspaceId);
  if (!workflow) throw new Error("the demo has no workflow");

  const world: World = {
    product,
    databaseUrl: database.url,
    dataDirectory: database.directory,
    hubspot,
    quickbooks,
    workflow,
    log,
    turnOn: async (settings) => {
      const [step] = workflow.definition.steps;
      if (settings && step) {
        await store.publishVersion(workflow.id, { ...workflow.definition, steps: [{ ...step, settings: { ...step.settings, ...settings } }] }, instantOf(Date.now()));
      }
      await baselineIsTaken(world);
      const turned = await product.engine.turnOn(workspaceId, workflow.id);
      expect(turned).toEqual({ ok: true, value: 0 });
    },
    addWorkflow: async (name, definition) => {
      const id = `w${Math.random().toString(36).slice(2, 14)}` as WorkflowId;
      await store.createWorkflow({ id, workspaceId, name, state: "off", version: 1, definition: completeDefinition(definition), pausedBecause: null, draft: null, turnedOnAt: null, updatedAt: instantOf(Date.now()) });
      await product.engine.turnOn(workspaceId, id);
      const added = await store.workflow(workspaceId, id);
      if (!added) throw new Error("the workflow was not kept");
      return added;
    },
    enrollmentsOf: (dealId) => store.enrollments(workspaceId, { recordId: dealId }, { limit: 50 }),
    enrollmentIn: async (dealId, state) => {
      await expect.poll(async () => (await world.enrollmentsOf(dealId))[0]?.enrollmentState, patience).toBe(state);
      return (await world.enrollmentsOf(dealId))[0]!;
    },
    codes: (enrollment) => enrollment.failures.map((failure) => failure.code),
    retry: async (enrollment) => {
      const retried = await product.engine.retry(workspaceId, enrollment.id as EnrollmentId);
      expect(retried).toMatchObject({ ok: true });
    },
    stop: async () => {
      await product.stop();
      await Promise.all([quickbooksSimulator.stop(), hubspotSimulator.stop()]);
      await database.drop();
    },
  };
  return world;
}

function only(timing: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(Object.entries(timing).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Before the baseline is taken, every record is new, and before the books were read nothing is planned; stories begin after both. */
export async function baselineIsTaken({ product }: World): Promise<void> {
  const crm = (await product.store.connections(product.workspaceId)).find((one) => one.role === "crm");
  if (!crm) throw new Error("no CRM is connected");
  await vi.waitFor(async () => {
    for (const objectType of startingTypes) {
      const cursor = await product.store.pollCursor(crm.id, objectType);
      if (cursor === null || cursor.startsWith("baseline:")) throw new Error(`the baseline of ${objectType}s is not taken yet`);
    }
    for (const { id, role } of await product.store.connections(product.workspaceId)) {
      if (role === "books" && (await product.store.mirrorState(id)).refreshedAt === null) throw new Error("the books are not read yet");
    }
  }, patience);
}

function describe(facts: Record<string, unknown>): string {
  const error = facts["error"];
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(facts);
}

/** Prints what the product logged when a story fails. */
export function showLogOnFailure(world: () => World | undefined): void {
  onTestFailed(() => {
    const log = world()?.log ?? [];
    if (log.length > 0) console.error(log.slice(-20).join("\n"));
  });
}
