/**
 * Where everything of the drawing stands: a row from top to bottom, branches side by side under the step that branches, meeting
 * again below it. Pure: the same workflow is drawn the same way everywhere.
 */
import type { WorkflowStep } from "#domain/workflow.ts";
import { endAction, unreachable } from "#domain/workflow-path.ts";
import { isForOthers, type Lane, type Place } from "./edits.ts";

interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is drawn. `meet` is the point where branches come together again; `others` is the way on when no branch fits. */
export type DrawnNode = Box &
  (
    | { kind: "trigger" }
    | { kind: "step"; step: WorkflowStep; isReachable: boolean }
    | { kind: "plus"; place: Place }
    | { kind: "branch"; stepId: string; branch: number; name: string }
    | { kind: "others"; stepId: string }
    | { kind: "meet" }
    | { kind: "end" }
  );

/** A line from the bottom of one to the top of another. `turn` says near which of the two it bends. */
export interface DrawnEdge {
  id: string;
  from: string;
  to: string;
  turn: "start" | "end";
  isReachable: boolean;
}

export interface Drawing {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
}

/** Pixels at full size. */
export const sizes = {
  card: { width: 280, height: 98 },
  plus: { width: 26, height: 26 },
  branch: { width: 240, height: 62 },
  end: { width: 76, height: 28 },
  gap: 22,
  turn: 40,
  betweenBranches: 44,
} as const;

/** The place of a plus icon as an id. */
export function plusId({ lane, index }: Place): string {
  return `plus:${laneId(lane)}:${index}`;
}

/** The id of a branch's head. */
export function branchId(stepId: string, branch: number): string {
  return `branch:${stepId}:${branch}`;
}

function laneId(lane: Lane): string {
  return lane === null ? "" : `${lane.stepId}.${lane.branch}`;
}

/** Draws a workflow. `triggerHeight` in pixels: the trigger card grows with what it says. */
export function layout(steps: readonly WorkflowStep[], triggerHeight: number): Drawing {
  const drawing: Drawing = { nodes: [], edges: [] };
  const unreached = new Set(unreachable(steps));
  drawing.nodes.push({ kind: "trigger", id: "trigger", ...boxAt(0, 0, { width: sizes.card.width + 40, height: triggerHeight }) });
  const row = placeRow(drawing, unreached, steps, null, 0, triggerHeight, ["trigger"]);
  if (row.open.length > 0) {
    drawing.nodes.push({ kind: "end", id: "end", ...boxAt(0, row.bottom + sizes.gap, sizes.end) });
    connect(drawing, row.open, "end", "start");
  }
  return drawing;
}

interface Placed {
  bottom: number;
  /** What leads on from here; [] = the way ends. */
  open: string[];
}

/** Places a lane around a middle, from a top on. `from` = what leads into it. */
function placeRow(drawing: Drawing, unreached: ReadonlySet<WorkflowStep>, steps: readonly WorkflowStep[], lane: Lane, middle: number, top: number, from: readonly string[]): Placed {
  let placed = placePlus(drawing, { lane, index: 0 }, middle, top, from, true);
  for (const [index, step] of steps.entries()) {
    const isReachable = !unreached.has(step);
    const y = placed.bottom + sizes.gap;
    drawing.nodes.push({ kind: "step", id: step.id, step, isReachable, ...boxAt(middle, y, sizes.card) });
    connect(drawing, placed.open, step.id, "start", isReachable);
    placed = step.branches === undefined ? { bottom: y + sizes.card.height, open: [step.id] } : placeBranches(drawing, unreached, step, middle, y + sizes.card.height);
    const next = steps[index + 1];
    if (step.action === endAction && next === undefined) return { ...placed, open: [] };
    if (placed.open.length === 0 && next === undefined) return placed;
    placed = placePlus(drawing, { lane, index: index + 1 }, middle, placed.bottom, placed.open, next === undefined ? isReachable : !unreached.has(next));
  }
  return placed;
}

function placePlus(drawing: Drawing, place: Place, middle: number, top: number, from: readonly string[], isReachable: boolean): Placed {
  const id = plusId(place);
  const y = top + sizes.gap;
  drawing.nodes.push({ kind: "plus", id, place, ...boxAt(middle, y, sizes.plus) });
  connect(drawing, from, id, "start", isReachable);
  return { bottom: y + sizes.plus.height, open: [id] };
}

function placeBranches(drawing: Drawing, unreached: ReadonlySet<WorkflowStep>, step: WorkflowStep, middle: number, top: number): Placed {
  const branches = step.branches ?? [];
  const hasOthers = branches.some(isForOthers);
  const widths = [...branches.map((branch) => widthOf(branch.steps)), ...(hasOthers ? [] : [sizes.branch.width])];
  const y = top + sizes.turn;
  let left = middle - totalOf(widths) / 2;
  const ways = widths.map((width, index): Placed => {
    const center = left + width / 2;
    left += width + sizes.betweenBranches;
    const branch = branches[index];
    const id = branch === undefined ? `others:${step.id}` : branchId(step.id, index);
    const box = boxAt(center, y, sizes.branch);
    drawing.nodes.push(branch === undefined ? { kind: "others", id, stepId: step.id, ...box } : { kind: "branch", id, stepId: step.id, branch: index, name: branch.name, ...box });
    connect(drawing, [step.id], id, "start", !unreached.has(step));
    if (branch === undefined) return { bottom: y + sizes.branch.height, open: [id] };
    return placeRow(drawing, unreached, branch.steps, { stepId: step.id, branch: index }, center, y + sizes.branch.height, [id]);
  });
  const bottom = Math.max(y, ...ways.map((way) => way.bottom));
  const open = ways.flatMap((way) => way.open);
  if (open.length === 0) return { bottom, open };
  const meet = `meet:${step.id}`;
  drawing.nodes.push({ kind: "meet", id: meet, ...boxAt(middle, bottom + sizes.turn, { width: 2, height: 2 }) });
  connect(drawing, open, meet, "end", !unreached.has(step));
  return { bottom: bottom + sizes.turn + 2, open: [meet] };
}

/** How wide a lane is with everything in it. */
function widthOf(steps: readonly WorkflowStep[]): number {
  return Math.max(sizes.card.width, ...steps.map(({ branches }) => (branches === undefined ? 0 : totalOf([...branches.map((branch) => widthOf(branch.steps)), ...(branches.some(isForOthers) ? [] : [sizes.branch.width])]))));
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1) * sizes.betweenBranches;
}

function boxAt(middle: number, y: number, { width, height }: { width: number; height: number }): Omit<Box, "id"> {
  return { x: middle - width / 2, y, width, height };
}

function connect(drawing: Drawing, from: readonly string[], to: string, turn: DrawnEdge["turn"], isReachable = true): void {
  drawing.edges.push(...from.map((one) => ({ id: `${one}>${to}`, from: one, to, turn, isReachable })));
}
