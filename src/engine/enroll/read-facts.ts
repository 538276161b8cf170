/** What triggers ask beyond a record's properties is read for the workflows that need it, in batches, and kept in the store. */
import type { ConnectionId } from "../../domain/ids.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ObjectType } from "../../domain/record.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";
import { withoutChanged } from "../receive/known-records.ts";
import type { FactNeeds } from "./trigger-index.ts";

/** Reads and keeps what is needed of these records, and the associated records that were never seen. */
export async function readFacts(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[], needs: FactNeeds): Promise<Result<null, Failure>> {
  const { histories, associated } = needs;
  if (ids.length === 0 || (histories.length === 0 && associated.size === 0)) return ok(null);
  const crm = await context.crm(connectionId);
  const associatedTypes = [...associated.keys()];
  const facts = await crm.readTriggerFacts(objectType, ids, { associatedTypes, histories });
  if (!facts.ok) return facts;
  for (const [type, foreignHistories] of associated) {
    const others = [...new Set(facts.value.flatMap((one) => (one.associated ?? []).filter((other) => other.objectType === type).map(({ id }) => id)))];
    const kept = await readAssociated(context, connectionId, type, others, foreignHistories);
    if (!kept.ok) return kept;
  }
  await context.store.keepFacts({ connectionId, objectType, associatedTypes, facts: facts.value });
  return ok(null);
}

async function readAssociated(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[], histories: readonly string[]): Promise<Result<null, Failure>> {
  const crm = await context.crm(connectionId);
  const records = await crm.readRecords(objectType, ids);
  if (!records.ok) return records;
  await context.store.recordIntake({ connectionId, records: await withoutChanged(context, connectionId, records.value), enrollments: [], settledEventIds: [], now: context.clock.now() });
  if (histories.length === 0) return ok(null);
  const past = await crm.readTriggerFacts(objectType, ids, { associatedTypes: [], histories });
  if (!past.ok) return past;
  await context.store.keepFacts({ connectionId, objectType, associatedTypes: [], facts: past.value });
  return ok(null);
}
