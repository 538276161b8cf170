/** What the performance page shows, as its address says it. */
import "../../interpreted-schemas.ts";
import { z } from "zod";

export const performanceDays = [7, 30, 90] as const;

export const performanceSearch = z.object({
  days: z.union([z.literal(7), z.literal(30), z.literal(90)]).catch(30).default(30),
  workflow: z.string().optional().catch(undefined),
});
