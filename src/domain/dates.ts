/**
 * Two kinds of dates, never mixed: a `LocalDate` is what accounting calls a date (no time, no zone); an `Instant` is
 * when something happened (UTC, ISO 8601 with milliseconds).
 */
declare const brand: unique symbol;
/** A calendar date, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly [brand]: "LocalDate" };
/** A moment, ISO 8601 in UTC with milliseconds, so that text order is time order. */
export type Instant = string & { readonly [brand]: "Instant" };

/** The moment as an `Instant`. */
export function instantOf(moment: Date | number): Instant {
  return new Date(moment).toISOString() as Instant;
}

/** Reads an ISO 8601 text or epoch milliseconds; undefined when it is neither. */
export function parseInstant(text: string): Instant | undefined {
  const ms = /^-?\d{10,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(ms) ? instantOf(ms) : undefined;
}

/** Reads `YYYY-MM-DD`; undefined when it is not a real date. */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const midnight = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text;
  return isReal ? (text as LocalDate) : undefined;
}

/** The instant that lies `ms` milliseconds later. */
export function later(instant: Instant, ms: number): Instant {
  return instantOf(Date.parse(instant) + ms);
}

/** The calendar date in a time zone at a moment. */
export function localDateIn(timeZone: string, instant: Instant): LocalDate {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(instant)) as LocalDate;
}

/** The calendar date `days` days later. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10) as LocalDate;
}
