/** Which enrollments a history shows, as its filters and its address hold it; days are those of the reader's own time zone. */
import { z } from "zod";
import { enrollmentState, type EnrollmentFilterInput } from "#api/enrollment.ts";
import { narrowing, searchAndPeriod } from "../parts/list-filter.ts";

export const historyFilter = searchAndPeriod.extend({ states: z.array(enrollmentState).catch([]).default([]) });
export type HistoryFilter = z.infer<typeof historyFilter>;

export const wholeHistory: HistoryFilter = historyFilter.parse({});

/** The filter as the API takes it. `startOf` gives the moment a day begins for the reader. */
export function queryOf(filter: HistoryFilter, startOf = startOfDay): Pick<EnrollmentFilterInput, "search" | "states" | "from" | "to"> {
  const { from, until, ...rest } = narrowing(filter);
  return { ...rest, ...(from !== undefined && { from: startOf(from, 0) }), ...(until !== undefined && { to: startOf(until, 1) }) };
}

/** The moment the day begins that lies `daysLater` after it, in this browser's time zone. */
function startOfDay(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
