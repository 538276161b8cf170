/** Search: filters, order and pages, on what the index has by now. */
import type { Values } from "./calculated.ts";
import { objectTypes, type TypeName, typeNamed } from "./object-types.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { namesFor, recordJson, type RecordJson } from "./record-json.ts";
import type { SearchFilter, SearchRequest } from "./search-body.ts";
import { momentOf } from "./values.ts";
import { badInput } from "./vendor-errors.ts";

export interface SearchAnswer {
  total: number;
  results: RecordJson[];
  paging?: { next: { after: string } };
}

/** A record as the index has it. */
type Indexed = Pick<StoredRecord, "id" | "values" | "createdAt" | "updatedAt" | "archivedAt">;

type Test = (record: Indexed) => boolean;

/** Searches. `indexedUntil` (epoch ms) = writes after it are not in the index yet; null = everything is. */
export function search(portal: Portal, type: TypeName, request: SearchRequest, indexedUntil: number | null): SearchAnswer {
  const { groups, limit, start } = request;
  const tests = groups.map((filters) => filters.map((filter) => testOf(portal, type, filter)));
  const query = queryTest(type, request.query);
  const found = candidates(portal, type, groups, indexedUntil).filter((record) => query(record) && (tests.length === 0 || tests.some((all) => all.every((test) => test(record)))));
  const sorted = inOrder(portal, type, found, request.sort);
  const names = namesFor(portal, type, request.properties);
  const results = sorted.slice(start, start + limit).map((record) => recordJson(record, names));
  const next = start + results.length;
  return { total: found.length, results, ...(limit > 0 && next < found.length ? { paging: { next: { after: String(next) } } } : {}) };
}

/** All records, or only those changed since, when every group asks for that. */
function candidates(portal: Portal, type: TypeName, groups: SearchFilter[][], indexedUntil: number | null): Indexed[] {
  if (indexedUntil !== null) return portal.all(type).flatMap((record) => asIndexed(record, indexedUntil) ?? []);
  const { modifiedProperty } = objectTypes[type];
  const starts = groups.map((filters) => filters.find((one) => one.propertyName === modifiedProperty && (one.operator === "GTE" || one.operator === "GT" || one.operator === "BETWEEN")));
  const moments = starts.map((filter) => (filter?.value === undefined ? undefined : momentOf(filter.value)));
  if (moments.length === 0 || moments.includes(undefined)) return portal.all(type);
  return portal.changedSince(type, Math.min(...moments.map((moment) => moment ?? 0)));
}

function asIndexed(record: StoredRecord, until: number): Indexed | undefined {
  if (record.updatedAt <= until) return record;
  const version = record.versions?.findLast((one) => one.updatedAt <= until);
  return version && { ...record, ...version };
}

function testOf(portal: Portal, type: TypeName, filter: SearchFilter): Test {
  if (filter.propertyName.startsWith("associations.")) return associationTest(portal, type, filter);
  const definition = portal.definitions[type].get(filter.propertyName);
  if (definition === undefined) throw badInput(`There was a problem with the request: property ${filter.propertyName} does not exist on ${type}`, { errors: [{ message: `Property "${filter.propertyName}" does not exist`, code: "PROPERTY_DOESNT_EXIST", context: { propertyName: [filter.propertyName] } }] });
  if (filter.propertyName === objectTypes[type].modifiedProperty) return comparison(filter, (record) => record.updatedAt, (text) => needed(filter, momentOf(text)));
  switch (definition.type) {
    case "number":
      return comparison(filter, ({ values }) => numberOf(values, filter.propertyName), (text) => needed(filter, Number.isNaN(Number(text)) ? undefined : Number(text)));
    case "date":
    case "datetime":
      return comparison(filter, ({ values }) => momentOf(values[filter.propertyName] ?? ""), (text) => needed(filter, momentOf(text)));
    case "enumeration":
    case "bool":
      return comparison(filter, ({ values }) => values[filter.propertyName], (text) => text);
    case "string":
      // IN and NOT_IN compare with what the index has, which is in lower case.
      return comparison(filter, ({ values }) => values[filter.propertyName]?.toLowerCase(), (text) => (filter.operator === "IN" || filter.operator === "NOT_IN" ? text : text.toLowerCase()));
  }
}

