/** What an enrollment went through before its current step, and what came of earlier steps. */
import type { Instant } from "../../domain/dates.ts";
import { isApprovalAnswer } from "../../domain/decision.ts";
import type { DocumentPlan, PostedDocument } from "../../domain/document/plan.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import { decimalText } from "../../domain/money.ts";
import type { Posting } from "../../domain/posting.ts";
import type { Outputs, StepAttempt, StepOutputs } from "../../domain/step.ts";
import type { EngineContext } from "../context.ts";

/** The past of the current step: how many attempts, and the latest ledger row of each document. */
export interface StepPast {
  attempts: number;
  /** When the enrollment first came to the step; null = it comes now. */
  since: Instant | null;
  postings: Posting[];
  /** Of all steps of the enrollment. */
  outputs: StepOutputs;
  /** What persons approved, by the approving step's id. */
  approved: ReadonlyMap<string, readonly DocumentPlan[]>;
}

export const noPast: StepPast = { attempts: 0, since: null, postings: [], outputs: {}, approved: new Map() };

/** Reads it. */
export async function pastOf(context: EngineContext, enrollment: Enrollment): Promise<StepPast> {
  if (enrollment.stepId === null) return noPast;
  const attempts = await context.store.stepAttempts(enrollment.id);
  const postings = await context.store.latestPostings(enrollment.id, enrollment.stepId);
  const own = attempts.filter((attempt) => attempt.stepId === enrollment.stepId);
  return { attempts: own.length, since: own[0]?.startedAt ?? null, postings, outputs: outputsOf(attempts), approved: approvedIn(attempts) };
}

/** Of a step that ran several times the last one counts. */
export function outputsOf(attempts: readonly StepAttempt[]): StepOutputs {
  const outputs: Record<string, Outputs> = {};
  for (const { stepId, outcome } of attempts) {
    if (outcome?.outcome !== "done") continue;
    const [document] = outcome.documents;
    outputs[stepId] = { ...(document && documentOutputs(document)), ...outcome.outputs };
  }
  return outputs;
}

/** What later steps may use of a document; of several that a step made, of the first. */
export function documentOutputs({ booksId, kind, number, url, status, total, balance }: PostedDocument): Outputs {
  return { id: booksId, kind, number: number ?? "", url, status, total: decimalText(total), balance: decimalText(balance), currency: total.currency };
}

/** A question that was answered with yes leaves a second, finished attempt with the same plans. */
function approvedIn(attempts: readonly StepAttempt[]): ReadonlyMap<string, readonly DocumentPlan[]> {
  const answered = attempts.filter(({ outcome, plans, decisions }) => outcome?.outcome === "done" && plans.length > 0 && decisions.some(isApprovalAnswer));
  return new Map(answered.map(({ stepId, plans }) => [stepId, plans]));
}
