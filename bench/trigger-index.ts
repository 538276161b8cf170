/** Events matched a second with 1, 100 and 1,000 workflows on, of which each change concerns ten at most. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instant } from "../src/domain/dates.ts";
import type { WorkflowId } from "../src/domain/ids.ts";
import type { CrmRecord } from "../src/domain/record.ts";
import type { EngineContext } from "../src/engine/context.ts";
import { findEntries, lookAtRecords } from "../src/engine/enroll/entries.ts";
import { triggerIndexes } from "../src/engine/enroll/trigger-index.ts";
import { openStore } from "../src/store/open.ts";
import { aDeal, aWorkspace } from "../test/store-samples.ts";

const deals = 500;
const rounds = 20;
const sharing = 10;

const directory = mkdtempSync(join(tmpdir(), "ledgerline-bench-"));
const { store, close } = await openStore({ dataDirectory: directory });
const { crm, workflow, workspaceId } = await aWorkspace(store);
await store.switchOff(workspaceId, workflow.id, null, "2026-11-25T20:00:00.000Z" as Instant);
const port = { occurrences: () => [], lacking: () => [], mergedIds: () => [], echoMarks: { written: [], touched: [] }, refunded: () => "0" };
const context = { store, crm: async () => port, clock: { now: () => "2026-11-25T20:00:00.000Z" } } as unknown as EngineContext;
const properties = (round: number) => Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`property_${n}`, n === round % 100 ? "changed" : "same"]));
const record = (n: number, round: number): CrmRecord => aDeal({ id: String(n), properties: properties(round) });

let added = 0;
for (const count of [1, 100, 1_000]) {
  for (; added < count; added += 1) {
    // Ten workflows read the same property.
    const filter = { property: `property_${Math.floor(added / sharing)}`, operator: "is-any-of" as const, type: "text" as const, values: ["never"] };
    await store.createWorkflow({ ...workflow, id: `bench${added}` as WorkflowId, workspaceId, definition: { ...workflow.definition, triggerGroups: [{ filters: [filter] }] } });
  }
  await store.recordIntake({ connectionId: crm.id, records: Array.from({ length: deals }, (_, n) => record(n, 99)), enrollments: [], settledEventIds: [], now: "2026-11-25T20:00:00.000Z" as Instant });
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const { of: indexOf } = await triggerIndexes(context, workspaceId);
    const looked = await lookAtRecords(context, crm, indexOf("deal"), "deal", Array.from({ length: deals }, (_, n) => record(n, round % Math.ceil(count / sharing))), new Map(), context.clock.now());
    if (!looked.ok) throw new Error("nothing could be read");
    await findEntries(context, crm, looked.value);
  }
  const seconds = (performance.now() - began) / 1_000;
  console.log(JSON.stringify({ workflowsOn: count, eventsPerSecond: Math.round((deals * rounds) / seconds) }));
}
await close();
rmSync(directory, { recursive: true, force: true });
process.exit(0);
