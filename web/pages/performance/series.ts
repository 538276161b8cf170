/** The figures of the performance page as series for charts: every day is there, also those without anything. */
import type { PerformanceReply } from "#api/performance.ts";
import { type DocumentKind, documentKinds } from "#domain/document/kind.ts";
import { minorUnitDigits } from "#domain/money.ts";

/** One day's bar; `day` is the calendar date, the others are by kind. */
export type DayBar = { day: string } & Partial<Record<DocumentKind, number>>;

/** The kinds that occur, in their usual order. */
export function kindsIn({ posted }: Pick<PerformanceReply, "posted">): DocumentKind[] {
  return documentKinds.filter((kind) => posted.some((one) => one.kind === kind));
}

/** The currencies that occur, the most documents first. */
export function currenciesIn({ posted }: Pick<PerformanceReply, "posted">): string[] {
  const counts = new Map<string, number>();
  for (const { count, total } of posted) counts.set(total.currency, (counts.get(total.currency) ?? 0) + count);
  return [...counts].sort(([a, more], [b, less]) => less - more || a.localeCompare(b)).map(([currency]) => currency);
}

/** How many documents each day, by kind. */
export function documentsByDay({ days, posted }: Pick<PerformanceReply, "days" | "posted">): DayBar[] {
  return days.map((day) => {
    const bar: DayBar = { day };
    for (const { kind, count } of posted.filter((one) => one.day === day)) bar[kind] = (bar[kind] ?? 0) + count;
    return bar;
  });
}

/** How much money each day in one currency, by kind, in whole units for the height of a bar; exact amounts are sums of minor units. */
export function moneyByDay({ days, posted }: Pick<PerformanceReply, "days" | "posted">, currency: string): DayBar[] {
  const units = 10 ** minorUnitDigits(currency);
  return days.map((day) => {
    const bar: DayBar = { day };
    for (const { kind, total } of posted.filter((one) => one.day === day && one.total.currency === currency)) bar[kind] = total.amountMinor / units;
    return bar;
  });
}

/** The exact sum in one currency, of one kind or of all, in minor units. */
export function sumMinor({ posted }: Pick<PerformanceReply, "posted">, currency: string, kind?: DocumentKind): number {
  return posted.filter((one) => one.total.currency === currency && (kind === undefined || one.kind === kind)).reduce((sum, { total }) => sum + total.amountMinor, 0);
}

/** How many documents there are, of one kind or of all. */
export function countOf({ posted }: Pick<PerformanceReply, "posted">, kind?: DocumentKind): number {
  return posted.filter((one) => kind === undefined || one.kind === kind).reduce((sum, { count }) => sum + count, 0);
}
