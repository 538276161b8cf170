/** Which enrollments a history shows, as its filters and its address hold it. */
import "../interpreted-schemas.ts";
import { z } from "zod";
import { enrollmentState, type EnrollmentFilterInput } from "#api/enrollment.ts";

export const historyFilter = z.object({
  search: z.string().catch("").default(""),
  states: z.array(enrollmentState).catch([]).default([]),
  /** The first and the last day, both included, in the reader's own time zone; null = open. */
  from: z.iso.date().nullable().catch(null).default(null),
  until: z.iso.date().nullable().catch(null).default(null),
});
export type HistoryFilter = z.infer<typeof historyFilter>;

export const wholeHistory: HistoryFilter = historyFilter.parse({});

/** True while something is left out. */
export function isNarrowed({ search, states, from, until }: HistoryFilter): boolean {
  return search.trim() !== "" || states.length > 0 || from !== null || until !== null;
}

/** The filter as the API takes it. `startOf` gives the moment a day begins for the reader. */
export function queryOf({ search, states, from, until }: HistoryFilter, startOf = startOfDay): Pick<EnrollmentFilterInput, "search" | "states" | "from" | "to"> {
  return {
    ...(search.trim() === "" ? {} : { search: search.trim() }),
    ...(states.length === 0 ? {} : { states }),
    ...(from === null ? {} : { from: startOf(from, 0) }),
    ...(until === null ? {} : { to: startOf(until, 1) }),
  };
}

/** The moment the day begins that lies `daysLater` after it, in this browser's time zone. */
function startOfDay(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
