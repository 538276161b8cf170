/** Where the arrow keys lead in a drawing: up and down along the lines, left and right to what stands beside. */
import type { Drawing, DrawnNode } from "./layout.ts";

export type ArrowKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** True for what can have the focus. */
export function isStop({ kind }: DrawnNode): boolean {
  return kind !== "meet" && kind !== "end" && kind !== "others";
}

/** The node that an arrow key leads to; undefined = there is none that way. */
export function nextStop(drawing: Drawing, from: string, key: ArrowKey): string | undefined {
  if (key === "ArrowDown") return along(drawing, from, ({ from: start, to }) => [start, to]);
  if (key === "ArrowUp") return along(drawing, from, ({ from: end, to }) => [to, end]);
  return beside(drawing, from, key === "ArrowLeft" ? -1 : 1);
}

function along(drawing: Drawing, from: string, direction: (edge: Drawing["edges"][number]) => [string, string]): string | undefined {
  for (const edge of drawing.edges) {
    const [start, end] = direction(edge);
    if (start !== from) continue;
    const node = drawing.nodes.find(({ id }) => id === end);
    const found = node !== undefined && isStop(node) ? node.id : along(drawing, end, direction);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The nearest in that direction; height counts more than distance, so that the same row is preferred. */
function beside(drawing: Drawing, from: string, sign: -1 | 1): string | undefined {
  const here = drawing.nodes.find(({ id }) => id === from);
  if (here === undefined) return undefined;
  const ways = drawing.nodes
    .filter((node) => isStop(node) && node.id !== from)
    .map((node) => ({ id: node.id, across: (middleOf(node) - middleOf(here)) * sign, down: Math.abs(node.y + node.height / 2 - here.y - here.height / 2) }))
    .filter(({ across }) => across > 1)
    .toSorted((one, other) => one.down * 2 + one.across - other.down * 2 - other.across);
  return ways[0]?.id;
}

function middleOf({ x, width }: DrawnNode): number {
  return x + width / 2;
}
