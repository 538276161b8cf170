/** A change of an associated record is one of the records it is associated with: a contact changes, and its deals are looked at again. */
import type { CrmConnection } from "../../domain/connection.ts";
import type { Instant } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { HeldLook } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import { ok, type Result } from "../../domain/result.ts";
import { type WorkflowObjectType, workflowObjectTypes } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { findEntries } from "./entries.ts";
import type { Entry, Look } from "./match.ts";
import { heldByReading, heldWorkflows } from "./outdated-filters.ts";
import type { TriggerIndex, TriggerIndexes } from "./trigger-index.ts";

/** Who enters, and who waits because something that filters ask for is gone. */
interface AssociatedEntries {
  entries: Entry[];
  heldBack: HeldLook[];
}

/** Records of other types that enter because these changed. `records` are as they are now and not kept yet. */
export async function associatedEntries(context: EngineContext, connection: CrmConnection, indexes: TriggerIndexes, objectType: ObjectType, records: readonly CrmRecord[], readAt: Instant): Promise<Result<AssociatedEntries, Failure>> {
  const all: AssociatedEntries = { entries: [], heldBack: [] };
  for (const type of workflowObjectTypes) {
    const found = await entriesOfType(context, connection, { type, index: indexes.of(type) }, objectType, records, readAt);
    if (!found.ok) return found;
    all.entries.push(...found.value.entries);
    all.heldBack.push(...found.value.heldBack);
  }
  return ok(all);
}

async function entriesOfType(context: EngineContext, connection: CrmConnection, { type, index }: { type: WorkflowObjectType; index: TriggerIndex }, changedType: ObjectType, records: readonly CrmRecord[], readAt: Instant): Promise<Result<AssociatedEntries, Failure>> {
  const { store } = context;
  const histories = index.needs.associated.get(changedType);
  if (histories === undefined) return ok(nobody);
  const changedIds = records.map(({ id }) => id);
  const ids = await store.associatedWith(connection.id, type, { objectType: changedType, ids: changedIds });
  if (ids.length === 0) return ok(nobody);
  const before = await store.triggerFacts(connection.id, type, ids);
  if (histories.length > 0) {
    const read = await (await context.crm(connection.id)).readTriggerFacts(changedType, changedIds, { associatedTypes: [], histories });
    if (!read.ok) return read;
    await store.keepFacts({ connectionId: connection.id, objectType: changedType, associatedTypes: [], facts: read.value });
  }
  const after = histories.length > 0 ? await store.triggerFacts(connection.id, type, ids) : before;
  const changed = new Map(records.map((record) => [record.id, record]));
  const looks = (await store.records(connection.id, type, ids)).map((record): Look => {
    const associated = (after.get(record.id)?.associated ?? []).map((one) => {
      const now = one.objectType === changedType ? changed.get(one.id) : undefined;
      return now === undefined ? one : { ...one, name: now.name, properties: now.properties };
    });
    const { properties } = record;
    return { record, facts: { properties, ...after.get(record.id), associated }, before: { properties, ...before.get(record.id) }, isBack: false, occurrences: [] };
  });
  const held = await heldByReading(context, connection, await heldWorkflows(context, connection), index.workflows, records, readAt);
  if (!held.ok) return held;
  const { entries, heldBack, at } = await findEntries(context, connection, { index, looks, heldWorkflows: held.value, areRead: false });
  if (index.overTime.length > 0) await store.noteRecordLooks(connection.id, type, ids, at);
  return ok({ entries, heldBack });
}

const nobody: AssociatedEntries = { entries: [], heldBack: [] };
