/** Checks of a workflow's steps: their settings, their ways, and whether they can be reached. */
import { explain } from "../../domain/explanation.ts";
import type { Finding, ReviewProblem } from "../../domain/finding.ts";
import type { Branch, WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { allSteps, repeatedIds, unreachable } from "../../domain/workflow-path.ts";
import { stepsNotAllowed } from "../catalog.ts";
import { actionOf, flowActionOf, stepActionOf } from "../index.ts";
import { nextDocumentStep } from "../next-document.ts";
import { stepsBefore } from "../placeholders.ts";
import { ofStep, ofWorkflow, type ReviewFacts } from "./facts.ts";

/** No steps, steps that the object type does not allow, ids used twice. */
export function unfitSteps({ objectType, steps }: WorkflowDefinition): Finding[] {
  const none = ofWorkflow("error", "no-steps", "steps", { code: "no-steps" });
  const notAllowed = stepsNotAllowed(objectType, steps).map(({ step, problem }) => ofStep("error", "not-allowed", step.id, "action", problem));
  const repeated = repeatedIds(steps).map((id) => ofStep("error", "repeated-id", id, "id", { code: "step-id-repeated", stepId: id }));
  return [...(steps.length === 0 ? [none] : []), ...notAllowed, ...repeated];
}

/** What the steps' own checks said. */
export function badSettings({ steps }: WorkflowDefinition, { settingFailures }: Pick<ReviewFacts, "settingFailures">): Finding[] {
  return settingFailures
    .filter(({ stepId, failure }) => failure.code !== "object-type-not-allowed" && stepActionOf(allSteps(steps).find(({ id }) => id === stepId)?.action ?? "") !== undefined)
    .map(({ stepId, failure }) => ofStep("error", failure.code, stepId, explain(failure).field, { code: "setting-refused", failure }));
}

/** Settings that the action does not know, for example misspelt ones: they would be passed over in silence. */
export function unknownSettings({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps).flatMap(({ id, action, settings }) => {
    const known = stepActionOf(action)?.settingNames;
    const unknown = known === undefined ? [] : Object.keys(settings).filter((name) => !known.includes(name));
    return unknown.map((name) => ofStep("warning", "unknown-setting", id, name, { code: "setting-unknown", name }));
  });
}

/** Steps that no record can reach. */
export function unreachedSteps({ steps }: WorkflowDefinition): Finding[] {
  return unreachable(steps).map(({ id }) => ofStep("warning", "unreachable", id, null, { code: "step-unreachable" }));
}

/** Branches that nobody can take, or that lead nowhere. */
export function uselessBranches({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps).flatMap((step) => {
    const branchesBy = flowActionOf(step.action)?.branchesBy;
    const branches = step.branches ?? [];
    if (branchesBy === undefined) {
      return branches.length === 0 ? [] : [ofStep("error", "branches-unused", step.id, "branches", { code: "branches-unused" })];
    }
    if (branches.length > 0 && branches.every((branch) => branch.steps.length === 0)) {
      return [ofStep("warning", "branches-empty", step.id, "branches", { code: "branches-empty" })];
    }
    return branches.flatMap((branch, index) => deadBranch(step, branchesBy, branch, index));
  });
}

function deadBranch(step: WorkflowStep, branchesBy: "filters" | "values", branch: Branch, index: number): Finding[] {
  const problem = problemOfBranch(step, branchesBy, branch, index);
  return problem === null ? [] : [ofStep("error", problem.code, step.id, `branches.${index}`, problem)];
}

function problemOfBranch(step: WorkflowStep, branchesBy: "filters" | "values", { name, filterGroups, values }: Branch, index: number): ReviewProblem | null {
  if (branchesBy === "filters" && values !== undefined) return { code: "branch-by-value", name };
  if (branchesBy === "values" && filterGroups !== undefined) return { code: "branch-by-filter", name };
  if (filterGroups?.length === 0 || filterGroups?.some(({ filters }) => filters.length === 0)) return { code: "branch-without-filter", name };
  if (values?.length === 0) return { code: "branch-without-value", name };
  const others = (step.branches ?? []).slice(0, index).some((one) => one.filterGroups === undefined && one.values === undefined);
  return others && filterGroups === undefined && values === undefined ? { code: "branch-for-others-twice", name } : null;
}

/** An approval that approves nothing. */
export function idleApprovals({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps)
    .filter((step) => flowActionOf(step.action)?.looksAhead === true && nextDocumentStep({ steps }, step.id) === undefined)
    .map(({ id }) => ofStep("warning", "nothing-to-approve", id, null, { code: "nothing-to-approve" }));
}

/** Waits for a payment where no step before makes a document that is ever paid. */
export function idleWaits({ steps }: WorkflowDefinition): Finding[] {
  const waits = allSteps(steps).filter(({ action }) => flowActionOf(action)?.waitsForPayment === true);
  return waits.filter(({ id }) => !stepsBefore(steps, id).some(({ action }) => makesPayable(action))).map(({ id }) => ofStep("warning", "nothing-to-wait-for", id, null, { code: "nothing-to-wait-for" }));
}

function makesPayable(action: string): boolean {
  return actionOf(action)?.documents.some((kind) => kind !== "estimate") === true;
}
