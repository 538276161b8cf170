/** What triggers ask of HubSpot beyond properties: associations with their labels, the past of properties, and what happened. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { AssociatedType, CrmOccurrence, TriggerFactsWish } from "#domain/ports/crm.ts";
import type { ReadFacts } from "#domain/ports/trigger-store.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { historyOf, type PropertyHistory } from "#domain/trigger/facts.ts";
import { readAssociates } from "./associations.ts";
import { batchesOf, eachBatch } from "./batches.ts";
import { isRefused } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import { refundedOf } from "./payment-facts.ts";
import type { Portal } from "./portal.ts";
import { wireBatch } from "./wire.ts";

/** Records per batch read that asks for history. */
const recordsPerCall = 50;

/** The facts of each record that HubSpot has. */
export async function readTriggerFacts(portal: Portal, objectType: ObjectType, ids: readonly string[], { associatedTypes, histories }: TriggerFactsWish): Promise<Result<ReadFacts[], Failure>> {
  const associated = new Map<string, NonNullable<ReadFacts["associated"]>>();
  for (const type of associatedTypes) {
    const found = await readAssociates(portal, objectKinds[objectType], objectKinds[type].plural, ids);
    if (!found.ok) return found;
    for (const [id, all] of found.value) associated.set(id, [...(associated.get(id) ?? []), ...all.map((one) => ({ objectType: type, id: one.id, labels: one.labels }))]);
  }
  const past = await readHistories(portal, objectType, ids, histories);
  if (!past.ok) return past;
  return ok(
    ids.map((recordId) => ({
      recordId,
      ...(associatedTypes.length > 0 && { associated: associated.get(recordId) ?? [] }),
      ...(histories.length > 0 && { histories: past.value.get(recordId) ?? {} }),
    })),
  );
}

type Histories = Record<string, PropertyHistory>;

async function readHistories(portal: Portal, objectType: ObjectType, ids: readonly string[], properties: readonly string[]): Promise<Result<Map<string, Histories>, Failure>> {
  if (properties.length === 0) return ok(new Map());
  const created = createdProperty[objectType] ?? "hs_createdate";
  const path = portal.paths.batchRead(objectKinds[objectType].plural);
  const pages = await eachBatch(batchesOf([...new Set(ids)], recordsPerCall), (batch) =>
    portal.client.call({ method: "POST", path, body: { properties: [created], propertiesWithHistory: properties, inputs: batch.map((id) => ({ id })) } }, wireBatch),
  );
  const found = new Map<string, Histories>();
  for (const page of pages) {
    if (!page.ok) return page;
    for (const { id, properties: own, propertiesWithHistory = {} } of page.value.results) {
      const histories = properties.map((name) => [name, historyOf((propertiesWithHistory[name] ?? []).map(({ value, timestamp }) => ({ value, at: timestamp })), own[created] ?? null)] as const);
      found.set(id, Object.fromEntries(histories));
    }
  }
  return ok(found);
}

const createdProperty: Partial<Record<ObjectType, string>> = { deal: "createdate", contact: "createdate", company: "createdate", product: "createdate", "line-item": "createdate" };

export const wireLabels = z.object({ results: z.array(z.object({ label: z.string().nullish() })) });

/** The types whose records may be associated, with the labels that the portal has for it. A type that may not be read is left out. */
export async function readAssociatedTypes(portal: Portal, objectType: ObjectType): Promise<Result<AssociatedType[], Failure>> {
  const { hasContacts, hasCompanies, hasLineItems, besides = [], plural } = objectKinds[objectType];
  const types: ObjectType[] = [...(hasContacts ? (["contact"] as const) : []), ...(hasCompanies ? (["company"] as const) : []), ...(hasLineItems ? (["line-item"] as const) : []), ...besides];
  const found: AssociatedType[] = [];
  for (const type of types) {
    const answer = await portal.client.call({ method: "GET", path: portal.paths.associationLabels(plural, objectKinds[type].plural) }, wireLabels);
    if (!answer.ok && !isRefused(answer.error)) return answer;
    const labels = answer.ok ? answer.value.results.flatMap(({ label }) => label?.trim() || []) : [];
    found.push({ objectType: type, labels: [...new Set(labels)] });
  }
  return ok(found);
}

/** What happened between two states of a record; null = it was not seen before. */
export function occurrencesOf(before: CrmRecord | null, now: CrmRecord): CrmOccurrence[] {
  const value = (record: CrmRecord | null, name: string): string => record?.properties[name]?.trim().toLowerCase() ?? "";
  switch (now.objectType) {
    case "quote":
      return value(now, "hs_esign_date") !== "" && value(before, "hs_esign_date") === "" ? ["quote-signed"] : [];
    case "payment": {
      const succeeded = value(now, "hs_latest_status") === "succeeded" && value(before, "hs_latest_status") !== "succeeded";
      const refunded = Number(refundedOf(now)) > Number(before === null ? 0 : refundedOf(before));
      return [...(succeeded ? (["payment-succeeded"] as const) : []), ...(refunded ? (["refunded"] as const) : [])];
    }
    default:
      return [];
  }
}
