/** Whether one property meets one filter. The same meaning is compiled to SQL in the store; tests hold the two together. */
import { compareDecimals, parseDecimal } from "../money.ts";
import type { PropertyFilter } from "../trigger.ts";
import { comparable, knownValue, longestNumber, valueSet } from "./comparable.ts";
import { type Asking, type DateRange, dateRange, localDay } from "./date-range.ts";
import { type DateValue, dateValueOf } from "./date-value.ts";
import type { RecordFacts } from "./facts.ts";

type ValuesFilter = Extract<PropertyFilter, { values: string[] }>;
type NumberFilter = Extract<PropertyFilter, { type: "number"; operator: "equals" | "not-equals" | "greater-than" | "at-least" | "less-than" | "at-most" | "between" }>;
type OtherPropertyFilter = Extract<PropertyFilter, { otherProperty: string }>;

/** Without a value no comparison holds, not even a negative one, unless the filter says that unknown passes. */
export function meetsFilter(filter: PropertyFilter, facts: RecordFacts, asking: Asking): boolean {
  const actual = knownValue(facts.properties[filter.property]);
  if (filter.operator === "is-known") return actual !== null;
  if (filter.operator === "is-unknown") return actual === null;
  if ("values" in filter) return meetsValues(filter, actual, facts);
  if (actual === null) return passesUnknown(filter);
  if ("otherProperty" in filter) return meetsOther(filter, actual, knownValue(facts.properties[filter.otherProperty]), asking);
  if (filter.type === "number") return meetsNumber(filter, actual);
  return isWithin(dateRange(filter, asking), dateValueOf(actual, filter.type));
}

function passesUnknown(filter: PropertyFilter): boolean {
  return "orUnknown" in filter && filter.orUnknown === true;
}

function meetsValues(filter: ValuesFilter, actual: string | null, facts: RecordFacts): boolean {
  const wanted = new Set(filter.values.map(comparable));
  const history = facts.histories?.[filter.property];
  if (filter.operator === "has-ever-been-any-of" || filter.operator === "has-never-been-any-of") {
    const ever = [...(history?.ever ?? []), ...valueSet(actual ?? "")];
    if (filter.operator === "has-ever-been-any-of") return ever.some((value) => wanted.has(value));
    return ever.length === 0 ? passesUnknown(filter) : !ever.some((value) => wanted.has(value));
  }
  if (actual === null) return passesUnknown(filter);
  if (filter.operator === "changed-to-any-of") return history?.changed === true && hasAny(valueSet(actual), wanted);
  return filter.type === "enumeration" || filter.type === "multi-select" ? meetsSet(filter, valueSet(actual), wanted) : meetsText(filter, comparable(actual), wanted);
}

function meetsSet({ operator }: ValuesFilter, actual: readonly string[], wanted: ReadonlySet<string>): boolean {
  switch (operator) {
    case "is-none-of":
    case "contains-none-of":
      return !hasAny(actual, wanted);
    case "contains-all-of":
      return [...wanted].every((value) => actual.includes(value));
    case "is-exactly":
      return [...wanted].every((value) => actual.includes(value)) && actual.every((value) => wanted.has(value));
    default:
      return hasAny(actual, wanted);
  }
}

function hasAny(actual: readonly string[], wanted: ReadonlySet<string>): boolean {
  return actual.some((value) => wanted.has(value));
}

function meetsText({ operator }: ValuesFilter, actual: string, wanted: ReadonlySet<string>): boolean {
  const parts = [...wanted];
  switch (operator) {
    case "is-none-of":
      return !wanted.has(actual);
    case "contains-any-of":
      return parts.some((part) => actual.includes(part));
    case "contains-none-of":
      return !parts.some((part) => actual.includes(part));
    case "starts-with-any-of":
      return parts.some((part) => actual.startsWith(part));
    case "ends-with-any-of":
      return parts.some((part) => actual.endsWith(part));
    default:
      return wanted.has(actual);
  }
}

/** A text that is no number meets nothing. */
function meetsNumber(filter: NumberFilter, text: string): boolean {
  const actual = text.trim().length > longestNumber ? undefined : parseDecimal(text);
  if (actual === undefined) return false;
  const against = (value: string) => compareDecimals(actual, parseDecimal(value) ?? actual);
  switch (filter.operator) {
    case "equals":
      return against(filter.value) === 0;
    case "not-equals":
      return against(filter.value) !== 0;
    case "greater-than":
      return against(filter.value) > 0;
    case "at-least":
      return against(filter.value) >= 0;
    case "less-than":
      return against(filter.value) < 0;
    case "at-most":
      return against(filter.value) <= 0;
    case "between":
      return against(filter.from) >= 0 && against(filter.to) <= 0;
  }
}

function isWithin({ firstDay, lastDay, from, until }: DateRange, value: DateValue): boolean {
  if (value === null) return false;
  if ("day" in value) return (firstDay === null || value.day >= firstDay) && (lastDay === null || value.day <= lastDay);
  return (from === null || value.moment >= from) && (until === null || value.moment < until);
}

/** Two moments are ordered by the clock, everything else by the calendar; "equals" means the same day. */
function meetsOther(filter: OtherPropertyFilter, actual: string, other: string | null, { timeZone }: Asking): boolean {
  const left = dateValueOf(actual, filter.type);
  const right = other === null ? null : dateValueOf(other, "datetime");
  if (left === null || right === null) return false;
  const bothMoments = "moment" in left && "moment" in right;
  const [a, b] = bothMoments && filter.operator !== "equals-property" ? [left.moment, right.moment] : [dayOf(left, timeZone), dayOf(right, timeZone)];
  if (filter.operator === "equals-property") return a === b;
  return filter.operator === "before-property" ? a < b : a > b;
}

function dayOf(value: NonNullable<DateValue>, timeZone: string): string {
  return "day" in value ? value.day : localDay(value.moment, timeZone);
}

