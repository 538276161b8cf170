/** Which documents the page shows, as its filters and its address hold it; the period is of transaction dates. */
import { z } from "zod";
import { documentKind, documentStatus } from "#domain/document/kind.ts";
import { searchAndPeriod } from "../../parts/list-filter.ts";

export const documentSearch = searchAndPeriod.extend({ kinds: z.array(documentKind).catch([]).default([]), statuses: z.array(documentStatus).catch([]).default([]) });
export type DocumentSearch = z.infer<typeof documentSearch>;

export const allDocuments: DocumentSearch = documentSearch.parse({});
