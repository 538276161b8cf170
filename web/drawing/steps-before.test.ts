import { expect, test } from "vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import { stepsBefore } from "./steps-before.ts";

const step = (id: string, ...ways: WorkflowStep[][]): WorkflowStep => ({
  id,
  action: "any",
  settings: {},
  ...(ways.length > 0 && { branches: ways.map((steps, index) => ({ name: `Way ${index}`, steps })) }),
});
const drawn = [step("a"), step("fork", [step("b"), step("c")], [step("d")]), step("e")];
const before = (id: string): string[] => stepsBefore(drawn, id).map((one) => one.id);

test("a step in a branch knows those above it, not those of the branch beside", () => {
  expect(before("c")).toEqual(["a", "fork", "b"]);
  expect(before("d")).toEqual(["a", "fork"]);
});

test("what follows the branches knows all of them, as any may have been taken", () => {
  expect(before("e")).toEqual(["a", "fork", "b", "c", "d"]);
});

test("the first step, and one that is not there, know none", () => {
  expect(before("a")).toEqual([]);
  expect(before("gone")).toEqual([]);
});
