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

/** Smaller than this nobody reads what stands on the cards. */
const readableZoom = 0.8;

type Box = Pick<DrawnNode, "x" | "y" | "width" | "height">;

/** The whole drawing in the middle of the window, no larger than it is. */
export function wholeViewport(nodes: readonly Box[], window: { width: number; height: number }): Viewport {
  const left = Math.min(...nodes.map(({ x }) => x));
  const right = Math.max(...nodes.map(({ x, width }) => x + width));
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height));
  const zoom = Math.min(1, (window.width - 2 * marginPx) / (right - left), (window.height - 2 * marginPx) / bottom);
  return { x: (window.width - (left + right) * zoom) / 2, y: Math.max(marginPx, (window.height - bottom * zoom) / 2), zoom };
}

/** Where the eye begins: the whole drawing when it can be read so, else its beginning, the trigger around the origin, at a size that can be read. */
export function openingViewport(nodes: readonly Box[], window: { width: number; height: number }): Viewport {
  const whole = wholeViewport(nodes, window);
  return whole.zoom >= readableZoom ? whole : { x: window.width / 2, y: marginPx, zoom: readableZoom };
}

/** How far something has to move to lie within the window; what is larger than the window shows its beginning. */
function shift(start: number, size: number, room: number): number {
  if (start < marginPx || size > room - 2 * marginPx) return start >= 0 && start + size <= room ? 0 : marginPx - start;
  return Math.min(0, room - marginPx - (start + size));
}
