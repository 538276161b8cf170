/**
 * Dates as properties carry them: a day (`2026-11-20`) or a moment (ISO 8601 with an offset, or epoch milliseconds). The
 * patterns are the whole grammar, and they admit real dates only, so that another evaluator can guard its casts with them.
 */
import { type Instant, instantOf, type LocalDate } from "../dates.ts";

const longMonths = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])";
const shortMonths = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)";
const february = "02-(?:0[1-9]|1[0-9]|2[0-8])";
const leapYear = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)";
const day = `(?:[12][0-9]{3}-(?:${longMonths}|${shortMonths}|${february})|${leapYear}-02-29)`;
const time = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,6})?)?";
const offset = "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])";

/** Regular expressions in the common subset of JavaScript and PostgreSQL; surrounding space is taken off before. */
export const datePatterns = { day: `^${day}$`, moment: `^${day}T${time}${offset}$`, epoch: "^-?[0-9]{10,13}$" };

const patterns = { day: new RegExp(datePatterns.day), moment: new RegExp(datePatterns.moment), epoch: new RegExp(datePatterns.epoch) };

/** Reads a day; undefined when the text is none. */
export function parseDay(text: string): LocalDate | undefined {
  const trimmed = text.trim();
  return patterns.day.test(trimmed) ? (trimmed as LocalDate) : undefined;
}

/** Reads a moment, to the millisecond; undefined when the text is none. */
export function parseMoment(text: string): Instant | undefined {
  const trimmed = text.trim();
  if (patterns.epoch.test(trimmed)) return instantOf(Number(trimmed));
  return patterns.moment.test(trimmed) ? instantOf(Date.parse(trimmed)) : undefined;
}

/** What a property says: a day, a moment, or nothing that is a date. */
export type DateValue = { day: LocalDate } | { moment: Instant } | null;

/** Reads a property's value. A date property that carries a moment means its day in UTC, as HubSpot's do. */
export function dateValueOf(text: string, type: "date" | "datetime"): DateValue {
  const readDay = parseDay(text);
  if (readDay !== undefined) return { day: readDay };
  const moment = parseMoment(text);
  if (moment === undefined) return null;
  return type === "date" ? { day: moment.slice(0, 10) as LocalDate } : { moment };
}
