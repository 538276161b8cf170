/** Moving the drawing no further than needed. */
import type { DrawnNode } from "./layout.ts";

/** Where the drawing's origin is on the screen, in pixels, and how large it is drawn. */
interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** What is brought into view keeps this distance from the edge. */
const marginPx = 24;

/** The viewport moved so that the node is to be seen; the same when it is already. */
export function viewportShowing(node: Pick<DrawnNode, "x" | "y" | "width" | "height">, { x, y, zoom }: Viewport, window: { width: number; height: number }): Viewport {
  return {
    x: x + shift(node.x * zoom + x, node.width * zoom, window.width),
    y: y + shift(node.y * zoom + y, node.height * zoom, window.height),
    zoom,
  };
}

/** How far something has to move to lie within the window; what is larger than the window shows its beginning. */
function shift(start: number, size: number, room: number): number {
  if (start < marginPx || size > room - 2 * marginPx) return start >= 0 && start + size <= room ? 0 : marginPx - start;
  return Math.min(0, room - marginPx - (start + size));
}
