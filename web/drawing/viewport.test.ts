import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { openingViewport, viewportShowing } from "./viewport.ts";

const window = { width: 600, height: 400 };
const card = { x: 0, y: 0, width: 280, height: 98 };

test("what is to be seen stays where it is", () => {
  expect(viewportShowing(card, { x: 100, y: 100, zoom: 1 }, window)).toEqual({ x: 100, y: 100, zoom: 1 });
});

test("what hangs over an edge moves just into the window", () => {
  expect(viewportShowing(card, { x: 500, y: -50, zoom: 1 }, window)).toEqual({ x: 296, y: 24, zoom: 1 });
});

property.prop([fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: -5_000, max: 5_000 }), fc.double({ min: 0.2, max: 1.2, noNaN: true })])("wherever the drawing is, the card is within the window then, and showing it again moves nothing", (x, y, zoom) => {
  const shown = viewportShowing(card, { x, y, zoom }, window);
  expect(shown.x).toBeGreaterThanOrEqual(0);
  expect(shown.y).toBeGreaterThanOrEqual(0);
  expect(shown.x + card.width * zoom).toBeLessThanOrEqual(window.width);
  expect(shown.y + card.height * zoom).toBeLessThanOrEqual(window.height);
  const again = viewportShowing(card, shown, window);
  expect([again.x, again.y].map((one) => one.toFixed(6))).toEqual([shown.x, shown.y].map((one) => one.toFixed(6)));
});

test("a small drawing is shown whole in the middle, and no larger than it is", () => {
  expect(openingViewport([{ x: -100, y: 0, width: 200, height: 400 }], { width: 1000, height: 800 })).toEqual({ x: 500, y: 200, zoom: 1 });
});

test("one that is a little too high is made smaller", () => {
  const { zoom, y } = openingViewport([{ x: -100, y: 0, width: 200, height: 800 }], { width: 1000, height: 768 });
  expect(zoom).toBe(0.9);
  expect(y).toBe(24);
});

test("of one that is too large to be read whole its beginning is shown at a size that can be read", () => {
  const trigger = { x: -160, y: 0, width: 320, height: 110 };
  const { zoom, x, y } = openingViewport([trigger, { x: -900, y: 200, width: 3_000, height: 4_000 }], { width: 1000, height: 700 });
  expect({ zoom, y }).toEqual({ zoom: 0.8, y: 24 });
  expect((trigger.x + trigger.width / 2) * zoom + x).toBe(500);
});
