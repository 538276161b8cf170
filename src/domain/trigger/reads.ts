/** What triggers read: by it an event finds the workflows that it may concern, and a CRM is asked for no more than is needed. */
import type { ObjectType } from "../record.ts";
import type { FilterGroup, PropertyFilter } from "../trigger.ts";
import { isRelative } from "./date-range.ts";

/** Properties of one type of records; names sorted, each once. */
export interface ReadProperties {
  all: string[];
  /** Those whose past is asked for. */
  withHistory: string[];
  /** Those whose answer changes merely because time passes. */
  overTime: string[];
}

/** What is read of the record itself and of records associated with it. */
export interface TriggerReads {
  own: ReadProperties;
  associated: Map<ObjectType, ReadProperties>;
}

/** All that the groups read. */
export function readsOf(groups: readonly FilterGroup[]): TriggerReads {
  const filters = groups.flatMap((group) => group.filters);
  const own = filters.flatMap((one) => (one.operator === "associated" ? [] : [one]));
  const foreign = filters.flatMap((one) => (one.operator === "associated" ? [one] : []));
  const byType = Map.groupBy(foreign, (one) => one.objectType);
  return {
    own: propertiesOf(own),
    associated: new Map([...byType].map(([objectType, ofType]) => [objectType, propertiesOf(ofType.flatMap((one) => one.filters))])),
  };
}

function propertiesOf(filters: readonly PropertyFilter[]): ReadProperties {
  return {
    all: sorted(filters.flatMap((one) => ("otherProperty" in one ? [one.property, one.otherProperty] : [one.property]))),
    withHistory: sorted(filters.filter(needsHistory).map((one) => one.property)),
    overTime: sorted(filters.filter(isRelative).map((one) => one.property)),
  };
}

function needsHistory({ operator }: PropertyFilter): boolean {
  return operator === "has-ever-been-any-of" || operator === "has-never-been-any-of" || operator === "changed-to-any-of";
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
