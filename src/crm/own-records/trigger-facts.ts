/** What triggers ask of own records beyond their properties. They have no past: only their present values are kept. */
import { Big } from "big.js";
import type { CrmConnection } from "#domain/connection.ts";
import type { AssociatedType, CrmOccurrence, TriggerFactsWish } from "#domain/ports/crm.ts";
import type { OwnRecords } from "#domain/ports/own-records.ts";
import type { ReadFacts } from "#domain/ports/trigger-store.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { paymentFactsOf, textOf } from "./facts.ts";
import { wellKnownOf } from "./properties.ts";

/** Who is associated with each record. */
export async function readTriggerFacts(store: OwnRecords, { id }: CrmConnection, objectType: ObjectType, ids: readonly string[], { associatedTypes }: TriggerFactsWish): Promise<ReadFacts[]> {
  const records = associatedTypes.length === 0 ? [] : await store.byIds(id, objectType, ids);
  const lines = associatedTypes.includes("line-item") ? await store.lineItemsOf(id, ids) : [];
  return records.map((record) => ({
    recordId: record.id,
    associated: [
      ...record.associates.filter((one) => associatedTypes.includes(one.objectType)).map((one) => ({ objectType: one.objectType, id: one.id, labels: one.labels })),
      ...lines.filter(({ parentId }) => parentId === record.id).map((line) => ({ objectType: "line-item" as const, id: line.id, labels: [] })),
    ],
  }));
}

/** Labels are given freely: those are listed that some record uses. */
export async function readAssociatedTypes(store: OwnRecords, { id }: CrmConnection, objectType: ObjectType): Promise<AssociatedType[]> {
  const types: ObjectType[] = objectType === "deal" || objectType === "quote" || objectType === "payment" ? ["contact", "company", "line-item"] : [];
  const used = types.length === 0 ? [] : await store.labelsInUse(id, objectType);
  return types.map((type) => ({ objectType: type, labels: used.filter((one) => one.objectType === type).map(({ label }) => label) }));
}

/** What happened between two states of a record. */
export function occurrencesOf(before: CrmRecord | null, now: CrmRecord): CrmOccurrence[] {
  if (now.objectType === "quote") {
    const isSigned = (record: CrmRecord | null): boolean => record !== null && wellKnownOf("quote", "signed-at").some(({ definition }) => textOf(record.properties, definition.name) !== null);
    return isSigned(now) && !isSigned(before) ? ["quote-signed"] : [];
  }
  if (now.objectType !== "payment") return [];
  const [facts, old] = [paymentFactsOf(now), before === null ? null : paymentFactsOf(before)];
  const succeeded = facts.paymentState === "succeeded" && old?.paymentState !== "succeeded";
  const refunded = new Big(facts.refunded).gt(old?.refunded ?? 0);
  return [...(succeeded ? (["payment-succeeded"] as const) : []), ...(refunded ? (["refunded"] as const) : [])];
}
