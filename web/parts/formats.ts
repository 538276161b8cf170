/** Money, numbers and dates for people, by their own locale. */
import { minorUnitDigits } from "../../src/domain/money.ts";

/** An amount with its currency. The decimal text is handed to the formatter, so no cent passes through a float. */
export function formatMoney({ amountMinor, currency }: { amountMinor: number; currency: string }, locale?: string): string {
  const digits = minorUnitDigits(currency);
  const sign = amountMinor < 0 ? "-" : "";
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, "0");
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(`${sign}${decimal}` as unknown as number);
}

/** A date without a time, `YYYY-MM-DD`, as people write it. */
export function formatDate(date: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** A moment with its time. */
export function formatMoment(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(instant));
}

/** How long something took or will take: "120 ms", "3 s", "5 min". */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
