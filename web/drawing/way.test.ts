import { expect, test } from "vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import { layout } from "./layout.ts";
import { wayThrough } from "./way.ts";

const note = (id: string): WorkflowStep => ({ id, action: "create-note", settings: {} });
const fork: WorkflowStep = { id: "fork", action: "if-then", settings: {}, branches: [{ name: "A", filterGroups: [], steps: [note("a")] }, { name: "B", filterGroups: [], steps: [] }] };
const drawing = layout([note("one"), fork, note("last")], 100);
const way = (...steps: [string, number | null][]): string[] => [...wayThrough(drawing, steps.map(([stepId, branch]) => ({ stepId, branch })), true)];

test("the way through a branch passes its head and its steps, and meets the others below", () => {
  expect(way(["one", null], ["fork", 0], ["a", null], ["last", null])).toEqual([
    "trigger", "plus::0", "one", "plus::1", "fork", "branch:fork:0", "plus:fork.0:0", "a", "plus:fork.0:1", "meet:fork", "plus::2", "last", "plus::3", "end",
  ]);
});

test("an empty branch is passed, too, and not the one beside", () => {
  const on = way(["one", null], ["fork", 1], ["last", null]);
  expect(on).toContain("branch:fork:1");
  expect(on).not.toContain("branch:fork:0");
});

test("when no branch fits, the way goes on past them", () => {
  const on = way(["one", null], ["fork", null], ["last", null]);
  expect(on).toContain("others:fork");
  expect(on).toContain("end");
});

test("a way that stops does not reach the end", () => {
  expect([...wayThrough(drawing, [{ stepId: "one", branch: null }], false)]).toEqual(["trigger", "plus::0", "one"]);
});
