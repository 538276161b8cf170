/** A failure as the API tells it: already in words, with the vendor's own text kept for support. */
import { z } from "zod";
import { explain } from "../domain/explanation.ts";
import { causeKey, type Failure } from "../domain/failure.ts";
import type { Language } from "../domain/language.ts";
import { choiceReply, choiceReplyOf } from "./link.ts";

export const explainedFailure = z.object({
  code: z.string(),
  /** Failures with the same cause share it. */
  cause: z.string(),
  happened: z.string(),
  why: z.string(),
  doThis: z.string(),
  who: z.string(),
  retry: z.enum(["by-itself", "after-you-fix-it", "never"]),
  /** The setting of the step to point at. */
  field: z.string().nullable(),
  link: z.string().nullable(),
  /** What a person may choose to settle it; null = no choice does. */
  choice: choiceReply,
  vendor: z
    .object({ system: z.string(), status: z.number().nullable(), code: z.string().nullable(), message: z.string(), traceId: z.string().nullable() })
    .nullable(),
});
export type ExplainedFailure = z.infer<typeof explainedFailure>;

/** Puts a failure in words for a reply. */
export function explainedReply(failure: Failure, language: Language = "en"): ExplainedFailure {
  return { code: failure.code, cause: causeKey(failure), ...explain(failure, language), choice: choiceReplyOf(failure), vendor: "vendor" in failure ? (failure.vendor ?? null) : null };
}
