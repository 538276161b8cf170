/**
 * Which dates the passing of time makes meet relative filters. A relative range moves forward, so a record can begin to meet one
 * merely because time passed only when its date lies where the end of the range moved over. Now and then the range steps back:
 * then those count, too, that its start lets in again. The store keeps its records by such keys, and a look at a million of them
 * costs what those few cost.
 */
import { addDays, type Instant, instantOf, later, type LocalDate } from "../dates.ts";
import type { FilterGroup } from "../trigger.ts";
import { type DateRange, dateRange, isRelative, localDay, type RelativeFilter } from "./date-range.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** No step back is longer: a short month's last day comes again for a day, and clocks change by hours, or by a day at the date line. */
const longestStepDays = 2;
/** A look that was not made for so long asks all records instead. */
const mostKeys = 2_000;

/** Where time passed, and where days begin. */
export interface Passed {
  timeZone: string;
  from: Instant;
  to: Instant;
}

/**
 * The keys of the dates, `property|day` or `property|hour` in UTC, one of which a record has that meets the groups and did not at
 * `from`, or at a moment since. Null = that cannot be said: dates of associated records count, too, or much time passed.
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
    const stepDays = mayStepBack(filter, passed, before, after) ? longestStepDays : 0;
    const days = [...daysBetween(before.lastDay, after.lastDay, stepDays), ...daysAgain(after.firstDay, stepDays)];
    const hours = filter.type === "date" ? days.flatMap(hoursOfDay) : [...hoursBetween(before.until, after.until, stepDays), ...hoursAgain(after.from, stepDays)];
    if (days.length + hours.length > mostKeys) return null;
    for (const time of [...days, ...hours]) keys.add(`${filter.property}|${time}`);
  }
  return [...keys];
}

/**
 * Whether the range may have stepped back meanwhile: where clocks change, now or at an end of the range, and at midnight where
 * months are counted (a month before March 30th and before March 31st is the same day, from its beginning).
 */
function mayStepBack({ unit }: RelativeFilter, { timeZone, from, to }: Passed, before: DateRange, after: DateRange): boolean {
  if (unit === "months" && localDay(from, timeZone) !== localDay(to, timeZone)) return true;
  const ways = [[from, to], [before.from, after.from], [before.until, after.until]] as const;
  return ways.some(([first, last]) => first !== null && last !== null && clocksChange(timeZone, later(first, -longestStepDays * dayMs), later(last, longestStepDays * dayMs)));
}

function clocksChange(timeZone: string, from: Instant, until: Instant): boolean {
  const change = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  return change !== null && change.epochMilliseconds <= Date.parse(until);
}

/** Those that an end moved over after the first day, up to the last; from where it may have stepped back to. */
function daysBetween(first: LocalDate | null, last: LocalDate | null, stepDays: number): LocalDate[] {
  return first === null || last === null ? [] : daysFrom(addDays(first, 1 - stepDays), last);
}

/** Those that a start that stepped back lets in again. */
function daysAgain(start: LocalDate | null, stepDays: number): LocalDate[] {
  return start === null ? [] : daysFrom(start, addDays(start, stepDays - 1));
}

function daysFrom(first: LocalDate, last: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = first; day <= last && days.length <= mostKeys; day = addDays(day, 1)) days.push(day);
  return days;
}

function hoursOfDay(day: LocalDate): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, "0")}`);
}

/** As the days are: the hours that an end moved over. */
function hoursBetween(first: Instant | null, last: Instant | null, stepDays: number): string[] {
  return first === null || last === null ? [] : hoursFrom(Date.parse(first) - stepDays * dayMs, Date.parse(last));
}

function hoursAgain(start: Instant | null, stepDays: number): string[] {
  return start === null || stepDays === 0 ? [] : hoursFrom(Date.parse(start), Date.parse(start) + stepDays * dayMs);
}

function hoursFrom(first: number, last: number): string[] {
  const hours: string[] = [];
  for (let hour = Math.floor(first / hourMs); hour <= Math.floor(last / hourMs) && hours.length <= mostKeys; hour += 1) hours.push(instantOf(hour * hourMs).slice(0, 13));
  return hours;
}
