/** Triggers in words: labels instead of internal names, wherever the CRM's own labels are known. */
import type { MatchReply } from "#api/enrollment.ts";
import type { CrmConnection } from "#domain/connection.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import { propertyInDutch } from "#domain/own-records/dutch-labels.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import type { FilterVerdict, MatchVerdict } from "#domain/trigger/match.ts";
import { associatedInWords, type FilterNames, operandsInWords, propertyFilterInWords, wordsOf } from "#domain/trigger/operator.ts";
import { readsOf } from "#domain/trigger/reads.ts";
import type { PropertyCatalog, ServerParts } from "./context.ts";
import { languageNow, said } from "./language.ts";

const rememberMs = 10 * 60_000;
const rememberFailureMs = 30_000;

/** Asks each of the workspace's CRMs once in a while; while one cannot be asked, internal names have to do. Of one name the first CRM's counts. */
export function propertyCatalog(parts: Pick<ServerParts, "store" | "crm">): PropertyCatalog {
  const remembered = new Map<string, { until: number; properties: Promise<PropertyDefinition[]> }>();
  const rememberedOf = async ({ id }: CrmConnection, objectType: ObjectType): Promise<PropertyDefinition[]> => {
    const key = `${id} ${objectType}`;
    const known = remembered.get(key);
    if (known !== undefined && performance.now() < known.until) return known.properties;
    const entry = { until: performance.now() + rememberMs, properties: askForProperties(parts, id, objectType) };
    remembered.set(key, entry);
    if ((await entry.properties).length === 0) entry.until = performance.now() + rememberFailureMs;
    return entry.properties;
  };
  return async (workspaceId, objectType) => {
    const crms = (await parts.store.connections(workspaceId)).filter((one) => one.role === "crm");
    const all = await Promise.all(crms.map((crm) => (crm.vendor === "own-records" ? ownProperties(parts, crm, objectType) : rememberedOf(crm, objectType))));
    return [...Map.groupBy(all.flat(), ({ name }) => name).values()].flatMap(([first]) => first ?? []);
  };
}

/** They are here, so nothing needs to be remembered, and their labels are ours. */
async function ownProperties(parts: Pick<ServerParts, "crm">, { id }: CrmConnection, objectType: ObjectType): Promise<PropertyDefinition[]> {
  const properties = await askForProperties(parts, id, objectType);
  return languageNow() === "nl" ? properties.map((one) => propertyInDutch(objectType, one)) : properties;
}

async function askForProperties({ crm }: Pick<ServerParts, "crm">, id: ConnectionId, objectType: ObjectType): Promise<PropertyDefinition[]> {
  const answer = await (await crm(id)).properties(objectType);
  return answer.ok ? answer.value : [];
}

/** The labels of each type of records that triggers read; a type that is absent is shown by its internal names. */
export type PropertyLabels = Readonly<Partial<Record<ObjectType, readonly PropertyDefinition[]>>>;

/** The labels that these groups need: those of the workflow's own type, and of the associated types that they look at. */
export async function labelsFor(catalog: PropertyCatalog, workspaceId: WorkspaceId, objectType: ObjectType, groups: readonly FilterGroup[]): Promise<PropertyLabels> {
  const types = [...new Set([objectType, ...readsOf(groups).associated.keys()])];
  return Object.fromEntries(await Promise.all(types.map(async (type) => [type, await catalog(workspaceId, type)] as const)));
}

/** Group by group, filter by filter, for example `Deal stage is any of Closed won`. */
export function triggersInWords(groups: readonly FilterGroup[], objectType: ObjectType, labels: PropertyLabels): string[][] {
  return groups.map((group) => group.filters.map((filter) => inWords(filter, objectType, labels)));
}

function inWords(filter: Filter, objectType: ObjectType, labels: PropertyLabels): string {
  if (filter.operator !== "associated") return propertyFilterInWords(filter, namesOf(labels[objectType]));
  return `${associatedInWords(filter, said)}: ${innerWords(filter, labels).join(` ${said("and")} `)}`;
}

function innerWords(filter: Extract<Filter, { operator: "associated" }>, labels: PropertyLabels): string[] {
  return filter.filters.map((inner) => propertyFilterInWords(inner, namesOf(labels[filter.objectType])));
}

/** Why a record does or does not meet the triggers, with labels. */
export function matchReplyOf(verdict: MatchVerdict, objectType: ObjectType, labels: PropertyLabels): MatchReply {
  return {
    matched: verdict.matched,
    groups: verdict.groups.map((group) => ({ held: group.held, filters: group.filters.map((one) => filterReply(one, objectType, labels)) })),
  };
}

function filterReply({ filter, held, actual, associated }: FilterVerdict, objectType: ObjectType, labels: PropertyLabels): MatchReply["groups"][number]["filters"][number] {
  const words = inWords(filter, objectType, labels);
  if (filter.operator === "associated") {
    const names = namesOf(labels[filter.objectType]);
    const records = associated.map(({ id, name, held: met, filters }) => ({
      recordId: id,
      recordName: name,
      held: met,
      filters: filters.map((one) => ({ words: propertyFilterInWords(one.filter, names), held: one.held, actual: one.actual === null ? null : names.value(one.filter.property, one.actual) })),
    }));
    return { property: filter.objectType, label: associatedInWords(filter, said), operator: "meets", values: [innerWords(filter, labels).join(` ${said("and")} `)], words, held, actual: null, associated: records };
  }
  const names = namesOf(labels[objectType]);
  const shown = actual === null ? null : names.value(filter.property, actual);
  return { property: filter.property, label: names.property(filter.property), operator: said(wordsOf(filter.operator)), values: operandsInWords(filter, names), words, held, actual: shown, associated: [] };
}

function namesOf(properties: readonly PropertyDefinition[] = []): FilterNames {
  const byName = new Map(properties.map((one) => [one.name, one]));
  const labelOf = (property: string, value: string) => byName.get(property)?.options.find((option) => option.value === value)?.label ?? value;
  return {
    say: said,
    property: (property) => byName.get(property)?.label ?? property,
    value: (property, value) => (byName.get(property)?.type === "multi-select" ? value.split(";").map((one) => labelOf(property, one.trim())).join(", ") : labelOf(property, value)),
  };
}
