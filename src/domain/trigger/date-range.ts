/**
 * What a date filter accepts, as one range: days by the calendar, moments by the clock. The range is made once, with the
 * portal's time zone and the time of asking, so that every evaluator only compares.
 */
import { addDays, type Instant, instantOf, later, type LocalDate } from "../dates.ts";
import type { PropertyFilter, TimeUnit } from "../trigger.ts";
import { parseDay, parseMoment } from "./date-value.ts";

/** A filter that compares a date with something that is known when it is asked. */
export type DateFilter = Extract<PropertyFilter, { type: "date" | "datetime"; operator: "before" | "after" | "on" | "between" | "in-last" | "in-next" | "more-than-ago" | "less-than-ago" }>;
/** One whose range moves as time passes. */
export type RelativeFilter = Extract<DateFilter, { amount: number }>;

/** When and where a filter is asked. */
export interface Asking {
  /** IANA: it decides where a day begins. */
  timeZone: string;
  now: Instant;
}

/** Null = open. Days: first and last, both included. Moments: from, included, and until, not included. */
export interface DateRange {
  firstDay: LocalDate | null;
  lastDay: LocalDate | null;
  from: Instant | null;
  until: Instant | null;
}

/** The dates that meet the filter. */
export function dateRange(filter: DateFilter, { timeZone, now }: Asking): DateRange {
  switch (filter.operator) {
    case "before":
      return upTo(pointOf(filter.value, timeZone));
    case "after":
      return onwards(pointOf(filter.value, timeZone));
    case "on": {
      const { day } = pointOf(filter.value, timeZone);
      return { firstDay: day, lastDay: day, from: startOfDay(day, timeZone), until: startOfDay(addDays(day, 1), timeZone) };
    }
    case "between": {
      const [from, to] = [pointOf(filter.from, timeZone), pointOf(filter.to, timeZone)];
      return { firstDay: from.day, lastDay: to.day, from: from.start, until: to.end };
    }
    case "in-last":
    case "in-next":
    case "more-than-ago":
    case "less-than-ago":
      return relativeRange(filter, { timeZone, now });
  }
}

/** Whether the range moves as time passes. */
export function isRelative(filter: PropertyFilter): filter is RelativeFilter {
  return "amount" in filter;
}

/** A day or a moment as the point that a filter names. */
interface Point {
  day: LocalDate;
  start: Instant;
  end: Instant;
}

function pointOf(text: string, timeZone: string): Point {
  const day = parseDay(text);
  if (day !== undefined) return { day, start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone) };
  const moment = parseMoment(text);
  if (moment === undefined) throw new Error(`not a date: ${text}`);
  return { day: localDay(moment, timeZone), start: moment, end: later(moment, 1) };
}

function upTo({ day, start }: Pick<Point, "day" | "start">): DateRange {
  return { firstDay: null, lastDay: addDays(day, -1), from: null, until: start };
}

function onwards({ day, end }: Pick<Point, "day" | "end">): DateRange {
  return { firstDay: addDays(day, 1), lastDay: null, from: end, until: null };
}

function relativeRange({ operator, amount, unit }: RelativeFilter, { timeZone, now }: Asking): DateRange {
  const today = localDay(now, timeZone);
  const far = shifted(now, operator === "in-next" ? amount : -amount, unit, timeZone);
  const farDay = localDay(far, timeZone);
  switch (operator) {
    case "in-last":
      return { firstDay: farDay, lastDay: today, from: far, until: later(now, 1) };
    case "in-next":
      return { firstDay: today, lastDay: farDay, from: now, until: later(far, 1) };
    case "more-than-ago":
      return upTo({ day: farDay, start: far });
    case "less-than-ago":
      return { firstDay: addDays(farDay, 1), lastDay: today, from: later(far, 1), until: later(now, 1) };
  }
}

/** Days, weeks and months are the calendar's: the time of day stays when the clocks change. */
function shifted(now: Instant, amount: number, unit: TimeUnit, timeZone: string): Instant {
  return instantOf(zoned(now, timeZone).add({ [unit]: amount }).epochMilliseconds);
}

/** The calendar day of a moment. */
export function localDay(moment: Instant, timeZone: string): LocalDate {
  return zoned(moment, timeZone).toPlainDate().toString() as LocalDate;
}

function startOfDay(day: LocalDate, timeZone: string): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

function zoned(moment: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone);
}
