/** Reads records by id and puts them in our words. */
import { parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { batchesOf, eachBatch, recordsPerCall } from "./batches.ts";
import { batchFailure, isNotFound, saysNotFound } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { textOf } from "./property-values.ts";
import { recordFactsOf } from "./record-facts.ts";
import { recordUrl, type RecordAddress } from "./record-url.ts";
import { wireBatch, type WireRecord } from "./wire.ts";

/** The records with these ids, in the order of the ids. What HubSpot does not have, or cannot have, is absent. */
export async function readRecords(portal: Portal, objectType: ObjectType, ids: readonly string[]): Promise<Result<CrmRecord[], Failure>> {
  const wanted = [...new Set(ids)].filter(isRecordId);
  if (wanted.length === 0) return ok([]);
  const first = await readOnce(portal, objectType, wanted);
  if (first.ok || first.error.code !== "crm-property-missing") return first;
  // A property was removed since the names were looked up.
  portal.catalog.forget(objectType);
  return readOnce(portal, objectType, wanted);
}

async function readOnce(portal: Portal, objectType: ObjectType, ids: readonly string[]): Promise<Result<CrmRecord[], Failure>> {
  const names = await portal.catalog.names(objectType);
  if (!names.ok) return names;
  const read = await readWireRecords(portal, objectKinds[objectType].plural, ids, names.value);
  if (!read.ok) return read;
  return ok(read.value.map((wire) => recordOf(wire, objectType, portal.address, portal.now())));
}

/** The records with these ids as HubSpot writes them, in the order of the ids; what it does not have is absent. */
export async function readWireRecords(portal: Portal, plural: string, ids: readonly string[], names: readonly string[]): Promise<Result<WireRecord[], Failure>> {
  const wanted = [...new Set(ids)];
  const pages = await eachBatch(batchesOf(wanted, recordsPerCall), (batch) => readBatch(portal, plural, batch, names));
  const records: WireRecord[] = [];
  for (const page of pages) {
    if (!page.ok) return page;
    records.push(...page.value);
  }
  return ok(inOrderOf(wanted, records));
}

async function readBatch(portal: Portal, plural: string, ids: readonly string[], names: readonly string[]): Promise<Result<WireRecord[], Failure>> {
  const body = { properties: names, inputs: ids.map((id) => ({ id })) };
  const answer = await portal.client.call({ method: "POST", path: portal.paths.batchRead(plural), body }, wireBatch);
  if (!answer.ok) return isNotFound(answer.error) && ids.length === 1 ? ok([]) : answer;
  const other = answer.value.errors.find((error) => !saysNotFound(error));
  if (other !== undefined) return err(batchFailure(other, portal.now()));
  return ok(answer.value.results);
}

/** HubSpot's record ids are whole numbers; anything else would spoil the batch it is in. */
function isRecordId(id: string): boolean {
  return /^\d{1,19}$/.test(id);
}

function inOrderOf(ids: readonly string[], records: readonly WireRecord[]): WireRecord[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  return records.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}

/** A HubSpot record in our words. `now` is its time of change only when HubSpot gives none. */
function recordOf(wire: WireRecord, objectType: ObjectType, address: RecordAddress, now: Instant): CrmRecord {
  const kind = objectKinds[objectType];
  const modified = wire.properties[kind.modifiedProperty] ?? wire.updatedAt;
  return {
    objectType,
    id: wire.id,
    name: nameOf(objectType, wire.properties) ?? substitute(objectType, wire.id),
    properties: wire.properties,
    modifiedAt: (modified && parseInstant(modified)) || now,
    url: recordUrl(address, objectType, wire.id),
    facts: recordFactsOf(objectType, wire.properties),
  };
}

/** A line item or product without a name stays without one: a made-up name could end up in the books. */
function substitute(objectType: ObjectType, id: string): string {
  return objectType === "line-item" || objectType === "product" ? "" : `${titles[objectType]} ${id}`;
}

const titles: Record<Exclude<ObjectType, "line-item" | "product">, string> = {
  deal: "Deal",
  quote: "Quote",
  payment: "Payment",
  contact: "Contact",
  company: "Company",
  invoice: "Invoice",
  subscription: "Subscription",
};

function nameOf(objectType: ObjectType, properties: WireRecord["properties"]): string | null {
  const text = (name: string): string | null => textOf(properties, name);
  switch (objectType) {
    case "deal":
      return text("dealname");
    case "quote":
      return text("hs_title");
    case "payment":
      return text("hs_reference_number");
    case "contact":
      return [text("firstname"), text("lastname")].filter((part) => part !== null).join(" ") || text("email");
    case "company":
      return text("name") ?? text("domain");
    case "invoice":
      return text("hs_number") ?? text("hs_title");
    case "subscription":
      return text("hs_name");
    case "line-item":
    case "product":
      return text("name");
  }
}

/** HubSpot lists what was merged into a record, each of whose ids reads as the record that is left. */
export function mergedIdsOf({ id, properties }: CrmRecord): string[] {
  const merged = (properties["hs_merged_object_ids"] ?? "").split(";").map((one) => one.trim());
  return [...new Set(merged)].filter((one) => isRecordId(one) && one !== id);
}
