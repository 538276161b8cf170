/** The way a record would take through a workflow now, with every document planned and nothing written. */
import { awaitedAnswer, expectedOutputs } from "../../actions/expected-outputs.ts";
import type { FlowDecision } from "../../actions/flow/flow-action.ts";
import { flowActionOf } from "../../actions/index.ts";
import { nextDocumentStep } from "../../actions/next-document.ts";
import type { CrmConnection } from "../../domain/connection.ts";
import type { FlowDecided } from "../../domain/decision.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId } from "../../domain/ids.ts";
import type { Subject } from "../../domain/record.ts";
import { ok } from "../../domain/result.ts";
import type { Outputs, StepOutputs } from "../../domain/step.ts";
import type { Workflow, WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { firstOfBranch, groupsOfBranches, stepAfter, stepOfId } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";
import type { PlannedStep, TriedState } from "../engine.ts";
import { subjectFacts } from "../enroll/filter-facts.ts";
import { billedBefore } from "../run/billed-before.ts";
import { withLabelsOfDecided } from "../run/decision-labels.ts";
import type { StepPlan, StepWish } from "../run/plan-step.ts";
import { documentOutputs } from "../run/step-past.ts";

/** How document steps are planned: `planStep`, or `planOnMirror`. */
type Planner = (context: EngineContext, wish: StepWish) => Promise<StepPlan>;

/** What is planned; without an id it is no workflow that is there. */
export type PlannedWorkflow = Pick<Workflow, "workspaceId" | "definition"> & { id: WorkflowId | null };

/** The record, and how often it went through the workflow. */
interface Tried {
  connection: CrmConnection;
  subject: Subject;
  enrolledBefore: number;
}

/** The workflow as it is published, or as it is being drawn. */
export function workflowAs(workflow: Workflow, of: TriedState): Workflow {
  return of === "draft" && workflow.draft !== null ? { ...workflow, definition: workflow.draft.definition } : workflow;
}

/** Waits count as over and approvals as given. */
export async function planPath(context: EngineContext, workflow: PlannedWorkflow, tried: Tried, planner: Planner): Promise<PlannedStep[]> {
  const { definition } = workflow;
  const planned: PlannedStep[] = [];
  const outputs: Record<string, Outputs> = {};
  let step: WorkflowStep | undefined = definition.steps[0];
  while (step !== undefined) {
    if (flowActionOf(step.action) === undefined) {
      const ahead = await planDocument(context, workflow, step, { ...tried, outputs }, planner);
      outputs[step.id] = ahead.outputs;
      planned.push(ahead.planned);
      step = stepOfId(definition.steps, stepAfter(definition.steps, step.id));
    } else {
      const steered = await steer(context, workflow, step, { ...tried, outputs });
      outputs[step.id] = steered.outputs;
      planned.push(steered.planned);
      step = steered.next;
    }
  }
  return planned;
}

/** A record at a step: what earlier steps left, or will leave. */
interface AtStep extends Tried {
  outputs: StepOutputs;
}

async function planDocument(context: EngineContext, workflow: PlannedWorkflow, step: WorkflowStep, at: AtStep, planner: Planner): Promise<{ planned: PlannedStep; outputs: Outputs }> {
  const { connection, subject, outputs } = at;
  const place = { stepId: step.id, action: step.action, branch: null };
  const before = await billedEarlier(context, workflow, step, at);
  if (before !== null && before !== "under-way") {
    const { kind, number, transactionDate: date } = before;
    return { planned: { ...place, plan: ok([]), decisions: [{ code: "would-not-bill-again", kind, number, date }], warnings: [], effect: null, billedBefore: before }, outputs: documentOutputs(before) };
  }
  const { plan, decisions, warnings } = await planner(context, { workspaceId: workflow.workspaceId, crmId: connection.id, step, subject, ownPostings: [], outputs });
  const onItsWay = before === "under-way" ? [{ code: "earlier-on-its-way" as const }] : [];
  return { planned: { ...place, plan, decisions: [...onItsWay, ...decisions], warnings, effect: null, billedBefore: null }, outputs: plan.ok ? expectedOutputs(plan.value) : {} };
}

/** As it will be asked when the record comes to the step. */
async function billedEarlier(context: EngineContext, { id: workflowId, definition }: PlannedWorkflow, step: WorkflowStep, { connection, subject, enrolledBefore }: Tried): Promise<KeptDocument | "under-way" | null> {
  if (workflowId === null) return null;
  return billedBefore(context, { id: null, workflowId, connectionId: connection.id, recordId: subject.record.id, occurrence: enrolledBefore + 1 }, definition, step, subject);
}

interface Steered {
  planned: PlannedStep;
  next: WorkflowStep | undefined;
  outputs: Outputs;
}

async function steer(context: EngineContext, workflow: PlannedWorkflow, step: WorkflowStep, at: AtStep): Promise<Steered> {
  const { definition } = workflow;
  const { steps } = definition;
  const { connection, subject, outputs } = at;
  const action = flowActionOf(step.action);
  const ready = action?.ready(step.settings);
  if (action === undefined || ready === undefined || !ready.ok) return stopped(step, ready?.ok === false ? ready.error : []);
  const now = context.clock.now();
  const known = await subjectFacts(context, connection.id, subject, groupsOfBranches(step));
  if (!known.ok) return stopped(step, [known.error]);
  const facts = { subject, facts: known.value, outputs, branches: step.branches ?? [], timeZone: connection.account.timeZone, now, since: now, planned: null, document: null };
  const decision = ready.value.decide(facts);
  if (!decision.ok) return stopped(step, decision.error);
  const value = await withLabelsOfDecided(context, connection.id, subject.record.objectType, decision.value);
  const decided: FlowDecided = action.looksAhead ? await approvalAhead(context, workflow, step, at) : action.waitsForPayment ? { code: "payment-expected" } : value.decided;
  const branch = value.flow === "take-branch" && value.branch !== null ? (step.branches ?? []).indexOf(value.branch) : null;
  const planned = { stepId: step.id, action: step.action, branch, plan: ok([]), decisions: [decided], warnings: [], effect: value.flow === "act" ? value.effect : null, billedBefore: null };
  if (value.flow === "end") return { planned, next: undefined, outputs: {} };
  const next = value.flow === "take-branch" ? firstOfBranch(steps, step, value.branch ?? undefined) : stepAfter(steps, step.id);
  return { planned, next: stepOfId(steps, next), outputs: action.waitsForPayment ? asPaid : outputsOf(value, definition, step.id) };
}

async function approvalAhead(context: EngineContext, workflow: PlannedWorkflow, step: WorkflowStep, at: AtStep): Promise<FlowDecided> {
  const next = nextDocumentStep(workflow.definition, step.id);
  if (next === undefined || (await billedEarlier(context, workflow, next, at)) !== null) return { code: "nothing-to-approve" };
  return { code: "approval-possible" };
}

/** A wait for a payment counts as over because it came. */
const asPaid: Outputs = { paid: "yes", status: "paid", balance: "0.00" };

/** What the step will leave. */
function outputsOf(decision: FlowDecision, definition: WorkflowDefinition, stepId: string): Outputs {
  if (decision.flow === "take-branch") return { branch: decision.branch?.name ?? "" };
  if (decision.flow !== "act") return {};
  if (decision.effect.effect === "write-property") return { value: decision.effect.value };
  return decision.effect.effect === "call-webhook" ? awaitedAnswer(definition, stepId) : {};
}

function stopped(step: WorkflowStep, failures: Failure[]): Steered {
  return { planned: { stepId: step.id, action: step.action, branch: null, plan: { ok: false, error: failures }, decisions: [], warnings: [], effect: null, billedBefore: null }, next: undefined, outputs: {} };
}
