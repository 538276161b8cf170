/** What filters name in the CRM: when it is gone there, a filter would hold never, or always. */
import type { ObjectType } from "../record.ts";
import type { Filter, FilterGroup, PropertyFilter } from "../trigger.ts";
import type { TriggerEvent } from "../trigger-event.ts";

/** A property, an option of one, or a label of associations with records of that type. */
export type CrmReference =
  | { kind: "property"; objectType: ObjectType; name: string }
  | { kind: "option"; objectType: ObjectType; property: string; name: string }
  | { kind: "label"; of: ObjectType; objectType: ObjectType; name: string };

/** Whether filters mean nothing any more without it. Without an option they still do: nobody has it. */
export function isNeeded({ kind }: CrmReference): boolean {
  return kind !== "option";
}

/** Everything that decides whether records of the type enter, each thing once. */
export function referencesOf(objectType: ObjectType, groups: readonly FilterGroup[], events: readonly TriggerEvent[] = []): CrmReference[] {
  const awaited = events.flatMap((event): CrmReference[] => (event.event === "property-changed" ? [{ kind: "property", objectType, name: event.property }] : []));
  const named = groups.flatMap(({ filters }) => filters.flatMap((filter) => ofFilter(objectType, filter)));
  return [...new Map([...awaited, ...named].map((one) => [JSON.stringify(one), one])).values()];
}

function ofFilter(objectType: ObjectType, filter: Filter): CrmReference[] {
  if (filter.operator !== "associated") return ofPropertyFilter(objectType, filter);
  const label: CrmReference[] = filter.label === null ? [] : [{ kind: "label", of: objectType, objectType: filter.objectType, name: filter.label }];
  return [...label, ...filter.filters.flatMap((one) => ofPropertyFilter(filter.objectType, one))];
}

function ofPropertyFilter(objectType: ObjectType, filter: PropertyFilter): CrmReference[] {
  const names = "otherProperty" in filter ? [filter.property, filter.otherProperty] : [filter.property];
  const values = "values" in filter && (filter.type === "enumeration" || filter.type === "multi-select") ? filter.values : [];
  return [
    ...names.map((name): CrmReference => ({ kind: "property", objectType, name })),
    ...values.map((name): CrmReference => ({ kind: "option", objectType, property: filter.property, name })),
  ];
}
