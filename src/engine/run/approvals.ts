/** Approvals: a person says whether a planned document is posted, and what was approved is what may be posted. */
import type { FlowFacts } from "../../actions/flow/flow-action.ts";
import { flowActionOf } from "../../actions/index.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import { type Enrollment, toCancelled, toNextStep } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EnrollmentId, StepAttemptId, WorkspaceId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { StepAttempt } from "../../domain/step.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";
import { nextDocumentStep } from "../../actions/next-document.ts";
import type { StepPast } from "./step-past.ts";
import { stepAfter } from "./versions.ts";

/** A person's answer. */
export interface ApprovalAnswer {
  approves: boolean;
  by: string;
  note: string;
  /** The question that was shown to them. */
  attemptId: StepAttemptId;
}

/** Lets the enrollment go on to its document, or takes it out. */
export async function answerApproval(context: EngineContext, workspaceId: WorkspaceId, id: EnrollmentId, answer: ApprovalAnswer): Promise<Result<Enrollment, Failure[]>> {
  const enrollment = await context.store.enrollment(workspaceId, id);
  if (enrollment?.enrollmentState !== "awaiting-approval") return err([{ code: "not-possible-now", asked: "approved", enrollmentState: enrollment?.enrollmentState ?? "gone" }]);
  const asked = (await context.store.stepAttempts(id)).findLast((attempt) => attempt.stepId === enrollment.stepId);
  if (asked === undefined) throw new Error(`enrollment ${id} awaits an approval that nobody asked for`);
  if (asked.id !== answer.attemptId) return err([{ code: "approval-outdated", recordName: enrollment.recordName }]);
  const now = context.clock.now();
  const move = answer.approves ? toNextStep(enrollment, await stepAfter(context, enrollment), now) : toCancelled(enrollment, now, refusalOf(answer));
  const kept = await context.store.recordAttempts([{ enrollmentId: id, move, attempt: answeredAttempt(context, asked, answer), answers: true }], now);
  if (kept.length === 0) return err([{ code: "not-possible-now", asked: "approved", enrollmentState: "answered already" }]);
  await context.queue.signal("run", workspaceId);
  return ok({ ...enrollment, ...move });
}

function refusalOf({ by, note }: Pick<ApprovalAnswer, "by" | "note">): Failure {
  return { code: "approval-refused", by, note };
}

function answeredAttempt(context: EngineContext, asked: StepAttempt, { approves, by, note }: ApprovalAnswer): StepAttempt {
  const now = context.clock.now();
  const outcome = approves ? { outcome: "done" as const, documents: [], warnings: [] } : { outcome: "failed" as const, failures: [refusalOf({ by, note })] };
  return { ...asked, id: context.clock.newId() as StepAttemptId, number: asked.number + 1, startedAt: now, finishedAt: now, decisions: [{ code: "approval-answered", approves, by, note }], outcome };
}

/** The step whose approval the document step at hand stands on, with what was approved there; undefined = none. */
export function approvalOf(definition: WorkflowDefinition, stepId: string, past: StepPast): { stepId: string; plans: readonly DocumentPlan[] } | undefined {
  const approving = allSteps(definition.steps).findLast((step) => past.approved.has(step.id) && nextDocumentStep(definition, step.id)?.id === stepId);
  return approving && { stepId: approving.id, plans: past.approved.get(approving.id) ?? [] };
}

/**
 * The approving step that would ask now although it let the enrollment pass before: what is planned has changed since, to
 * more than the step lets pass unseen. Undefined = none would, or a person has approved.
 */
export function approvalMissed(definition: WorkflowDefinition, stepId: string, past: StepPast, planned: readonly DocumentPlan[], facts: Omit<FlowFacts, "outputs" | "branches" | "since" | "planned">): { stepId: string } | undefined {
  const passed = allSteps(definition.steps).filter((step) => past.outputs[step.id] !== undefined && !past.approved.has(step.id) && nextDocumentStep(definition, step.id)?.id === stepId);
  return passed
    .filter((step) => {
      const action = flowActionOf(step.action);
      const ready = action?.looksAhead === true ? action.ready(step.settings) : undefined;
      const decision = ready?.ok === true ? ready.value.decide({ ...facts, outputs: past.outputs, branches: [], since: facts.now, planned }) : undefined;
      return decision?.ok === true && decision.value.flow === "ask-approval";
    })
    .map((step) => ({ stepId: step.id }))
    .at(-1);
}

/** Whether two plans are the same business: dates and texts may move on, parties and amounts may not. */
export function isSameBusiness(approved: readonly DocumentPlan[], planned: readonly DocumentPlan[]): boolean {
  return JSON.stringify(approved.map(essence)) === JSON.stringify(planned.map(essence));
}

function essence(plan: DocumentPlan): unknown {
  const passing = new Set(["transactionDate", "dueDate", "privateNote", "customerMemo", "number", "exchangeRate"]);
  return Object.entries(plan).filter(([name]) => !passing.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, sorted(value)]);
}

/** The database keeps members in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]);
}
