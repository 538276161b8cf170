/** What differs between two definitions of a workflow, part by part and step by step. */
import type { Branch, WorkflowDefinition, WorkflowStep } from "../domain/workflow.ts";
import { allSteps } from "../domain/workflow-path.ts";
import { stepActionOf } from "./index.ts";
import { sameValue } from "./same-value.ts";

/** The parts beside steps. */
export const comparedParts = [
  "triggerGroups", "triggerEvents", "allowsReenrollment", "billsAgain", "unenrollGroups", "suppressionGroups", "suppressedRecordIds", "caps.documentsPerHour", "caps.amountPerDocument", "caps.newCustomersPerDay",
] as const;
export type ComparedPart = (typeof comparedParts)[number];

/** One difference; values as they are stored. */
export type Change = { kind: "added" | "removed" | "moved" | "changed"; before: unknown; after: unknown } & (
  | { about: "part"; part: ComparedPart }
  /** The whole step, or one of its settings. */
  | { about: "step"; step: WorkflowStep; setting: string | null }
  /** A way out: the whole of it, or its name and condition. */
  | { about: "branch"; step: WorkflowStep; branch: Branch }
);

/** Every difference, in the order of the workflow; [] = they are the same. */
export function compareDefinitions(before: WorkflowDefinition, after: WorkflowDefinition): Change[] {
  return [...comparedParts.flatMap((part) => comparePart(part, partOf(before, part), partOf(after, part))), ...compareSteps(before.steps, after.steps)];
}

function partOf(definition: WorkflowDefinition, part: ComparedPart): unknown {
  switch (part) {
    case "caps.documentsPerHour":
      return definition.caps.documentsPerHour;
    case "caps.amountPerDocument":
      return definition.caps.amountPerDocument;
    case "caps.newCustomersPerDay":
      return definition.caps.newCustomersPerDay;
    default:
      return definition[part];
  }
}

/** Of a list each member is added or removed; members that took each other's place are changed. */
function comparePart(part: ComparedPart, before: unknown, after: unknown): Change[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return sameValue(before, after) ? [] : [{ about: "part", part, kind: "changed", before, after }];
  const removed = without(before, after);
  const added = without(after, before);
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index): Change => {
    const [old, fresh] = [removed[index], added[index]];
    return { about: "part", part, kind: old === undefined ? "added" : fresh === undefined ? "removed" : "changed", before: old ?? null, after: fresh ?? null };
  });
}

/** The members of `some` that `others` lack; of equal ones each counts once. */
function without(some: readonly unknown[], others: readonly unknown[]): unknown[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.findIndex((other) => sameValue(one, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function compareSteps(before: readonly WorkflowStep[], after: readonly WorkflowStep[]): Change[] {
  const old = placesOf(before, new Map());
  const fresh = placesOf(after, old);
  const moved = movedSteps(old, fresh);
  const removed = [...old.values()].filter(({ step }) => !fresh.has(step.id)).map(({ step }): Change => ({ about: "step", step, setting: null, kind: "removed", before: step, after: null }));
  const others = [...fresh.values()].flatMap(({ step }): Change[] => {
    const earlier = old.get(step.id)?.step;
    if (earlier === undefined) return [{ about: "step", step, setting: null, kind: "added", before: null, after: step }];
    const move: Change[] = moved.has(step.id) ? [{ about: "step", step, setting: null, kind: "moved", before: null, after: null }] : [];
    return [...move, ...compareStep(earlier, step)];
  });
  return [...removed, ...others];
}

interface Place {
  step: WorkflowStep;
  /** The list it is in: the workflow's, or that of a branch. */
  list: string;
}

/** The places of steps. The list of a renamed branch is still the one it was `earlier`. */
function placesOf(steps: readonly WorkflowStep[], earlier: ReadonlyMap<string, Place>, list = ""): Map<string, Place> {
  return new Map(
    steps.flatMap((step): [string, Place][] => [
      [step.id, { step, list }],
      ...pairedBranches(earlier.get(step.id)?.step, step).flatMap(([was, branch]) => [...placesOf(branch.steps, earlier, `${step.id}/${was?.name ?? branch.name}`)]),
    ]),
  );
}

/** Steps in another list, and those that changed places with others of their list: as few as explain it. */
function movedSteps(old: ReadonlyMap<string, Place>, fresh: ReadonlyMap<string, Place>): Set<string> {
  const stayed = [...fresh.keys()].filter((id) => old.get(id)?.list === fresh.get(id)?.list);
  const elsewhere = [...fresh.keys()].filter((id) => old.has(id) && !stayed.includes(id));
  const lists = Map.groupBy(stayed, (id) => fresh.get(id)?.list ?? "");
  const swapped = [...lists.values()].flatMap((after) => {
    const before = [...old.keys()].filter((id) => after.includes(id));
    const kept = longestCommon(before, after);
    return after.filter((id) => !kept.has(id));
  });
  return new Set([...elsewhere, ...swapped]);
}

/** The longest sequence that both have in order. */
function longestCommon(a: readonly string[], b: readonly string[]): Set<string> {
  const rest: string[][][] = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => []));
  const at = (i: number, j: number): string[] => rest[i]?.[j] ?? [];
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const skipped = at(i + 1, j).length >= at(i, j + 1).length ? at(i + 1, j) : at(i, j + 1);
      const taken = a[i] === b[j] ? [a[i] ?? "", ...at(i + 1, j + 1)] : skipped;
      (rest[i] ?? [])[j] = taken;
    }
  }
  return new Set(at(0, 0));
}

