/** A change of an associated record is one of the records it is associated with: a contact changes, and its deals are looked at again. */
import type { CrmConnection } from "../domain/connection.ts";
import type { Failure } from "../domain/failure.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import { ok, type Result } from "../domain/result.ts";
import { type WorkflowObjectType, workflowObjectTypes } from "../domain/workflow.ts";
import type { EngineContext } from "./context.ts";
import { findEntries } from "./entries.ts";
import type { Entry, Look } from "./match.ts";
import { triggerIndex } from "./trigger-index.ts";

/** Records of other types that enter because these changed. `records` are as they are now and not kept yet. */
export async function associatedEntries(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Result<Entry[], Failure>> {
  const entries: Entry[] = [];
  for (const type of workflowObjectTypes) {
    const found = await entriesOfType(context, connection, type, objectType, records);
    if (!found.ok) return found;
    entries.push(...found.value);
  }
  return ok(entries);
}

async function entriesOfType(context: EngineContext, connection: CrmConnection, type: WorkflowObjectType, changedType: ObjectType, records: readonly CrmRecord[]): Promise<Result<Entry[], Failure>> {
  const { store } = context;
  const index = await triggerIndex(context, connection.workspaceId, type);
  const histories = index.needs.associated.get(changedType);
  if (histories === undefined) return ok([]);
  const changedIds = records.map(({ id }) => id);
  const ids = await store.associatedWith(connection.id, type, { objectType: changedType, ids: changedIds });
  if (ids.length === 0) return ok([]);
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
  const { entries, at } = await findEntries(context, connection, { index, looks });
  if (index.overTime.length > 0) await store.noteRecordLooks(connection.id, type, ids, at);
  return ok(entries);
}
