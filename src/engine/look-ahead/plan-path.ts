/** The way a record would take through a workflow now, with every document planned and nothing written. */
import { expectedOutputs } from "../../actions/expected-outputs.ts";
import type { FlowDecision } from "../../actions/flow/flow-action.ts";
import { flowActionOf } from "../../actions/index.ts";
import type { CrmConnection } from "../../domain/connection.ts";
import type { FlowDecided } from "../../domain/decision.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { ok } from "../../domain/result.ts";
import type { Outputs, StepOutputs } from "../../domain/step.ts";
import type { Workflow, WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { firstOfBranch, groupsOfBranches, stepAfter, stepOfId } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";
import type { DryRunOutcome, TriedState } from "../engine.ts";
import { subjectFacts } from "../enroll/filter-facts.ts";
import type { StepPlan, StepWish } from "../run/plan-step.ts";

type PlannedStep = DryRunOutcome["steps"][number];
/** How document steps are planned: `planStep`, or `planOnMirror`. */
type Planner = (context: EngineContext, wish: StepWish) => Promise<StepPlan>;

/** The workflow as it is published, or as it is being drawn. */
export function workflowAs(workflow: Workflow, of: TriedState): Workflow {
  return of === "draft" && workflow.draft !== null ? { ...workflow, definition: workflow.draft.definition } : workflow;
}

/** Waits count as over and approvals as given. */
export async function planPath(context: EngineContext, workflow: Pick<Workflow, "workspaceId" | "definition">, connection: CrmConnection, subject: Subject, planner: Planner): Promise<PlannedStep[]> {
  const { definition, workspaceId } = workflow;
  const planned: PlannedStep[] = [];
  const outputs: Record<string, Outputs> = {};
  let step: WorkflowStep | undefined = definition.steps[0];
  while (step !== undefined) {
    if (flowActionOf(step.action) === undefined) {
      const { plan, decisions, warnings } = await planner(context, { workspaceId, crmId: connection.id, step, subject, ownPostings: [], outputs });
      outputs[step.id] = plan.ok ? expectedOutputs(plan.value) : {};
      planned.push({ stepId: step.id, action: step.action, branch: null, plan, decisions, warnings });
      step = stepOfId(definition.steps, stepAfter(definition.steps, step.id));
    } else {
      const steered = await steer(context, definition, connection, step, subject, outputs);
      outputs[step.id] = steered.outputs;
      planned.push(steered.planned);
      step = steered.next;
    }
  }
  return planned;
}

interface Steered {
  planned: PlannedStep;
  next: WorkflowStep | undefined;
  outputs: Outputs;
}

async function steer(context: EngineContext, { steps }: WorkflowDefinition, connection: CrmConnection, step: WorkflowStep, subject: Subject, outputs: StepOutputs): Promise<Steered> {
  const action = flowActionOf(step.action);
  const ready = action?.ready(step.settings);
  if (action === undefined || ready === undefined || !ready.ok) return stopped(step, ready?.ok === false ? ready.error : []);
  const now = context.clock.now();
  const known = await subjectFacts(context, connection.id, subject, groupsOfBranches(step));
  if (!known.ok) return stopped(step, [known.error]);
  const facts = { subject, facts: known.value, outputs, branches: step.branches ?? [], timeZone: connection.account.timeZone, now, since: now, planned: null, document: null };
  const decision = ready.value.decide(facts);
  if (!decision.ok) return stopped(step, decision.error);
  const { value } = decision;
  const decided: FlowDecided = action.looksAhead ? { code: "approval-possible" } : action.waitsForPayment ? { code: "payment-expected" } : value.decided;
  const branch = value.flow === "take-branch" && value.branch !== null ? (step.branches ?? []).indexOf(value.branch) : null;
  const planned = { stepId: step.id, action: step.action, branch, plan: ok([]), decisions: [decided], warnings: [] };
  if (value.flow === "end") return { planned, next: undefined, outputs: {} };
  const next = value.flow === "take-branch" ? firstOfBranch(steps, step, value.branch ?? undefined) : stepAfter(steps, step.id);
  return { planned, next: stepOfId(steps, next), outputs: action.waitsForPayment ? asPaid : outputsOf(value) };
}

/** A wait for a payment counts as over because it came. */
const asPaid: Outputs = { paid: "yes", status: "paid", balance: "0.00" };

/** What the step will leave; an answer to a webhook is known to nobody before. */
function outputsOf(decision: FlowDecision): Outputs {
  if (decision.flow === "take-branch") return { branch: decision.branch?.name ?? "" };
  return decision.flow === "act" && decision.effect.effect === "write-property" ? { value: decision.effect.value } : {};
}

function stopped(step: WorkflowStep, failures: Failure[]): Steered {
  return { planned: { stepId: step.id, action: step.action, branch: null, plan: { ok: false, error: failures }, decisions: [], warnings: [] }, next: undefined, outputs: {} };
}
