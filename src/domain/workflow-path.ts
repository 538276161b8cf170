/** The way through a workflow's steps: which there are, which comes next, and which can never be reached. */
import type { FilterGroup } from "./trigger.ts";
import type { Branch, WorkflowStep } from "./workflow.ts";

/** The action that ends the way early. */
export const endAction = "end";

/** Every step, those inside branches too, in the order they are drawn. */
export function allSteps(steps: readonly WorkflowStep[]): WorkflowStep[] {
  return steps.flatMap((step) => [step, ...(step.branches ?? []).flatMap((branch) => allSteps(branch.steps))]);
}

/** The step of that id; undefined = there is none. */
export function stepOfId(steps: readonly WorkflowStep[], id: string | null): WorkflowStep | undefined {
  return allSteps(steps).find((step) => step.id === id);
}

/** The step after this one: the next in its branch, else what follows the branching step; null = it was the last. */
export function stepAfter(steps: readonly WorkflowStep[], id: string): string | null {
  return searchAfter(steps, id, null) ?? null;
}

/** Where a branch leads: its first step, or when it is empty what follows the branching step. */
export function firstOfBranch(steps: readonly WorkflowStep[], step: WorkflowStep, branch: Branch | undefined): string | null {
  return branch?.steps[0]?.id ?? stepAfter(steps, step.id);
}

/** Every step that a record may come to after this one: whatever branches it takes, and up to the end of the way. */
export function mayFollow(steps: readonly WorkflowStep[], id: string): WorkflowStep[] {
  const met = new Map<string, WorkflowStep>();
  const open = [stepAfter(steps, id)];
  while (open.length > 0) {
    const step = stepOfId(steps, open.pop() ?? null);
    if (step === undefined || met.has(step.id)) continue;
    met.set(step.id, step);
    open.push(...waysFrom(steps, step));
  }
  return [...met.values()];
}

/** Where a step may lead: into any of its branches, and past them when a record may take none. */
function waysFrom(steps: readonly WorkflowStep[], step: WorkflowStep): (string | null)[] {
  if (step.action === endAction) return [];
  const branches = step.branches ?? [];
  const isTaken = branches.some(isForOthers);
  return [...branches.map((branch) => firstOfBranch(steps, step, branch)), ...(isTaken ? [] : [stepAfter(steps, step.id)])];
}

/** The branch of records that no other branch takes. */
function isForOthers({ filterGroups, values }: Branch): boolean {
  return filterGroups === undefined && values === undefined;
}

/** Undefined = the step is not among these or in their branches. */
function searchAfter(steps: readonly WorkflowStep[], id: string, afterAll: string | null): string | null | undefined {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]?.id ?? afterAll;
    if (step.id === id) return next;
    for (const branch of step.branches ?? []) {
      const found = searchAfter(branch.steps, id, next);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Ids used more than once. */
export function repeatedIds(steps: readonly WorkflowStep[]): string[] {
  const ids = allSteps(steps).map((step) => step.id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** The steps that no record can ever reach: what follows the end of the way, or branches that all end it. */
export function unreachable(steps: readonly WorkflowStep[]): WorkflowStep[] {
  return lookAhead(steps, true).unreached;
}

function lookAhead(steps: readonly WorkflowStep[], isReached: boolean): { unreached: WorkflowStep[]; goesOn: boolean } {
  let goesOn = isReached;
  const unreached: WorkflowStep[] = [];
  for (const step of steps) {
    if (!goesOn) unreached.push(step);
    const ways = (step.branches ?? []).map((branch) => ({ branch, ...lookAhead(branch.steps, goesOn) }));
    unreached.push(...ways.flatMap((way) => way.unreached));
    const hasOtherwise = ways.some(({ branch }) => isForOthers(branch));
    const allEnd = hasOtherwise && ways.every((way) => !way.goesOn);
    if (step.action === endAction || (goesOn && ways.length > 0 && allEnd)) goesOn = false;
  }
  return { unreached, goesOn };
}

/** The filters by which a step chooses among its branches. */
export function groupsOfBranches({ branches = [] }: WorkflowStep): FilterGroup[] {
  return branches.flatMap(({ filterGroups }) => filterGroups ?? []);
}