function needed<T>(filter: SearchFilter, value: T | undefined): T {
  if (value === undefined) throw badInput(`Invalid input: the value of the filter on ${filter.propertyName} is not valid`);
  return value;
}

function numberOf(values: Values, name: string): number | undefined {
  return values[name] === undefined ? undefined : Number(values[name]);
}

/** NEQ and NOT_IN do not find records without a value. */
function comparison<T extends string | number>(filter: SearchFilter, read: (record: Indexed) => T | undefined, parse: (text: string) => T): Test {
  const one = (text: string | undefined): T => parse(needed(filter, text));
  const has = (test: (value: T) => boolean): Test => (record) => {
    const value = read(record);
    return value !== undefined && test(value);
  };
  switch (filter.operator) {
    case "HAS_PROPERTY":
      return has(() => true);
    case "NOT_HAS_PROPERTY":
      return (record) => read(record) === undefined;
    case "IN":
    case "NOT_IN": {
      const wanted = new Set(needed(filter, filter.values).map((text) => parse(text)));
      return has((value) => wanted.has(value) === (filter.operator === "IN"));
    }
    case "BETWEEN": {
      const [low, high] = [one(filter.value), one(filter.highValue)];
      return has((value) => value >= low && value <= high);
    }
    case "CONTAINS_TOKEN":
    case "NOT_CONTAINS_TOKEN": {
      const matches = tokenTest(needed(filter, filter.value));
      return has((value) => matches(String(value)) === (filter.operator === "CONTAINS_TOKEN"));
    }
    default:
      return has(ordered(filter.operator, one(filter.value)));
  }
}

function ordered<T extends string | number>(operator: string, wanted: T): (value: T) => boolean {
  switch (operator) {
    case "EQ":
      return (value) => value === wanted;
    case "NEQ":
      return (value) => value !== wanted;
    case "LT":
      return (value) => value < wanted;
    case "LTE":
      return (value) => value <= wanted;
    case "GT":
      return (value) => value > wanted;
    default:
      return (value) => value >= wanted;
  }
}

/** Every word of the filter is a word of the value; `*` stands for any letters. */
function tokenTest(text: string): (value: string) => boolean {
  const wanted = tokensOf(text, /[^\p{L}\p{N}*]+/u).map((token) => new RegExp(`^${token.replaceAll("*", ".*")}$`, "u"));
  return (value) => {
    const tokens = tokensOf(value, /[^\p{L}\p{N}]+/u);
    return wanted.every((pattern) => tokens.some((token) => pattern.test(token)));
  };
}

function tokensOf(text: string, separator: RegExp): string[] {
  return text.toLowerCase().split(separator).filter(Boolean);
}

function queryTest(type: TypeName, query: string): Test {
  const words = query.toLowerCase().trim();
  if (words === "") return () => true;
  return ({ values }) => objectTypes[type].searchable.some((name) => values[name]?.toLowerCase().includes(words));
}

function associationTest(portal: Portal, type: TypeName, filter: SearchFilter): Test {
  const to = typeNamed(filter.propertyName.slice("associations.".length));
  if (to === undefined) throw badInput(`Invalid input: ${filter.propertyName} is not known`);
  const wanted = filter.values ?? [needed(filter, filter.value)];
  return ({ id }) => portal.links.ids(type, id, to).some((toId) => wanted.includes(toId));
}

function inOrder(portal: Portal, type: TypeName, found: Indexed[], sort: SearchRequest["sort"]): Indexed[] {
  if (sort === null) return found.toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id));
  const { name, descends } = sort;
  const propertyType = portal.definitions[type].get(name)?.type;
  if (propertyType === undefined) throw badInput(`There was a problem with the request: property ${name} does not exist on ${type}`);
  const keyed = found.map((record) => ({ record, key: sortKey(type, name, propertyType, record) }));
  const sign = descends ? -1 : 1;
  return keyed.sort((a, b) => sign * compare(a.key, b.key)).map(({ record }) => record);
}

function sortKey(type: TypeName, name: string, propertyType: string, record: Indexed): string | number | undefined {
  if (name === objectTypes[type].modifiedProperty) return record.updatedAt;
  const text = record.values[name];
  if (text === undefined) return undefined;
  if (propertyType === "number") return Number(text);
  return propertyType === "date" || propertyType === "datetime" ? momentOf(text) : text.toLowerCase();
}

/** Records without a value come last. Ties stay in an order that means nothing. */
function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
