/** Domain facts put into the API's replies. */
import { stepActionOf } from "#actions/index.ts";
import type { DocumentRow } from "#api/document.ts";
import type { DecisionReply, EnrollmentRow, StepAttemptReply } from "#api/enrollment.ts";
import { type Decision, topicOf } from "#domain/decision.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import { type Enrollment, shownState } from "#domain/enrollment.ts";
import { decisionInWords } from "#domain/explanation/decision.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType } from "#domain/record.ts";
import type { StepAttempt, StepOutcome } from "#domain/step.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { stepOfId } from "#domain/workflow-path.ts";
import { explainedReply, languageNow, said } from "./language.ts";

/** Enrollments with their workflow's name and the record's address, in the same order. */
export async function enrollmentRows(
  store: Pick<Store, "workflows" | "records">,
  workspaceId: WorkspaceId,
  enrollments: readonly Enrollment[],
): Promise<EnrollmentRow[]> {
  if (enrollments.length === 0) return [];
  const [workflows, urls] = await Promise.all([store.workflows(workspaceId), recordUrls(store, enrollments)]);
  const names = new Map(workflows.map((workflow) => [workflow.id, workflow.name]));
  return enrollments.map((enrollment) => ({
    id: enrollment.id,
    workflowId: enrollment.workflowId,
    workflowName: names.get(enrollment.workflowId) ?? enrollment.workflowId,
    workflowVersion: enrollment.workflowVersion,
    objectType: enrollment.objectType,
    recordId: enrollment.recordId,
    recordName: enrollment.recordName,
    recordUrl: urls.get(recordKey(enrollment)) ?? null,
    enrollmentState: shownState(enrollment),
    stepId: enrollment.stepId,
    wakeAt: shownState(enrollment) === "waiting" ? enrollment.wakeAt : null,
    failures: enrollment.failures.map((failure) => explainedReply(failure)),
    startedBy: enrollment.startedBy,
    startedAt: enrollment.startedAt,
    finishedAt: enrollment.finishedAt,
  }));
}

/** One enrollment as a row. */
export async function enrollmentRowOf(store: Pick<Store, "workflows" | "records">, enrollment: Enrollment): Promise<EnrollmentRow> {
  const [row] = await enrollmentRows(store, enrollment.workspaceId, [enrollment]);
  if (row === undefined) throw new Error(`no row was made of enrollment ${enrollment.id}`);
  return row;
}

async function recordUrls(store: Pick<Store, "records">, enrollments: readonly Enrollment[]): Promise<Map<string, string>> {
  const groups = Map.groupBy(enrollments, (one) => `${one.connectionId} ${one.objectType}`);
  const records = await Promise.all(
    [...groups.values()].map(async (group) => {
      const { connectionId, objectType } = group[0] as Enrollment;
      const found = await store.records(connectionId, objectType, [...new Set(group.map((one) => one.recordId))]);
      return found.map((record) => [recordKey({ connectionId, objectType, recordId: record.id }), record.url] as const);
    }),
  );
  return new Map(records.flat());
}

function recordKey(record: { connectionId: ConnectionId; objectType: ObjectType; recordId: string }): string {
  return `${record.connectionId} ${record.objectType} ${record.recordId}`;
}

/** One try of one step; titles come from the workflow version the enrollment runs by. */
export function stepAttemptReply(attempt: StepAttempt, definition: WorkflowDefinition | undefined, settings: StepAttemptReply["settings"]): StepAttemptReply {
  const action = (definition && stepOfId(definition.steps, attempt.stepId)?.action) ?? attempt.stepId;
  return {
    id: attempt.id,
    stepId: attempt.stepId,
    action,
    title: said(stepActionOf(action)?.title ?? action),
    number: attempt.number,
    startedAt: attempt.startedAt,
    finishedAt: attempt.finishedAt,
    inputs: attempt.inputs,
    settings,
    decisions: attempt.decisions.map(decisionReply),
    plans: attempt.plans,
    warnings: attempt.warnings.map((failure) => explainedReply(failure)),
    outcome: attempt.outcome === null ? null : outcomeReply(attempt.outcome),
    exchanges: attempt.exchanges,
  };
}

/** A decision in the language of whoever is asking. */
export function decisionReply(decision: Decision): DecisionReply {
  const { lineItemId } = decision;
  return { topic: topicOf(decision), ...decisionInWords(decision, languageNow()), ...(lineItemId !== undefined && { lineItemId }) };
}

function outcomeReply(outcome: StepOutcome): NonNullable<StepAttemptReply["outcome"]> {
  switch (outcome.outcome) {
    case "done":
      return { outcome: "done", warnings: outcome.warnings.map((failure) => explainedReply(failure)) };
    case "waiting":
      return { outcome: "waiting", until: outcome.until, because: explainedReply(outcome.because) };
    case "delayed":
    case "asked":
      return outcome;
    case "failed":
      return { outcome: "failed", failures: outcome.failures.map((failure) => explainedReply(failure)) };
  }
}

/** A document as a row. */
export function documentRowOf(document: KeptDocument): DocumentRow {
  return {
    id: document.id,
    kind: document.kind,
    number: document.number,
    status: document.status,
    partyName: document.party?.name ?? null,
    transactionDate: document.transactionDate,
    dueDate: document.dueDate,
    total: document.total,
    balance: document.balance,
    url: document.url,
    recordName: document.recordName,
    recordUrl: document.recordUrl,
    linkBackState: document.linkBackState,
    postedAt: document.postedAt,
    hasWarnings: document.warnings.length > 0,
  };
}
