/** What the history page shows, as its address says it. */
import "../../interpreted-schemas.ts";
import { z } from "zod";
import { historyFilter } from "../../history/history-filter.ts";

export const historySearch = historyFilter.extend({ workflow: z.string().optional().catch(undefined) });
