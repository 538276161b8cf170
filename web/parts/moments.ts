/** Dates and moments as text for people, by their locale and in their time zone. */
import { shownLocale } from "../language/language.ts";

/** A calendar date (`YYYY-MM-DD`), for example `Nov 23, 2026`. It has no zone, so none may shift it. */
export function dateText(date: string, locale = shownLocale()): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** A moment: today only its time, with seconds; earlier its date and time. */
export function momentText(at: string, now: Date, locale = shownLocale(), timeZone?: string): string {
  const moment = new Date(at);
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, isToday(at, now, timeZone) ? { ...zone, timeStyle: "medium" } : { ...zone, dateStyle: "medium", timeStyle: "short" }).format(moment);
}

/** Whether a moment is of the same day as now. */
export function isToday(at: string, now: Date, timeZone?: string): boolean {
  const day = new Intl.DateTimeFormat("en-CA", { ...(timeZone === undefined ? {} : { timeZone }), dateStyle: "short" });
  return day.format(new Date(at)) === day.format(now);
}

/** The time of day of a moment, for example `11:33 AM`. */
export function timeText(at: string, locale = shownLocale(), timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { ...(timeZone === undefined ? {} : { timeZone }), timeStyle: "short" }).format(new Date(at));
}

/** A moment in full, with its zone. */
export function wholeMomentText(at: string, locale = shownLocale(), timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "full", timeStyle: "long" }).format(new Date(at));
}

/** How long something took, for example `40 ms`, `1.2 s`, `3 min`. */
export function durationText(ms: number, locale = shownLocale()): string {
  const [value, unit, digits] =
    ms < 1_000 ? [ms, "millisecond", 0] : ms < 60_000 ? [ms / 1_000, "second", 1] : ms < 3_600_000 ? [ms / 60_000, "minute", 0] : [ms / 3_600_000, "hour", 1];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits }).format(Math.max(0, value));
}
