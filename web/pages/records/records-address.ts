/** What the pages of records show, as their addresses say it. */
import { z } from "zod";
import { standings } from "#domain/record.ts";
import { unbilledLists } from "#domain/unbilled.ts";

/** The kinds people look through, in the order of the tabs. */
export const browsedTypes = ["deal", "quote", "payment", "contact", "company", "product"] as const;
export type BrowsedType = (typeof browsedTypes)[number];

export const recordsSearch = z.object({
  type: z.enum(browsedTypes).catch("deal").default("deal"),
  search: z.string().max(200).catch("").default(""),
  standing: z.enum(standings).optional().catch(undefined),
  booked: z.enum(["yes", "no"]).optional().catch(undefined),
  page: z.number().int().min(1).catch(1).default(1),
});
export type RecordsSearch = z.infer<typeof recordsSearch>;

export const unbilledSearch = z.object({
  list: z.enum(unbilledLists).catch("deals").default("deals"),
  ignored: z.boolean().catch(false).default(false),
  page: z.number().int().min(1).catch(1).default(1),
});
