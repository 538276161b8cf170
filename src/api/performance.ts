/** How the workflows did over some days, in replies. */
import { z } from "zod";
import { documentKind } from "../domain/document/kind.ts";
import { money } from "./document-plan.ts";
import { explainedFailure } from "./failure.ts";

export const performanceReply = z.object({
  /** Every day of the range, oldest first, in the CRM account's time zone. */
  days: z.array(z.string()),
  timeZone: z.string(),
  /** By day, kind and currency; days without documents are absent. */
  posted: z.array(z.object({ day: z.string(), kind: documentKind, count: z.number(), total: money })),
  /** What stopped attempts, the most frequent first; `failure` is the newest of its code, of which there are `variants`. */
  stopped: z.array(z.object({ failure: explainedFailure, variants: z.number(), attempts: z.number() })),
  /** From the recorded plan to the posted document. */
  postingTimes: z.array(z.object({ day: z.string(), medianMs: z.number(), slowestTenthMs: z.number() })),
});
export type PerformanceReply = z.infer<typeof performanceReply>;
