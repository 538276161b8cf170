/** What a workflow's object type allows, and what each action leaves for later steps. */
import type { ReviewProblem } from "../domain/finding.ts";
import type { StepOutput } from "../domain/step.ts";
import type { WorkflowObjectType, WorkflowStep } from "../domain/workflow.ts";
import { allSteps } from "../domain/workflow-path.ts";
import type { Action } from "./action.ts";
import type { FlowAction } from "./flow/flow-action.ts";
import { actionOf, actions, flowActions, stepActionOf } from "./index.ts";

/** The actions that workflows on these records may use: those that make documents first. */
export function allowedActions(objectType: WorkflowObjectType): (Action | FlowAction)[] {
  return [...actions, ...flowActions].filter((action) => action.objectTypes.includes(objectType));
}

/** What the action is listed under. */
export function groupOf(action: Action | FlowAction): string {
  return "documents" in action ? "QuickBooks" : action.group;
}

const documentOutputs: readonly StepOutput[] = [
  { name: "number", label: "Document number" },
  { name: "url", label: "Link to the document" },
  { name: "total", label: "Total" },
  { name: "balance", label: "Balance when it was created" },
  { name: "currency", label: "Currency" },
  { name: "status", label: "Status when it was created" },
  { name: "kind", label: "Kind of document" },
  { name: "id", label: "Document id in QuickBooks" },
];

/** What a step of the action leaves for later ones. */
export function outputsOf(action: Action | FlowAction): readonly StepOutput[] {
  return "documents" in action ? documentOutputs : action.outputs;
}

/** The steps whose action this object type does not allow, or that have none. */
export function stepsNotAllowed(objectType: WorkflowObjectType, steps: readonly WorkflowStep[]): { step: WorkflowStep; problem: NotAllowed }[] {
  return allSteps(steps).flatMap((step): { step: WorkflowStep; problem: NotAllowed }[] => {
    const action = stepActionOf(step.action);
    if (action === undefined) return [{ step, problem: { code: "action-unknown", stepId: step.id, action: step.action } }];
    if (action.objectTypes.includes(objectType)) return [];
    return [{ step, problem: { code: "action-not-allowed", stepId: step.id, title: action.title, objectType } }];
  });
}

type NotAllowed = Extract<ReviewProblem, { code: "action-unknown" | "action-not-allowed" }>;

/** Whether the action makes documents. */
export function makesDocuments(kind: string): boolean {
  return actionOf(kind) !== undefined;
}
