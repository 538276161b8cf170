/**
 * What filters are asked about records, read from the CRM now: for branches, unenrollment, suppression and whatever people ask.
 * Nothing is kept, so that the next event still sees what changed.
 */
import type { ConnectionId } from "../../domain/ids.ts";
import type { Failure } from "../../domain/failure.ts";
import type { CrmRecord, ObjectType, Subject } from "../../domain/record.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { FilterGroup } from "../../domain/trigger.ts";
import type { AssociatedFacts, TriggerFacts } from "../../domain/trigger/facts.ts";
import { factsOfSubject } from "../../domain/trigger/subject-facts.ts";
import type { EngineContext } from "../context.ts";
import { needsOfGroups } from "./trigger-index.ts";

/** What these groups need to know of each of the records. No call is made for what their own properties say. */
export async function filterFacts(
  context: EngineContext,
  connectionId: ConnectionId,
  objectType: ObjectType,
  records: readonly Pick<CrmRecord, "id" | "properties">[],
  groups: readonly FilterGroup[],
): Promise<Result<ReadonlyMap<string, TriggerFacts>, Failure>> {
  const { histories, associated } = needsOfGroups(groups);
  if (records.length === 0 || (histories.length === 0 && associated.size === 0)) return ok(new Map(records.map(({ id, properties }) => [id, { properties }])));
  const crm = await context.crm(connectionId);
  const read = await crm.readTriggerFacts(objectType, records.map(({ id }) => id), { associatedTypes: [...associated.keys()], histories });
  if (!read.ok) return read;
  const others = new Map<string, AssociatedFacts>();
  for (const [type, past] of associated) {
    const ids = [...new Set(read.value.flatMap((one) => (one.associated ?? []).filter((other) => other.objectType === type).map(({ id }) => id)))];
    const found = await associatedFacts(context, connectionId, type, ids, past);
    if (!found.ok) return found;
    for (const one of found.value) others.set(`${type}/${one.id}`, one);
  }
  const byId = new Map(read.value.map((one) => [one.recordId, one]));
  return ok(
    new Map(
      records.map(({ id, properties }) => {
        const known = byId.get(id);
        const linked = (known?.associated ?? []).flatMap((link): AssociatedFacts[] => {
          const other = others.get(`${link.objectType}/${link.id}`);
          return other === undefined ? [] : [{ ...other, labels: link.labels }];
        });
        return [id, { properties, histories: known?.histories ?? {}, associated: linked }];
      }),
    ),
  );
}

async function associatedFacts(context: EngineContext, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[], histories: readonly string[]): Promise<Result<AssociatedFacts[], Failure>> {
  if (ids.length === 0) return ok([]);
  const crm = await context.crm(connectionId);
  const records = await crm.readRecords(objectType, ids);
  if (!records.ok) return records;
  const past = histories.length === 0 ? ok([]) : await crm.readTriggerFacts(objectType, ids, { associatedTypes: [], histories });
  if (!past.ok) return past;
  const pasts = new Map(past.value.map((one) => [one.recordId, one.histories ?? {}]));
  return ok(records.value.map(({ id, name, properties }) => ({ objectType, id, name, properties, labels: [], histories: pasts.get(id) ?? {} })));
}

const inSubject: readonly ObjectType[] = ["contact", "company", "line-item"];

/** The same of a subject, which knows its contacts, companies and line items already; more is read only where the groups ask for it. */
export async function subjectFacts(context: EngineContext, connectionId: ConnectionId, subject: Subject, groups: readonly FilterGroup[]): Promise<Result<TriggerFacts, Failure>> {
  const { histories, associated } = needsOfGroups(groups);
  const isKnown = histories.length === 0 && [...associated].every(([type, past]) => inSubject.includes(type) && past.length === 0);
  const { record } = subject;
  if (isKnown) return ok(factsOfSubject(subject));
  const read = await filterFacts(context, connectionId, record.objectType, [record], groups);
  return read.ok ? ok(read.value.get(record.id) ?? { properties: record.properties }) : read;
}
