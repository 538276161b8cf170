/** What every long list is narrowed by: a search, a choice of several, and a period. */
import "../interpreted-schemas.ts";
import { z } from "zod";

/** The search and the period, as an address holds them; one that makes no sense narrows nothing. */
export const searchAndPeriod = z.object({
  search: z.string().catch("").default(""),
  /** The first and the last day, both included; null = open. */
  from: z.iso.date().nullable().catch(null).default(null),
  until: z.iso.date().nullable().catch(null).default(null),
});
export type SearchAndPeriod = z.infer<typeof searchAndPeriod>;

type Narrowing<Filter> = { [Name in keyof Filter]?: NonNullable<Filter[Name]> };

/** Only what narrows the list, with the search trimmed: no blanks, no empty choices, no open ends. */
export function narrowing<Filter extends SearchAndPeriod>(filter: Filter): Narrowing<Filter> {
  const trimmed = Object.entries(filter).map(([name, value]) => [name, typeof value === "string" ? value.trim() : (value as unknown)] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0))) as Narrowing<Filter>;
}

/** True while something is left out. */
export function isNarrowed(filter: SearchAndPeriod): boolean {
  return Object.keys(narrowing(filter)).length > 0;
}
