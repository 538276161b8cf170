/**
 * Triggers: groups of filters on a record's properties. All filters of a group must hold, any one group suffices. The
 * answer is never a bare no: every filter says whether it held and what the actual value was.
 */
import { z } from "zod";
import { localDateIn, parseInstant, parseLocalDate } from "./dates.ts";
import { compareDecimals, parseDecimal } from "./money.ts";

const propertyName = z.string().trim().min(1, "choose a property");
const someTexts = z.array(z.string().trim().min(1)).min(1, "give at least one value");
const decimalValue = z.string().refine((text) => parseDecimal(text) !== undefined, "give a number");
const dateValue = z
  .string()
  .refine((text) => parseLocalDate(text) !== undefined || parseInstant(text) !== undefined, "give a date (YYYY-MM-DD)");

/** One filter. `type` is the property's type; the operators are those HubSpot gives that type. */
export const filter = z.discriminatedUnion("operator", [
  z.object({ property: propertyName, operator: z.enum(["is-any-of", "is-none-of"]), type: z.enum(["text", "enumeration", "boolean"]), values: someTexts }),
  z.object({ property: propertyName, operator: z.literal("contains-any-of"), type: z.literal("text"), values: someTexts }),
  z.object({ property: propertyName, operator: z.enum(["is-known", "is-unknown"]), type: z.enum(["text", "number", "enumeration", "boolean", "datetime"]) }),
  z.object({ property: propertyName, operator: z.enum(["equals", "greater-than", "less-than"]), type: z.literal("number"), value: decimalValue }),
  z.object({ property: propertyName, operator: z.enum(["before", "after", "on"]), type: z.literal("datetime"), value: dateValue }),
]);
export type Filter = z.infer<typeof filter>;

/** A group: all of its filters must hold. */
export const filterGroup = z.object({ filters: z.array(filter).min(1, "a group needs at least one filter") });
export type FilterGroup = z.infer<typeof filterGroup>;

/** Whether one filter held, with the value it looked at (null = no value). */
export interface FilterVerdict {
  filter: Filter;
  held: boolean;
  actual: string | null;
}

/** The answer: yes, or why not, group by group. */
export interface MatchVerdict {
  matched: boolean;
  groups: { held: boolean; filters: FilterVerdict[] }[];
}

/** Evaluates triggers on a record's properties. `timeZone` decides the day of date filters. No groups match nothing. */
export function matchTriggers(
  groups: readonly FilterGroup[],
  properties: Readonly<Record<string, string | null>>,
  timeZone: string,
): MatchVerdict {
  const verdicts = groups.map((group) => {
    const filters = group.filters.map((one) => judge(one, properties[one.property] ?? null, timeZone));
    return { held: filters.every((verdict) => verdict.held), filters };
  });
  return { matched: verdicts.some((verdict) => verdict.held), groups: verdicts };
}

/** The properties that triggers read: the index by which one event finds the workflows it may concern. */
export function propertiesRead(groups: readonly FilterGroup[]): string[] {
  return [...new Set(groups.flatMap((group) => group.filters.map((one) => one.property)))].sort();
}

function judge(one: Filter, raw: string | null, timeZone: string): FilterVerdict {
  const actual = raw === null || raw.trim() === "" ? null : raw;
  return { filter: one, held: holds(one, actual, timeZone), actual };
}

function holds(one: Filter, actual: string | null, timeZone: string): boolean {
  if (one.operator === "is-known") return actual !== null;
  if (one.operator === "is-unknown") return actual === null;
  // HubSpot's default: a record without the value meets no comparison, not even "is none of".
  if (actual === null) return false;
  switch (one.operator) {
    case "is-any-of":
      return valuesOf(one, actual).some((value) => wanted(one).has(value));
    case "is-none-of":
      return !valuesOf(one, actual).some((value) => wanted(one).has(value));
    case "contains-any-of":
      return one.values.some((part) => comparable(actual).includes(comparable(part)));
    case "equals":
    case "greater-than":
    case "less-than":
      return comparesAs(one.operator, actual, one.value);
    case "before":
    case "after":
    case "on":
      return isDated(one.operator, actual, one.value, timeZone);
  }
}

/** Multi-select enumerations arrive joined by semicolons; each value counts. Enumeration values are internal names. */
function valuesOf(one: Extract<Filter, { values: string[] }>, actual: string): string[] {
  return one.type === "enumeration" ? actual.split(";").map(comparable) : [comparable(actual)];
}

function wanted(one: Extract<Filter, { values: string[] }>): Set<string> {
  return new Set(one.values.map(comparable));
}

/** Text comparisons ignore case, surrounding space and Unicode normal form, as HubSpot's do. */
export function comparable(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

function comparesAs(operator: "equals" | "greater-than" | "less-than", actual: string, value: string): boolean {
  const left = parseDecimal(actual);
  const right = parseDecimal(value);
  if (left === undefined || right === undefined) return false;
  const order = compareDecimals(left, right);
  if (operator === "equals") return order === 0;
  return operator === "greater-than" ? order > 0 : order < 0;
}

/** A plain date means the whole day in the portal's zone; a moment is compared as a moment, `on` by its day. */
function isDated(operator: "before" | "after" | "on", actual: string, value: string, timeZone: string): boolean {
  const day = parseLocalDate(value);
  const moment = day === undefined ? parseInstant(value) : undefined;
  const actualDay = parseLocalDate(actual);
  const actualMoment = actualDay === undefined ? parseInstant(actual) : undefined;
  if (moment !== undefined && actualMoment !== undefined && operator !== "on") {
    return operator === "before" ? actualMoment < moment : actualMoment > moment;
  }
  const left = actualDay ?? (actualMoment && localDateIn(timeZone, actualMoment));
  const right = day ?? (moment && localDateIn(timeZone, moment));
  if (left === undefined || right === undefined) return false;
  if (operator === "on") return left === right;
  return operator === "before" ? left < right : left > right;
}
