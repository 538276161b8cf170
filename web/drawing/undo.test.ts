import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { edited, redone, timelineOf, undone } from "./undo.ts";

test("typing is one edit, and what comes after a pause is another", () => {
  const typed = ["a", "b", "c"].reduce((timeline, letter, index) => edited(timeline, timeline.present + letter, "name", index * 100), timelineOf(""));
  const later = edited(typed, "abcd", "name", 10_000);
  expect(undone(later).present).toBe("abc");
  expect(undone(undone(later)).present).toBe("");
});

test("edits of two things are taken back one by one", () => {
  const both = edited(edited(timelineOf("-"), "a", "one", 0), "b", "other", 1);
  expect(undone(both).present).toBe("a");
});

test("an edit that changes nothing leaves nothing to take back", () => {
  const timeline = timelineOf("same");
  expect(edited(timeline, "same", null, 0)).toBe(timeline);
});

test("a new edit forgets what was taken back", () => {
  const timeline = edited(undone(edited(timelineOf(0), 1, null, 0)), 2, null, 0);
  expect(redone(timeline)).toBe(timeline);
});

property.prop([fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 30 }), fc.nat(40)])("undo and redo are each other's reverse", (values, times) => {
  const [first = 0, ...rest] = values;
  const all = rest.reduce((timeline, value) => edited(timeline, value, null, 0), timelineOf(first));
  const back = Array.from({ length: times }).reduce<typeof all>((timeline) => undone(timeline), all);
  const forth = Array.from({ length: times }).reduce<typeof all>((timeline) => redone(timeline), back);
  expect(back.present).toBe(values[Math.max(0, values.length - 1 - times)]);
  expect(forth.present).toBe(all.present);
});
