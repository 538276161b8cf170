/** How a CRM called what filters read at the time when they decided something: kept with it, because people know no internal names. */
import type { ObjectType, PropertyDefinition } from "../record.ts";
import type { Filter, PropertyFilter } from "../trigger.ts";
import { associatedInWords, type FilterNames, inEnglish, propertyFilterInWords, type Say } from "./operator.ts";

/** By the property's internal name; those of associated records under `contact.email`. Options by their values. */
export type FilterLabels = Readonly<Record<string, { label: string; options: Readonly<Record<string, string>> }>>;

/** The labels of what these filters read; properties that are not among the definitions are left out. */
export function labelsOf(filters: readonly Filter[], objectType: ObjectType, definitions: ReadonlyMap<ObjectType, readonly PropertyDefinition[]>): FilterLabels {
  const labels: Record<string, FilterLabels[string]> = {};
  const add = (filter: PropertyFilter, type: ObjectType, prefix: string): void => {
    for (const name of "otherProperty" in filter ? [filter.property, filter.otherProperty] : [filter.property]) {
      const found = definitions.get(type)?.find((one) => one.name === name);
      const values = "values" in filter ? filter.values : "value" in filter ? [filter.value] : [];
      if (found !== undefined) labels[`${prefix}${name}`] = { label: found.label, options: Object.fromEntries(found.options.filter(({ value }) => values.includes(value)).map(({ value, label }) => [value, label])) };
    }
  };
  for (const filter of filters) {
    if (filter.operator === "associated") for (const inner of filter.filters) add(inner, filter.objectType, `${filter.objectType}.`);
    else add(filter, objectType, "");
  }
  return labels;
}

/** Filters that must all hold in words; what has no label by its internal name. */
export function filtersInWords(filters: readonly Filter[], labels: FilterLabels, say = inEnglish): string {
  const and = ` ${say("and")} `;
  return filters
    .map((filter) => {
      if (filter.operator !== "associated") return propertyFilterInWords(filter, namesBy(labels, "", say));
      return `${associatedInWords(filter, say)}: ${filter.filters.map((one) => propertyFilterInWords(one, namesBy(labels, `${filter.objectType}.`, say))).join(and)}`;
    })
    .join(and);
}

/** The names for words; `prefix` is that of associated records, or "". */
function namesBy(labels: FilterLabels, prefix: string, say: Say): FilterNames {
  return {
    say,
    property: (property) => labels[`${prefix}${property}`]?.label ?? property,
    value: (property, value) => labels[`${prefix}${property}`]?.options[value] ?? value,
  };
}
