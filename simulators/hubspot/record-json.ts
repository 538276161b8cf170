/** Records as HubSpot answers them. */
import { objectTypes, type TypeName, typeNames } from "./object-types.ts";
import { iso, type Portal, type StoredRecord } from "./portal.ts";

export interface RecordJson {
  id: string;
  properties: Record<string, string | null>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  [more: string]: unknown;
}

/** What is asked for besides the default properties. */
export interface Wanted {
  /** Empty = the defaults. Unknown names are ignored. */
  properties: readonly string[];
  history?: readonly string[];
  associations?: readonly string[];
}

/** The names a read answers: the defaults, or what is asked for and exists, always with the system's own. */
export function namesFor(portal: Portal, type: TypeName, asked: readonly string[]): string[] {
  const { defaults, createdProperty, modifiedProperty } = objectTypes[type];
  if (asked.length === 0) return [...defaults];
  const known = asked.filter((name) => portal.definitions[type].has(name));
  return [...new Set([...known, createdProperty, modifiedProperty, "hs_object_id"])];
}

/** The record with the named properties; null where it has no value. */
export function recordJson(record: Pick<StoredRecord, "id" | "values" | "createdAt" | "updatedAt" | "archivedAt">, names: readonly string[]): RecordJson {
  const properties: Record<string, string | null> = {};
  for (const name of names) properties[name] = record.values[name] ?? null;
  return {
    id: record.id,
    properties,
    createdAt: iso(record.createdAt),
    updatedAt: iso(record.updatedAt),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: iso(record.archivedAt) }),
  };
}

/** The record after a write: everything that has a value. */
export function writtenJson(portal: Portal, type: TypeName, record: StoredRecord): RecordJson {
  return { ...recordJson(record, Object.keys(record.values)), url: urlOf(portal, type, record.id) };
}

/** The record as a read answers it, with history and associations when asked for. */
export function readJson(portal: Portal, type: TypeName, record: StoredRecord, wanted: Wanted): RecordJson {
  const json: RecordJson = { ...recordJson(record, namesFor(portal, type, wanted.properties)), url: urlOf(portal, type, record.id) };
  if (wanted.history?.length) json["propertiesWithHistory"] = Object.fromEntries(wanted.history.map((name) => [name, historyOf(record, name)]));
  if (wanted.associations?.length) json["associations"] = associationsOf(portal, type, record.id, wanted.associations);
  return json;
}

function urlOf(portal: Portal, type: TypeName, id: string): string {
  return `https://app.hubspot.com/contacts/${portal.portalId}/record/${objectTypes[type].typeId}/${id}`;
}

/** Newest first. */
export function historyOf(record: StoredRecord, name: string): Record<string, unknown>[] {
  const past = record.past.filter((one) => one.name === name);
  const value = record.values[name];
  const all = past.length === 0 && value !== undefined ? [{ value, at: record.createdAt, changeSource: "CRM_UI", sourceId: "" }] : past;
  return all
    .map((one) => ({ value: one.value, timestamp: iso(one.at), sourceType: one.changeSource, sourceId: one.sourceId, sourceLabel: null, updatedByUserId: null }))
    .reverse();
}

/** Keys are the plural names with a space where HubSpot writes one; labelled associations come as rows of their own. */
function associationsOf(portal: Portal, from: TypeName, id: string, asked: readonly string[]): Record<string, unknown> {
  const named = typeNames.filter((to) => asked.some((text) => [to, objectTypes[to].singular, objectTypes[to].typeId].includes(text.replaceAll(" ", "_").toLowerCase())));
  const entries = named.map((to) => {
    const ids = portal.links.shuffled(from, id, to);
    const type = `${objectTypes[from].singular}_to_${objectTypes[to].singular}`;
    const results = ids.flatMap((toId) => {
      const labelled = portal.links.typesOf(from, id, to, toId).length > 1;
      return labelled ? [{ id: toId, type }, { id: toId, type: `${type}_unlabeled` }] : [{ id: toId, type }];
    });
    return [to.replace("_", " "), { results }] as const;
  });
  return Object.fromEntries(entries.filter(([, { results }]) => results.length > 0));
}

/** The types of an association as the associations API answers them. */
export function associationTypesJson(portal: Portal, from: TypeName, fromId: string, to: TypeName, toId: string): { category: string; typeId: number; label: string | null }[] {
  const known = portal.links.types.of(from, to);
  return portal.links.typesOf(from, fromId, to, toId).map((typeId) => {
    const type = known.find((one) => one.typeId === typeId);
    return { category: type?.category ?? "HUBSPOT_DEFINED", typeId, label: type?.label ?? null };
  });
}
