/**
 * A record that goes through a workflow again is not billed again while it, or one that was merged into it, has a live document of the same step, unless the
 * workflow says so. Refund receipts are left to their own plans: each refund is an occasion of its own.
 */
import { actionOf } from "../../actions/index.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import { type Enrollment, toNextStep } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EnrollmentId } from "../../domain/ids.ts";
import type { RecordedAttempt } from "../../domain/ports/posting-store.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { StepAttempt } from "../../domain/step.ts";
import type { WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { stepAfter } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";
import { documentOutputs, type StepPast } from "./step-past.ts";

/** The step passed over, with what it made before as its outputs; null = it is to be run. */
export async function passedOver(
  context: EngineContext,
  enrollment: Enrollment,
  { definition, step, subject, past, attempt }: { definition: WorkflowDefinition; step: WorkflowStep; subject: Subject | null; past: StepPast; attempt: StepAttempt },
): Promise<Result<RecordedAttempt | null, Failure[]>> {
  const earlier = past.postings.length > 0 ? null : await billedBefore(context, enrollment, definition, step, subject);
  if (earlier === null) return ok(null);
  if (earlier === "under-way") return err([{ code: "earlier-under-way", recordName: enrollment.recordName }]);
  const now = context.clock.now();
  const { kind, number, transactionDate: date } = earlier;
  return ok({
    enrollmentId: enrollment.id,
    move: toNextStep(enrollment, stepAfter(definition.steps, step.id), now),
    attempt: { ...attempt, finishedAt: now, decisions: [{ code: "billed-before", kind, number, date }], outcome: { outcome: "done", documents: [], warnings: [], outputs: documentOutputs(earlier) } },
  });
}

/** A record on its way through a workflow; without an `id` it only may go this way. */
type Passing = Pick<Enrollment, "workflowId" | "connectionId" | "recordId" | "occurrence"> & { id: EnrollmentId | null };

/** What the step would be passed over for, of the record or of one that was merged into it; null = it would bill. */
export async function billedBefore(context: EngineContext, { id, occurrence, workflowId, connectionId, recordId }: Passing, { billsAgain }: WorkflowDefinition, step: WorkflowStep, subject: Subject | null): Promise<KeptDocument | "under-way" | null> {
  if (billsAgain || isRefund(step)) return null;
  const merged = subject === null ? [] : (await context.crm(connectionId)).mergedIds(subject.record);
  if (occurrence === 1 && merged.length === 0) return null;
  return context.store.earlierOfStep(workflowId, step.id, { connectionId, ids: [recordId, ...merged] }, id);
}

function isRefund({ action }: WorkflowStep): boolean {
  return actionOf(action)?.documents.includes("refund-receipt") === true;
}
