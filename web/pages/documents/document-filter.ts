/** Which documents the page shows, as its filters and its address hold it. */
import "../../interpreted-schemas.ts";
import { z } from "zod";
import { documentKind } from "#domain/document/kind.ts";

export const documentSearch = z.object({
  search: z.string().catch("").default(""),
  kinds: z.array(documentKind).catch([]).default([]),
  /** Transaction dates, both included; null = open. */
  from: z.iso.date().nullable().catch(null).default(null),
  until: z.iso.date().nullable().catch(null).default(null),
});
export type DocumentSearch = z.infer<typeof documentSearch>;

export const allDocuments: DocumentSearch = documentSearch.parse({});

/** The filter as the API takes it; what narrows nothing is left out. */
export function queryOf({ search, kinds, from, until }: DocumentSearch) {
  return {
    ...(search.trim() === "" ? {} : { search: search.trim() }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  };
}
