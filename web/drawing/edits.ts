/**
 * Edits of a workflow's steps as pure functions: each gives new steps and leaves the given ones alone. An edit of something
 * that is not there changes nothing. Step ids are part of what makes a document unique, so a copy always gets fresh ones.
 */
import type { Branch, WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";

/** A row of steps: a branch of a step, by its position; null = the workflow's own row. */
export type Lane = { stepId: string; branch: number } | null;

/** Between the steps of a lane: before the step with this index. */
export interface Place {
  lane: Lane;
  index: number;
}

/** Makes an id that is not taken. */
export type FreshId = (taken: ReadonlySet<string>) => string;

type Steps = readonly WorkflowStep[];

/** The steps of a lane; [] = there is no such lane. */
export function stepsIn(steps: Steps, lane: Lane): Steps {
  if (lane === null) return steps;
  return allSteps(steps).find(({ id }) => id === lane.stepId)?.branches?.[lane.branch]?.steps ?? [];
}

/** Where a step stands; undefined = it is not there. */
export function placeOf(steps: Steps, id: string, lane: Lane = null): Place | undefined {
  for (const [index, step] of steps.entries()) {
    if (step.id === id) return { lane, index };
    for (const [branch, { steps: inside }] of (step.branches ?? []).entries()) {
      const found = placeOf(inside, id, { stepId: step.id, branch });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Puts steps at a place. */
export function insertSteps(steps: Steps, { lane, index }: Place, added: Steps): WorkflowStep[] {
  return withLane(steps, lane, (row) => [...row.slice(0, index), ...added, ...row.slice(index)]);
}

/** Takes a step out, with everything in its branches. */
export function removeStep(steps: Steps, id: string): WorkflowStep[] {
  return steps.filter((step) => step.id !== id).map((step) => inBranches(step, (row) => removeStep(row, id)));
}

/** Moves a step, with everything in its branches. A step cannot move into a branch of its own. */
export function moveStep(steps: Steps, id: string, to: Place): WorkflowStep[] {
  const from = placeOf(steps, id);
  const moved = allSteps(steps).find((step) => step.id === id);
  if (from === undefined || moved === undefined || (to.lane !== null && allSteps([moved]).some((step) => step.id === to.lane?.stepId))) return [...steps];
  // What stands after it in the same lane moves up by one.
  const index = isSameLane(from.lane, to.lane) && to.index > from.index ? to.index - 1 : to.index;
  return insertSteps(removeStep(steps, id), { lane: to.lane, index }, [moved]);
}

function isSameLane(one: Lane, other: Lane): boolean {
  return one?.stepId === other?.stepId && one?.branch === other?.branch;
}

/** Copies of steps with ids that are not taken; what the copies read of each other is read of the copies. */
export function copiesOf(copied: Steps, taken: Iterable<string>, freshId: FreshId): WorkflowStep[] {
  const used = new Set(taken);
  const renamed = new Map<string, string>();
  for (const { id } of allSteps(copied)) {
    const fresh = freshId(used);
    used.add(fresh);
    renamed.set(id, fresh);
  }
  const rename = (step: WorkflowStep): WorkflowStep => ({
    ...inBranches(step, (row) => row.map(rename)),
    id: renamed.get(step.id) ?? step.id,
    settings: Object.fromEntries(Object.entries(step.settings).map(([name, value]) => [name, rereading(value, renamed)])),
  });
  return copied.map(rename);
}

/** Placeholders such as `{{steps.inv.number}}` name the step whose output they read. */
function rereading(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.replaceAll(/(\{\{\s*steps\.)([a-z0-9]{1,6})(\.)/g, (_, before: string, id: string, after: string) => `${before}${renamed.get(id) ?? id}${after}`);
  if (Array.isArray(value)) return value.map((one) => rereading(one, renamed));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rereading(one, renamed)]));
  return value;
}

/** Changes one step, wherever it stands. */
export function changeStep(steps: Steps, id: string, change: (step: WorkflowStep) => WorkflowStep): WorkflowStep[] {
  return steps.map((step) => inBranches(step.id === id ? change(step) : step, (row) => changeStep(row, id, change)));
}

/** True for the way of those that meet no other branch. */
export function isForOthers(branch: Branch): boolean {
  return branch.filterGroups === undefined && branch.values === undefined;
}

/** Adds a branch, before the way of those that meet no other. */
export function addBranch(steps: Steps, id: string, branch: Branch): WorkflowStep[] {
  return changeBranches(steps, id, (branches) => {
    const others = branches.findIndex(isForOthers);
    return others < 0 ? [...branches, branch] : branches.toSpliced(others, 0, branch);
  });
}

/** Changes one branch of a step: its name, its filters or its values. */
export function changeBranch(steps: Steps, id: string, at: number, change: (branch: Branch) => Branch): WorkflowStep[] {
  return changeBranches(steps, id, (branches) => branches.map((branch, index) => (index === at ? change(branch) : branch)));
}

/** Moves a branch to another position among its siblings; the first that fits is taken, so the order counts. */
export function moveBranch(steps: Steps, id: string, from: number, to: number): WorkflowStep[] {
  return changeBranches(steps, id, (branches) => {
    const moved = branches[from];
    if (moved === undefined || to < 0 || to >= branches.length) return branches;
    return branches.toSpliced(from, 1).toSpliced(to, 0, moved);
  });
}

/** Removes a branch with its steps. */
export function removeBranch(steps: Steps, id: string, at: number): WorkflowStep[] {
  return changeBranches(steps, id, (branches) => branches.filter((_, index) => index !== at));
}

function changeBranches(steps: Steps, id: string, change: (branches: Branch[]) => Branch[]): WorkflowStep[] {
  return changeStep(steps, id, (step) => ({ ...step, branches: change(step.branches ?? []) }));
}

function withLane(steps: Steps, lane: Lane, change: (row: Steps) => WorkflowStep[]): WorkflowStep[] {
  if (lane === null) return change(steps);
  return changeBranch(steps, lane.stepId, lane.branch, (branch) => ({ ...branch, steps: change(branch.steps) }));
}

function inBranches(step: WorkflowStep, change: (row: WorkflowStep[]) => WorkflowStep[]): WorkflowStep {
  return step.branches === undefined ? step : { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: change(branch.steps) })) };
}
