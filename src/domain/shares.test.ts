import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { shareOut } from "./shares.ts";

test.each<[string, number, number[], number[]]>([
  ["a half of an odd cent goes to the first", 1, [1, 1], [1, 0]],
  ["thirds of a hundred", 100, [1, 1, 1], [34, 33, 33]],
  ["in proportion", 1_000, [3, 1], [750, 250]],
  ["the largest remainder gets the cent", 10, [1, 2, 4], [1, 3, 6]],
  ["a credit among the weights", 90, [100, -10], [100, -10]],
  ["a negative amount", -100, [1, 1, 1], [-33, -33, -34]],
  ["negative weights alone", 100, [-1, -3], [25, 75]],
  ["weights of nothing", 7, [0, 0], [7, 0]],
  ["nobody", 7, [], []],
])("shares out: %s", (_, amount, weights, shares) => {
  expect(shareOut(amount, weights)).toEqual(shares);
});

const minor = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 });

property.prop([minor, fc.array(minor, { minLength: 1, maxLength: 40 })])("the shares sum to the whole, whatever the weights", (amount, weights) => {
  expect(shareOut(amount, weights).reduce((sum, share) => sum + share, 0)).toBe(amount);
});

property.prop([fc.integer({ min: 0, max: 1_000_000 }), fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 })])(
  "no share is a unit or more away from its exact part",
  (amount, weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [index, share] of shareOut(amount, weights).entries()) expect(Math.abs(share - (amount * weights[index]!) / sum)).toBeLessThan(1);
  },
);
