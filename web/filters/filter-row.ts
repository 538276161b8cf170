/** A filter while it is edited: every control has a value, and only what is complete becomes a filter. */
import type { PropertyDefinition } from "#domain/record.ts";
import { type Filter, type FilterGroup, type PropertyFilter, type PropertyOperator, propertyFilter, type TimeUnit } from "#domain/trigger.ts";
import { mayPassUnknown, operandsOf, operatorsOf } from "#domain/trigger/operator.ts";

export interface PropertyRow {
  key: string;
  kind: "property";
  property: string;
  /** The property's type as the filter knows it; null = no property is chosen. */
  type: PropertyDefinition["type"] | null;
  operator: PropertyOperator | null;
  values: string[];
  value: string;
  from: string;
  to: string;
  amount: string;
  unit: TimeUnit;
  otherProperty: string;
  orUnknown: boolean;
}

export interface AssociatedRow {
  key: string;
  kind: "associated";
  objectType: string;
  label: string | null;
  quantifier: "any" | "all" | "none";
  rows: PropertyRow[];
}

export type FilterRow = PropertyRow | AssociatedRow;

export interface GroupRows {
  key: string;
  rows: FilterRow[];
}

let lastKey = 0;

/** A key for a list on the screen. */
export function newKey(): string {
  lastKey += 1;
  return `row-${lastKey}`;
}

/** A filter of which nothing is chosen yet. */
export function blankRow(): PropertyRow {
  return { key: newKey(), kind: "property", property: "", type: null, operator: null, values: [], value: "", from: "", to: "", amount: "", unit: "days", otherProperty: "", orUnknown: false };
}

/** A filter on associated records of a type. */
export function blankAssociated(objectType: string): AssociatedRow {
  return { key: newKey(), kind: "associated", objectType, label: null, quantifier: "any", rows: [blankRow()] };
}

/** The rows of saved groups. */
export function rowsOf(groups: readonly FilterGroup[]): GroupRows[] {
  return groups.map(({ filters }) => ({ key: newKey(), rows: filters.map(rowOf) }));
}

function rowOf(filter: Filter): FilterRow {
  if (filter.operator !== "associated") return propertyRowOf(filter);
  const { objectType, label, quantifier } = filter;
  return { key: newKey(), kind: "associated", objectType, label, quantifier, rows: filter.filters.map(propertyRowOf) };
}

function propertyRowOf(filter: PropertyFilter): PropertyRow {
  return {
    ...blankRow(),
    property: filter.property,
    type: filter.type,
    operator: filter.operator,
    ...("values" in filter && { values: [...filter.values] }),
    ...("value" in filter && { value: filter.value }),
    ...("from" in filter && { from: filter.from, to: filter.to }),
    ...("amount" in filter && { amount: String(filter.amount), unit: filter.unit }),
    ...("otherProperty" in filter && { otherProperty: filter.otherProperty }),
    ...("orUnknown" in filter && filter.orUnknown === true && { orUnknown: true }),
  };
}

/** The groups as far as they are complete; a group without a complete filter stays, empty. */
export function groupsOf(groups: readonly GroupRows[]): FilterGroup[] {
  return groups.map(({ rows }) => ({ filters: rows.map(filterOf).filter((filter) => filter !== undefined) }));
}

/** The filter of a row; undefined = something is missing. */
export function filterOf(row: FilterRow): Filter | undefined {
  if (row.kind === "property") return propertyFilterOf(row);
  const filters = row.rows.map(propertyFilterOf);
  if (filters.length === 0 || filters.includes(undefined)) return undefined;
  const { objectType, label, quantifier } = row;
  return { operator: "associated", objectType: objectType as Extract<Filter, { operator: "associated" }>["objectType"], label, quantifier, filters: filters.filter((filter) => filter !== undefined) };
}

function propertyFilterOf({ property, type, operator, values, value, from, to, amount, unit, otherProperty, orUnknown }: PropertyRow): PropertyFilter | undefined {
  if (type === null || operator === null) return undefined;
  const operands = { none: {}, values: { values }, value: { value }, range: { from, to }, period: { amount: Number(amount), unit }, property: { otherProperty } }[operandsOf(operator)];
  const parsed = propertyFilter.safeParse({ property, type, operator, ...operands, ...(mayPassUnknown(operator) && orUnknown && { orUnknown }) });
  return parsed.success ? parsed.data : undefined;
}

/** Another property: what was chosen stays as far as it fits the new type. */
export function withProperty(row: PropertyRow, definition: PropertyDefinition): PropertyRow {
  if (definition.name === row.property) return row;
  const operators = operatorsOf(definition.type);
  const operator = row.operator !== null && operators.includes(row.operator) ? row.operator : (operators[0] ?? null);
  return { ...blankRow(), key: row.key, property: definition.name, type: definition.type, operator };
}

/** Another operator: operands stay where the new one takes the same. */
export function withOperator(row: PropertyRow, operator: PropertyOperator): PropertyRow {
  return { ...row, operator, orUnknown: row.orUnknown && mayPassUnknown(operator) };
}
