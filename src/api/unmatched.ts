/** Something that stopped enrollments and that a person's choice settles. */
import { z } from "zod";
import { explainedFailure } from "./failure.ts";
import { choiceKind, suggestion } from "./link.ts";

export const unmatchedRow = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  kind: choiceKind,
  crmKey: z.string(),
  /** What the CRM calls it. */
  name: z.string(),
  failure: explainedFailure,
  /** How many enrollments wait for it, and the newest of their records. */
  waiting: z.number(),
  recordNames: z.array(z.string()),
  /** The likeliest first. */
  suggestions: z.array(suggestion),
});
export type UnmatchedRow = z.infer<typeof unmatchedRow>;
