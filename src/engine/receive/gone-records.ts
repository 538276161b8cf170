/**
 * Records that the CRM no longer has. A deleted one leaves the workflows it waits in; what is posted or on its way stays. A
 * merged one lives on under another id, which must not be billed again for what was billed before.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import type { ConnectionId, WorkflowId } from "../../domain/ids.ts";
import type { Crm } from "../../domain/ports/crm.ts";
import type { PastOfRecord } from "../../domain/ports/enrollment-store.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import type { EngineContext } from "../context.ts";

/** Lets the records leave their workflows that were asked for and are not there, and those that were merged into others. */
export async function settleGone({ store, clock }: EngineContext, crm: Crm, { id }: CrmConnection, objectType: ObjectType, asked: readonly string[], found: readonly CrmRecord[]): Promise<void> {
  const there = new Set(found.map((record) => record.id));
  const merged = new Map(found.flatMap((record) => crm.mergedIds(record).map((one) => [one, record.id] as const)));
  const gone = asked.filter((one) => !there.has(one) && !merged.has(one)).map((recordId) => ({ recordId, into: null }));
  const all = [...gone, ...[...merged].map(([recordId, into]) => ({ recordId, into }))];
  if (all.length > 0) await store.recordsGone(id, objectType, all, clock.now());
}

/** How each of these records went through the workflow, together with those that were merged into it; absent = never. */
export async function pastsOf({ store, crm }: EngineContext, connectionId: ConnectionId, workflowId: WorkflowId, records: readonly CrmRecord[]): Promise<Map<string, PastOfRecord>> {
  if (records.length === 0) return new Map();
  const port = await crm(connectionId);
  const kept = await store.enrollmentPasts(workflowId, connectionId, records.flatMap((record) => [record.id, ...port.mergedIds(record)]));
  return new Map(records.flatMap((record): [string, PastOfRecord][] => {
    const past = pastWithMerged(kept, record, port.mergedIds(record));
    return past === undefined ? [] : [[record.id, past]];
  }));
}

/** The past of a record together with that of the records which were merged into it. */
export function pastWithMerged(pasts: ReadonlyMap<string, PastOfRecord>, record: CrmRecord, merged: readonly string[]): PastOfRecord | undefined {
  const own = pasts.get(record.id);
  const others = merged.flatMap((id) => pasts.get(id) ?? []);
  if (others.length === 0) return own;
  const base: PastOfRecord = own ?? { occurrences: 0, left: 0, undone: 0, isActive: false, activeStates: [] };
  return others.reduce(
    (sum, one) => ({
      occurrences: sum.occurrences + one.occurrences - one.left,
      left: sum.left,
      undone: sum.undone + one.undone,
      isActive: sum.isActive || one.isActive,
      activeStates: [...sum.activeStates, ...one.activeStates],
    }),
    base,
  );
}
