/** Approvals in requests and replies. */
import { z } from "zod";
import { documentPlan } from "./document-plan.ts";
import { decision } from "./enrollment.ts";
import { explainedFailure } from "./failure.ts";

/** One planned document, or the documents of one step, that wait for a person. */
export const approvalRow = z.object({
  enrollmentId: z.string(),
  /** What is shown: an answer names it, so that nobody approves what they did not see. */
  attemptId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  recordName: z.string(),
  recordUrl: z.string().nullable(),
  askedAt: z.string(),
  /** Why it is asked. */
  reason: z.string(),
  plans: z.array(documentPlan),
  decisions: z.array(decision),
  /** Why the caller may not approve this one; null = they may, as far as the amount goes. */
  beyondLimit: explainedFailure.nullable(),
});
export type ApprovalRow = z.infer<typeof approvalRow>;

export const approvalAnswer = z.object({ enrollmentId: z.string(), attemptId: z.string() });

/** What became of each. */
export const manyApproved = z.object({
  approved: z.array(z.string()),
  refused: z.array(z.object({ enrollmentId: z.string(), failures: z.array(explainedFailure) })),
});

export const mostApproved = 200;
