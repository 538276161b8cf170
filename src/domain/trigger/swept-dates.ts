/**
 * Which dates the passing of time makes meet relative filters. A relative range only moves forward, so a record can begin to meet
 * one merely because time passed only when its date lies where the end of the range moved over. The store keeps its records by
 * such keys, and a look at a million of them costs what those few cost.
 */
import { addDays, type Instant, instantOf, type LocalDate } from "../dates.ts";
import type { FilterGroup } from "../trigger.ts";
import { dateRange, isRelative } from "./date-range.ts";

const hourMs = 3_600_000;
/** A look that was not made for so long asks all records instead. */
const mostKeys = 2_000;

/** Where time passed, and where days begin. */
export interface Passed {
  timeZone: string;
  from: Instant;
  to: Instant;
}

/**
 * The keys of the dates, `property|day` or `property|hour` in UTC, one of which a record has that began to meet the groups. Null =
 * that cannot be said: dates of associated records count, too, or much time passed.
 */
export function sweptDateKeys(groups: readonly FilterGroup[], passed: Passed): string[] | null {
  const keys = new Set<string>();
  for (const filter of groups.flatMap(({ filters }) => filters)) {
    if (filter.operator === "associated") {
      if (filter.filters.some(isRelative)) return null;
      continue;
    }
    if (!isRelative(filter)) continue;
    const [before, after] = [dateRange(filter, { ...passed, now: passed.from }), dateRange(filter, { ...passed, now: passed.to })];
    const days = daysBetween(before.lastDay, after.lastDay);
    const hours = filter.type === "date" ? days.flatMap(hoursOfDay) : hoursBetween(before.until, after.until);
    if (days.length + hours.length > mostKeys) return null;
    for (const time of [...days, ...hours]) keys.add(`${filter.property}|${time}`);
  }
  return [...keys];
}

/** Those after the first, up to the second. */
function daysBetween(first: LocalDate | null, last: LocalDate | null): LocalDate[] {
  const days: LocalDate[] = [];
  if (first === null || last === null) return days;
  for (let day = addDays(first, 1); day <= last && days.length <= mostKeys; day = addDays(day, 1)) days.push(day);
  return days;
}

function hoursOfDay(day: LocalDate): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, "0")}`);
}

/** One more on either side: where clocks are put forward, the end of a range may step back for a moment. */
function hoursBetween(from: Instant | null, until: Instant | null): string[] {
  const hours: string[] = [];
  if (from === null || until === null) return hours;
  const [first, last] = [Date.parse(from), Date.parse(until)].map((moment) => Math.floor(moment / hourMs)) as [number, number];
  for (let hour = Math.min(first, last) - 1; hour <= Math.max(first, last) + 1 && hours.length <= mostKeys; hour += 1) hours.push(instantOf(hour * hourMs).slice(0, 13));
  return hours;
}
