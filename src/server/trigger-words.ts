/** Triggers in words: labels instead of internal names, wherever the CRM's own labels are known. */
import type { MatchReply } from "#api/enrollment.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { Filter, FilterGroup, MatchVerdict } from "#domain/trigger.ts";
import type { PropertyCatalog, ServerParts } from "./context.ts";

const operatorWords: Record<Filter["operator"], string> = {
  "is-any-of": "is any of",
  "is-none-of": "is none of",
  "contains-any-of": "contains any of",
  "is-known": "is known",
  "is-unknown": "is unknown",
  equals: "is equal to",
  "greater-than": "is greater than",
  "less-than": "is less than",
  before: "is before",
  after: "is after",
  on: "is on",
};

const rememberMs = 10 * 60_000;
const rememberFailureMs = 30_000;

/** Asks the workspace's CRM once in a while; while it cannot be asked, internal names have to do. */
export function propertyCatalog(parts: Pick<ServerParts, "store" | "crm">): PropertyCatalog {
  const remembered = new Map<string, { until: number; properties: Promise<PropertyDefinition[]> }>();
  return async (workspaceId, objectType) => {
    const key = `${workspaceId} ${objectType}`;
    const known = remembered.get(key);
    if (known !== undefined && performance.now() < known.until) return known.properties;
    const entry = { until: performance.now() + rememberMs, properties: askForProperties(parts, workspaceId, objectType) };
    remembered.set(key, entry);
    if ((await entry.properties).length === 0) entry.until = performance.now() + rememberFailureMs;
    return entry.properties;
  };
}

async function askForProperties(
  parts: Pick<ServerParts, "store" | "crm">,
  workspaceId: WorkspaceId,
  objectType: ObjectType,
): Promise<PropertyDefinition[]> {
  const connection = (await parts.store.connections(workspaceId)).find((one) => one.role === "crm");
  if (connection === undefined) return [];
  const answer = await (await parts.crm(connection.id)).properties(objectType);
  return answer.ok ? answer.value : [];
}

/** Group by group, filter by filter, for example `Deal stage is any of Closed won`. */
export function triggersInWords(groups: readonly FilterGroup[], properties: readonly PropertyDefinition[]): string[][] {
  return groups.map((group) => group.filters.map((filter) => inWords(filter, properties)));
}

function inWords(filter: Filter, properties: readonly PropertyDefinition[]): string {
  const values = labelledValues(filter, properties);
  return [labelOf(filter.property, properties), operatorWords[filter.operator], values.join(" or ")].filter((part) => part !== "").join(" ");
}

/** Why a record does or does not meet the triggers, with labels. */
export function matchReplyOf(verdict: MatchVerdict, properties: readonly PropertyDefinition[]): MatchReply {
  return {
    matched: verdict.matched,
    groups: verdict.groups.map((group) => ({
      held: group.held,
      filters: group.filters.map(({ filter, actual, held }) => ({
        property: filter.property,
        label: labelOf(filter.property, properties),
        operator: operatorWords[filter.operator],
        values: labelledValues(filter, properties),
        actual: actual === null ? null : labelOfValue(filter.property, actual, properties),
        held,
      })),
    })),
  };
}

function labelOf(property: string, properties: readonly PropertyDefinition[]): string {
  return properties.find((one) => one.name === property)?.label ?? property;
}

function labelledValues(filter: Filter, properties: readonly PropertyDefinition[]): string[] {
  const values = "values" in filter ? filter.values : "value" in filter ? [filter.value] : [];
  return values.map((value) => labelOfValue(filter.property, value, properties));
}

function labelOfValue(property: string, value: string, properties: readonly PropertyDefinition[]): string {
  const options = properties.find((one) => one.name === property)?.options ?? [];
  return options.find((option) => option.value === value)?.label ?? value;
}
