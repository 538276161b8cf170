/** The way of a record through the drawing: every card, icon and line that it passes. */
import type { Drawing } from "./layout.ts";
import { branchId } from "./layout.ts";

/** A step that a record comes to, and the branch it takes there; null = it does not branch, or no branch fits. */
export interface WayStep {
  stepId: string;
  branch: number | null;
}

/** The ids of all nodes on the way: from the trigger over the steps to the end, or as far as it gets. */
export function wayThrough(drawing: Drawing, steps: readonly WayStep[], isWhole: boolean): Set<string> {
  const on = new Set(["trigger"]);
  let here = "trigger";
  for (const { stepId, branch } of steps) {
    add(on, between(drawing, here, stepId));
    here = stepId;
    if (branch === null) continue;
    const head = branchId(stepId, branch);
    on.add(head);
    here = head;
  }
  if (isWhole) add(on, between(drawing, here, "end"));
  return on;
}

function add(on: Set<string>, ids: readonly string[]): void {
  for (const id of ids) on.add(id);
}

/** What leads from one to another without passing a step; without such a way only the goal itself. */
function between(drawing: Drawing, from: string, to: string): string[] {
  const kinds = new Map(drawing.nodes.map(({ id, kind }) => [id, kind]));
  const cameFrom = new Map<string, string>();
  const open = [from];
  for (let here = open.shift(); here !== undefined; here = open.shift()) {
    for (const edge of drawing.edges) {
      if (edge.from !== here || cameFrom.has(edge.to)) continue;
      cameFrom.set(edge.to, here);
      if (edge.to === to) return traced(cameFrom, from, to);
      // A branch that was not taken is no way.
      const kind = kinds.get(edge.to);
      if (kind === "plus" || kind === "meet" || kind === "others") open.push(edge.to);
    }
  }
  return kinds.has(to) ? [to] : [];
}

function traced(cameFrom: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const way: string[] = [];
  for (let here: string | undefined = to; here !== undefined && here !== from; here = cameFrom.get(here)) way.unshift(here);
  return way;
}
