/** For tests: a scripted portal that holds records and associations, answered as HubSpot writes them. */
import type { CrmRecord, ObjectType, Subject } from "#domain/record.ts";
import type { HubSpotOptions } from "./hubspot.ts";
import { scriptedPortal, type AskedCall, type ScriptedAnswer } from "./scripted-portal.ts";

export type Properties = Record<string, string | null>;

export interface ScriptedRecords {
  /** By plural and id. */
  records: Record<string, Record<string, Properties>>;
  /** By the record's id and the other's plural, for example `1 contacts`. */
  associations: Record<string, unknown[]>;
  /** What stands beside the associations found; by default that some records have none. */
  errors?: unknown[];
}

/** Answers reads of records and associations. */
export function holding(world: ScriptedRecords) {
  return (call: AskedCall): ScriptedAnswer => {
    const inputs = (call.body as { inputs?: { id: string }[] } | null)?.inputs ?? [];
    if (call.path.startsWith("/crm/properties")) return { json: { results: [{ name: "one" }, { name: "two" }] } };
    const [, kind = "", other = ""] = /\/2026-09\/(\w+)\/(\w+)/.exec(call.path) ?? [];
    if (call.path.startsWith("/crm/associations")) {
      const results = inputs.map(({ id }) => ({ from: { id }, to: world.associations[`${id} ${other}`] ?? [] })).filter((row) => row.to.length > 0);
      return { status: 207, json: { status: "COMPLETE", results, errors: world.errors ?? [{ category: "OBJECT_NOT_FOUND", subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND", message: "none" }] } };
    }
    const results = inputs.flatMap(({ id }) => (world.records[kind]?.[id] ? [{ id, properties: world.records[kind][id], updatedAt: "2026-11-20T10:00:00Z" }] : []));
    return { json: { status: "COMPLETE", results } };
  };
}

/** A record as it was read before its surroundings are. */
export function aRecord(objectType: ObjectType, id: string, properties: Properties = {}): CrmRecord {
  return { objectType, id, name: `${objectType} ${id}`, properties, modifiedAt: "2026-11-20T10:00:00.000Z" as CrmRecord["modifiedAt"], url: "" };
}

/** An association to a record: the unlabelled type, and further types as `[typeId, label]`. */
export function to(id: number, ...types: [number, string | null, string?][]) {
  const further = types.map(([typeId, label, category = "HUBSPOT_DEFINED"]) => ({ category, typeId, label }));
  return { toObjectId: id, associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 3, label: null }, ...further] };
}

/** The subjects of these records in this world, and the calls that reading them took. */
export async function subjectsIn(world: ScriptedRecords, records: CrmRecord[], options: Partial<HubSpotOptions> = {}): Promise<{ subjects: Subject[]; calls: AskedCall[] }> {
  const portal = await scriptedPortal(holding(world), options);
  try {
    const answer = await portal.crm.readSubjects(records);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return { subjects: answer.value, calls: portal.calls };
  } finally {
    await portal.stop();
  }
}

/** The one subject of a record. */
export async function subjectIn(world: ScriptedRecords, record: CrmRecord): Promise<Subject> {
  const { subjects: [subject] } = await subjectsIn(world, [record]);
  if (subject === undefined) throw new Error("the record has no subject");
  return subject;
}
