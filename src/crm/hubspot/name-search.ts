/** Finds records by parts of their names, as people type them into a picker. */
import type { Failure } from "#domain/failure.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { search } from "./changes.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { readRecords } from "./records.ts";

/** HubSpot takes six filters in a group; what is typed beyond that narrows nothing. */
const mostWords = 6;

/** Where names are kept in one property. */
const nameProperties: Partial<Record<ObjectType, string>> = {
  deal: "dealname", quote: "hs_title", payment: "hs_reference_number", company: "name", product: "name", "line-item": "name", invoice: "hs_number", subscription: "hs_name",
};

/** The last changed first; [] of kinds whose names are put together of several properties. */
export async function findByName(portal: Portal, objectType: ObjectType, text: string, limit: number): Promise<Result<CrmRecord[], Failure>> {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "").slice(0, mostWords);
  const propertyName = nameProperties[objectType];
  if (words.length === 0 || propertyName === undefined) return ok([]);
  const filters = words.map((word) => ({ propertyName, operator: "CONTAINS_TOKEN", value: `*${word}*` }));
  const found = await search(portal, objectType, filters, { propertyName: objectKinds[objectType].modifiedProperty, direction: "DESCENDING" }, limit);
  return found.ok ? readRecords(portal, objectType, found.value.map(({ id }) => id)) : found;
}
