/** Checks of a workflow's steps: their settings, their ways, and whether they can be reached. */
import { explain } from "../../domain/explanation.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Branch, WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { allSteps, repeatedIds, unreachable } from "../../domain/workflow-path.ts";
import { stepsNotAllowed } from "../catalog.ts";
import { flowActionOf, stepActionOf } from "../index.ts";
import { nextDocumentStep } from "../next-document.ts";
import { ofStep, ofWorkflow, type ReviewFacts } from "./facts.ts";

/** No steps, steps that the object type does not allow, ids used twice. */
export function unfitSteps({ objectType, steps }: WorkflowDefinition): Finding[] {
  const none = ofWorkflow("error", "no-steps", "steps", { happened: "There are no steps.", couldHappen: "Records would enter and nothing would come of it.", doThis: "Add the action that this workflow is for." });
  const notAllowed = stepsNotAllowed(objectType, steps).map(({ step, problem }) =>
    ofStep("error", "not-allowed", step.id, "action", { happened: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`, couldHappen: "Every record would stop at this step.", doThis: "Remove the step." }),
  );
  const repeated = repeatedIds(steps).map((id) => ofStep("error", "repeated-id", id, "id", { happened: `The step id "${id}" is used more than once.`, couldHappen: "Documents of the two steps could not be told apart.", doThis: "Give one of them another id." }));
  return [...(steps.length === 0 ? [none] : []), ...notAllowed, ...repeated];
}

/** What the steps' own checks said. */
export function badSettings({ steps }: WorkflowDefinition, { settingFailures }: Pick<ReviewFacts, "settingFailures">): Finding[] {
  return settingFailures
    .filter(({ stepId, failure }) => failure.code !== "object-type-not-allowed" && stepActionOf(allSteps(steps).find(({ id }) => id === stepId)?.action ?? "") !== undefined)
    .map(({ stepId, failure }) => {
      const { field, happened, doThis } = explain(failure);
      return ofStep("error", failure.code, stepId, field, { happened, couldHappen: "Every record would stop at this step.", doThis });
    });
}

/** Settings that the action does not know, for example misspelt ones: they would be passed over in silence. */
export function unknownSettings({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps).flatMap(({ id, action, settings }) => {
    const known = stepActionOf(action)?.settingNames;
    const unknown = known === undefined ? [] : Object.keys(settings).filter((name) => !known.includes(name));
    return unknown.map((name) => ofStep("warning", "unknown-setting", id, name, { happened: `The action has no setting "${name}".`, couldHappen: "What it says has no effect.", doThis: "Correct its name, or remove it." }));
  });
}

/** Steps that no record can reach. */
export function unreachedSteps({ steps }: WorkflowDefinition): Finding[] {
  return unreachable(steps).map(({ id }) =>
    ofStep("warning", "unreachable", id, null, { happened: "No record can reach this step.", couldHappen: "It never runs, although it looks as if it did.", doThis: "Remove it, or what ends the way before it." }),
  );
}

/** Branches that nobody can take, or that lead nowhere. */
export function uselessBranches({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps).flatMap((step) => {
    const branchesBy = flowActionOf(step.action)?.branchesBy;
    const branches = step.branches ?? [];
    if (branchesBy === undefined) {
      return branches.length === 0 ? [] : [ofStep("error", "branches-unused", step.id, "branches", { happened: "This step has branches, but its action does not branch.", couldHappen: "The steps in them never run.", doThis: "Remove the branches." })];
    }
    if (branches.length > 0 && branches.every((branch) => branch.steps.length === 0)) {
      return [ofStep("warning", "branches-empty", step.id, "branches", { happened: "None of the branches has a step.", couldHappen: "The branch makes no difference.", doThis: "Add steps to a branch, or remove it." })];
    }
    return branches.flatMap((branch, index) => deadBranch(step, branchesBy, branch, index));
  });
}

function deadBranch(step: WorkflowStep, branchesBy: "filters" | "values", branch: Branch, index: number): Finding[] {
  const field = `branches.${index}`;
  const finding = (about: string, happened: string, doThis: string) => [ofStep("error", about, step.id, field, { happened, couldHappen: "No record ever takes it.", doThis })];
  const { filterGroups, values } = branch;
  if (branchesBy === "filters" && values !== undefined) return finding("branch-by-value", `The branch "${branch.name}" has values, but this step branches by filters.`, "Give it filters.");
  if (branchesBy === "values" && filterGroups !== undefined) return finding("branch-by-filter", `The branch "${branch.name}" has filters, but this step branches by value.`, "Give it values.");
  if (filterGroups?.length === 0 || filterGroups?.some(({ filters }) => filters.length === 0)) return finding("branch-without-filter", `The branch "${branch.name}" has no filter.`, "Add a filter, or make it the branch for all others.");
  if (values?.length === 0) return finding("branch-without-value", `The branch "${branch.name}" has no value.`, "Add a value, or make it the branch for all others.");
  const others = (step.branches ?? []).slice(0, index).some((one) => one.filterGroups === undefined && one.values === undefined);
  return others && filterGroups === undefined && values === undefined ? finding("branch-for-others-twice", `The branch "${branch.name}" is a second one for all others.`, "Give it filters or values, or remove it.") : [];
}

/** An approval that approves nothing. */
export function idleApprovals({ steps }: WorkflowDefinition): Finding[] {
  return allSteps(steps)
    .filter((step) => flowActionOf(step.action)?.looksAhead === true && nextDocumentStep({ steps }, step.id) === undefined)
    .map(({ id }) =>
      ofStep("warning", "nothing-to-approve", id, null, { happened: "No document follows this approval before the way branches or ends.", couldHappen: "Nobody is ever asked.", doThis: "Put it right before the document that must be approved." }),
    );
}
