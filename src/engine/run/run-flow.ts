/** Runs a step that makes no document: decides, acts, and moves the enrollment on, to a wait, or to a person. */
import type { FlowAction, FlowDecision } from "../../actions/flow/flow-action.ts";
import { actionOf } from "../../actions/index.ts";
import { stepsBefore } from "../../actions/placeholders.ts";
import { nextDocumentStep } from "../../actions/next-document.ts";
import type { Instant } from "../../domain/dates.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import { type Enrollment, type EnrollmentMove, toAwaitingApproval, toDelayed, toNextStep, type WaitsFor } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Exchange } from "../../domain/ports/books.ts";
import type { RecordedAttempt } from "../../domain/ports/posting-store.ts";
import type { Subject } from "../../domain/record.ts";
import type { StepAttempt, StepOutcome } from "../../domain/step.ts";
import type { WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import { firstOfBranch, groupsOfBranches, stepAfter } from "../../domain/workflow-path.ts";
import { billedBefore } from "./billed-before.ts";
import { withLabelsOfDecided } from "./decision-labels.ts";
import { timeZoneOf } from "../connections/crm-connections.ts";
import type { EngineContext } from "../context.ts";
import { act } from "./effects.ts";
import { subjectFacts } from "../enroll/filter-facts.ts";
import { outdatedFor, readingsOf } from "../enroll/outdated-filters.ts";
import { planStep } from "./plan-step.ts";
import type { StepPast } from "./step-past.ts";

/** One flow step of one enrollment. */
export interface FlowRun {
  enrollment: Enrollment;
  definition: WorkflowDefinition;
  step: WorkflowStep;
  action: FlowAction;
  subject: Subject;
  /** When reading it began. */
  readAt: Instant;
  past: StepPast;
  attempt: StepAttempt;
}

/** What it came to, or every reason why it cannot go on. */
export async function runFlowStep(context: EngineContext, run: FlowRun): Promise<Result<RecordedAttempt, { failures: Failure[]; attempt: StepAttempt }>> {
  const ahead = run.action.looksAhead ? await planAhead(context, run) : ok(null);
  if (!ahead.ok) return err({ failures: ahead.error, attempt: run.attempt });
  const planned = { ...run.attempt, plans: [...(ahead.value ?? [])] };
  const groups = groupsOfBranches(run.step);
  const facts = await subjectFacts(context, run.enrollment.connectionId, run.subject, groups);
  if (!facts.ok) return err({ failures: [facts.error], attempt: planned });
  const outdated = await outdatedFor(context, run.enrollment, groups, readingsOf(run.enrollment.objectType, facts.value), run.readAt);
  if (outdated !== null) return err({ failures: [outdated], attempt: planned });
  const decision = await decide(context, run, ahead.value, facts.value);
  if (!decision.ok) return err({ failures: decision.error, attempt: planned });
  const attempt = { ...planned, decisions: [decision.value.decided] };
  const done = await carryOut(context, run, decision.value);
  const told = { ...attempt, exchanges: done.exchanges };
  return done.result.ok ? ok(recorded(context, run, told, done.result.value)) : err({ failures: [done.result.error], attempt: told });
}

async function decide(context: EngineContext, run: FlowRun, planned: readonly DocumentPlan[] | null, facts: TriggerFacts): Promise<Result<FlowDecision, Failure[]>> {
  const { action, step, subject, past, attempt } = run;
  const ready = action.ready(step.settings);
  if (!ready.ok) return ready;
  const document = ready.value.waitsForDocument === null ? null : await documentBefore(context, run, ready.value.waitsForDocument.stepId);
  const timeZone = await timeZoneOf(context, run.enrollment.connectionId);
  const decision = ready.value.decide({ subject, facts, outputs: past.outputs, branches: step.branches ?? [], timeZone, now: context.clock.now(), since: past.since ?? attempt.startedAt, planned, document });
  return decision.ok ? ok(await withLabelsOfDecided(context, run.enrollment.connectionId, run.enrollment.objectType, decision.value)) : decision;
}

/** The document of an earlier step as it is now; without a named step that of the last one that came to a document. */
async function documentBefore({ store }: EngineContext, { enrollment, definition, step, past }: FlowRun, named: string | null): Promise<KeptDocument | null> {
  const made = stepsBefore(definition.steps, step.id).filter(({ id, action }) => actionOf(action) !== undefined && past.outputs[id] !== undefined);
  const stepId = named ?? made.at(-1)?.id;
  return stepId === undefined ? null : ((await store.documentOfStep(enrollment.id, stepId)) ?? null);
}

/** What the next document step would post; null = none follows for certain, or it was billed before. */
async function planAhead(context: EngineContext, { enrollment, definition, step, subject, past }: FlowRun): Promise<Result<readonly DocumentPlan[] | null, Failure[]>> {
  const next = nextDocumentStep(definition, step.id);
  if (next === undefined || (await billedBefore(context, enrollment, definition, next, subject)) !== null) return ok(null);
  const { plan } = await planStep(context, { workspaceId: enrollment.workspaceId, crmId: enrollment.connectionId, step: next, subject, ownPostings: [], outputs: past.outputs });
  return plan;
}

interface CarriedOut {
  move: EnrollmentMove;
  outcome: StepOutcome;
}

async function carryOut(context: EngineContext, { enrollment, definition: { steps }, step, subject }: FlowRun, decision: FlowDecision): Promise<{ result: Result<CarriedOut, Failure>; exchanges: Exchange[] }> {
  const goOn = (to: string | null, outputs = {}): CarriedOut => ({
    move: toNextStep(enrollment, to, context.clock.now()),
    outcome: { outcome: "done", documents: [], warnings: [], outputs },
  });
  const quietly = (carriedOut: CarriedOut) => ({ result: ok(carriedOut), exchanges: [] });
  switch (decision.flow) {
    case "go-on":
      return quietly(goOn(stepAfter(steps, step.id), decision.outputs));
    case "wait":
      return quietly({ move: toDelayed(enrollment, decision.until, waitsFor(subject, decision)), outcome: { outcome: "delayed", until: decision.until } });
    case "take-branch":
      return quietly(goOn(firstOfBranch(steps, step, decision.branch ?? undefined), { branch: decision.branch?.name ?? "" }));
    case "ask-approval":
      return quietly({ move: toAwaitingApproval(enrollment), outcome: { outcome: "asked" } });
    case "end":
      return quietly(goOn(null));
    case "act": {
      const { result, exchange } = await act(context, enrollment, decision.effect);
      return { result: result.ok ? ok(goOn(stepAfter(steps, step.id), result.value)) : result, exchanges: [exchange] };
    }
  }
}

function waitsFor({ record }: Subject, { property, documents }: Extract<FlowDecision, { flow: "wait" }>): WaitsFor | undefined {
  if (documents !== undefined) return { documents: documents.map(({ id, status }) => ({ id, status })) };
  return property === undefined ? undefined : { property, value: record.properties[property] ?? null };
}

function recorded(context: EngineContext, { enrollment }: FlowRun, attempt: StepAttempt, { move, outcome }: CarriedOut): RecordedAttempt {
  return { enrollmentId: enrollment.id, move, attempt: { ...attempt, finishedAt: context.clock.now(), outcome } };
}
