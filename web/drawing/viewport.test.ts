import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { viewportShowing } from "./viewport.ts";

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
