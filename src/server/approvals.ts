/** Planned documents that wait for a person's yes or no. */
import type { ApprovalRow } from "#api/approval.ts";
import { beyondLimit } from "#domain/approval.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import type { Failure } from "#domain/failure.ts";
import type { EnrollmentId, StepAttemptId } from "#domain/ids.ts";
import { err, type Result } from "#domain/result.ts";
import type { StepAttempt } from "#domain/step.ts";
import { api } from "./api.ts";
import { type Deed, deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { decisionReply, enrollmentRows } from "./replies.ts";
import { explainedReply } from "./language.ts";

export const approvals = {
  list: api.approvals.list.handler(async ({ input: { limit, after }, context: { parts, caller } }) => {
    const waiting = await parts.store.enrollments(caller.workspaceId, { states: ["awaiting-approval"] }, { limit, after });
    return rowsOf(parts, caller, waiting);
  }),

  get: api.approvals.get.handler(async ({ input, context: { parts, caller }, errors }) => {
    const enrollment = await parts.store.enrollment(caller.workspaceId, input.enrollmentId as EnrollmentId);
    const [row] = enrollment?.enrollmentState === "awaiting-approval" ? await rowsOf(parts, caller, [enrollment]) : [];
    if (row === undefined) throw errors.NOT_FOUND();
    return row;
  }),

  approve: api.approvals.approve.handler(async ({ input, context: { parts, caller }, errors }) => {
    const approved = await answer(parts, caller, input, { approves: true, note: input.note });
    if (!approved.ok) throw errors.REFUSED({ data: { failures: approved.error.map((failure) => explainedReply(failure)) } });
    return { enrollmentId: approved.value.id };
  }),

  approveMany: api.approvals.approveMany.handler(async ({ input, context: { parts, caller } }) => {
    const approved: string[] = [];
    const refused: { enrollmentId: string; failures: ReturnType<typeof explainedReply>[] }[] = [];
    for (const one of input.approvals) {
      const answered = await answer(parts, caller, one, { approves: true, note: "" });
      if (answered.ok) approved.push(answered.value.id);
      else refused.push({ enrollmentId: one.enrollmentId, failures: answered.error.map((failure) => explainedReply(failure)) });
    }
    return { approved, refused };
  }),

  reject: api.approvals.reject.handler(async ({ input, context: { parts, caller }, errors }) => {
    const rejected = await answer(parts, caller, input, { approves: false, note: input.note });
    if (!rejected.ok) throw errors.REFUSED({ data: { failures: rejected.error.map((failure) => explainedReply(failure)) } });
    return { enrollmentId: rejected.value.id };
  }),
};

interface Named {
  enrollmentId: string;
  attemptId: string;
}

/** A limit holds for yes only: a no posts nothing. */
async function answer(parts: ServerParts, caller: Caller, { enrollmentId, attemptId }: Named, said: { approves: boolean; note: string }): Promise<Result<Enrollment, Failure[]>> {
  const id = enrollmentId as EnrollmentId;
  const enrollment = await parts.store.enrollment(caller.workspaceId, id);
  if (enrollment?.enrollmentState === "awaiting-approval" && said.approves) {
    const asked = (await parts.store.latestAttempts([id])).get(id);
    const problem = asked && beyondLimit(caller, asked.plans);
    if (problem) return err([problem]);
  }
  const answered = await parts.engine.answerApproval(caller.workspaceId, id, { ...said, by: caller.who, attemptId: attemptId as StepAttemptId });
  if (answered.ok) await noteDown(parts, caller, deedOf(said), id);
  return answered;
}

function deedOf({ approves, note }: { approves: boolean; note: string }): Deed {
  if (note === "") return deed(approves ? "approved the document" : "did not approve the document");
  return deed(approves ? "approved the document: {note}" : "did not approve the document: {note}", { note });
}

async function rowsOf(parts: ServerParts, caller: Caller, waiting: readonly Enrollment[]): Promise<ApprovalRow[]> {
  const [rows, attempts] = await Promise.all([enrollmentRows(parts.store, caller.workspaceId, waiting), parts.store.latestAttempts(waiting.map(({ id }) => id))]);
  return rows.flatMap((row) => {
    const asked = attempts.get(row.id as EnrollmentId);
    return asked === undefined ? [] : [rowOf(row, asked, caller)];
  });
}

function rowOf({ workflowId, workflowName, recordName, recordUrl, id }: Awaited<ReturnType<typeof enrollmentRows>>[number], asked: StepAttempt, caller: Caller): ApprovalRow {
  const problem = beyondLimit(caller, asked.plans);
  const [why] = asked.decisions;
  return {
    enrollmentId: id,
    attemptId: asked.id,
    workflowId,
    workflowName,
    recordName,
    recordUrl,
    askedAt: asked.startedAt,
    reason: why === undefined ? "" : decisionReply(why).decided,
    plans: asked.plans,
    decisions: asked.decisions.map(decisionReply),
    beyondLimit: problem === null ? null : explainedReply(problem),
  };
}
