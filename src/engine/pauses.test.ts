import { expect, test } from "vitest";
import { instantOf } from "../domain/dates.ts";
import { createPauses } from "./pauses.ts";

test("what rests does so until its moment, by store, and may be woken with all that begins alike", () => {
  let now = 0;
  const clock = { now: () => instantOf(now) };
  const [here, elsewhere] = [{ store: {}, clock }, { store: {}, clock }] as unknown as Parameters<ReturnType<typeof createPauses>["rest"]>[0][];
  const pauses = createPauses();
  expect(pauses.rest(here!, "a/1", 10)).toBe(instantOf(10));
  pauses.rest(here!, "b/1", 10);
  const resting = () => ["a/1", "b/1"].filter((key) => pauses.isResting(here!, key));
  expect([resting(), pauses.isResting(elsewhere!, "a/1")]).toEqual([["a/1", "b/1"], false]);
  pauses.wake(here!, "a/");
  expect(resting()).toEqual(["b/1"]);
  now = 10;
  expect(resting()).toEqual([]);
});