function compareStep(before: WorkflowStep, after: WorkflowStep): Change[] {
  const action: Change[] = before.action === after.action ? [] : [{ about: "step", step: after, setting: "action", kind: "changed", before: before.action, after: after.action }];
  const [old, fresh] = [settingsOf(before), settingsOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const settings = names.filter((name) => !sameValue(old[name] ?? null, fresh[name] ?? null)).map((name): Change => ({ about: "step", step: after, setting: name, kind: "changed", before: old[name] ?? null, after: fresh[name] ?? null }));
  return [...action, ...settings, ...compareBranches(before, after)];
}

/** What was never chosen is what it usually is. */
function settingsOf({ action, settings }: WorkflowStep): Record<string, unknown> {
  return { ...stepActionOf(action)?.usual, ...settings };
}

/** Branches are told apart by their names; a renamed one is the one at the same place. Their steps are compared with all others. */
function compareBranches(before: WorkflowStep, after: WorkflowStep): Change[] {
  const [old, fresh] = [before.branches ?? [], after.branches ?? []];
  const pairs = pairedBranches(before, after);
  const removed = old.filter((branch) => !pairs.some(([paired]) => paired === branch)).map((branch): Change => ({ about: "branch", step: after, branch, kind: "removed", before: wayOf(branch), after: null }));
  const others = pairs.flatMap(([paired, branch]): Change[] => {
    if (paired === undefined) return [{ about: "branch", step: after, branch, kind: "added", before: null, after: wayOf(branch) }];
    return sameValue(wayOf(paired), wayOf(branch)) ? [] : [{ about: "branch", step: after, branch, kind: "changed", before: wayOf(paired), after: wayOf(branch) }];
  });
  const order = (branches: readonly Branch[], names: readonly string[]) => branches.map(({ name }) => name).filter((name) => names.includes(name));
  const common = order(old, fresh.map(({ name }) => name));
  const isReordered = !sameValue(common, order(fresh, common));
  return [...removed, ...others, ...(isReordered ? [{ about: "step" as const, step: after, setting: "branches", kind: "changed" as const, before: common, after: order(fresh, common) }] : [])];
}

/** The branches of the newer step, each with the one that it was; undefined = it is new. */
function pairedBranches(before: WorkflowStep | undefined, after: WorkflowStep): [Branch | undefined, Branch][] {
  const [old, fresh] = [before?.branches ?? [], after.branches ?? []];
  const isKept = (branch: Branch | undefined) => fresh.some(({ name }) => name === branch?.name);
  return fresh.map((branch, index) => [old.find(({ name }) => name === branch.name) ?? (isKept(old[index]) ? undefined : old[index]), branch]);
}

function wayOf({ name, filterGroups, values }: Branch): Omit<Branch, "steps"> {
  return { name, filterGroups, values };
}

/** Whether nothing differs. */
export function isSameDefinition(a: WorkflowDefinition, b: WorkflowDefinition): boolean {
  return a.objectType === b.objectType && compareDefinitions(a, b).length === 0 && sameValue(allSteps(a.steps).map(({ id }) => id), allSteps(b.steps).map(({ id }) => id));
}
