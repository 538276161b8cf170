import { expect, test } from "vitest";
import type { WorkflowStep } from "./workflow.ts";
import { allSteps, firstOfBranch, repeatedIds, stepAfter, stepOfId, unreachable } from "./workflow-path.ts";

const step = (id: string, action = "delay"): WorkflowStep => ({ id, action, settings: {} });
const values = ["a"];

const drawn: WorkflowStep[] = [
  step("one"),
  {
    ...step("fork", "by-value"),
    branches: [
      { name: "first", values, steps: [step("in1"), { ...step("deep", "by-value"), branches: [{ name: "x", values, steps: [step("bottom")] }] }] },
      { name: "empty", values: ["b"], steps: [] },
      { name: "others", steps: [step("in2")] },
    ],
  },
  step("last"),
];

test("all steps are found, those inside branches too", () => {
  expect(allSteps(drawn).map(({ id }) => id)).toEqual(["one", "fork", "in1", "deep", "bottom", "in2", "last"]);
  expect(stepOfId(drawn, "bottom")?.id).toBe("bottom");
  expect(stepOfId(drawn, "nowhere")).toBeUndefined();
});

test.each([
  ["one", "fork"],
  ["in1", "deep"],
  ["bottom", "last"],
  ["deep", "last"],
  ["in2", "last"],
  ["last", null],
  ["nowhere", null],
])("after %s comes %s: the ways of a branch meet again behind it", (id, next) => {
  expect(stepAfter(drawn, id)).toBe(next);
});

test("a branch leads to its first step, an empty one to what follows", () => {
  const fork = drawn[1]!;
  expect(firstOfBranch(drawn, fork, fork.branches![0])).toBe("in1");
  expect(firstOfBranch(drawn, fork, fork.branches![1])).toBe("last");
  expect(firstOfBranch(drawn, fork, undefined)).toBe("last");
});

test("ids used twice are told", () => {
  expect(repeatedIds(drawn)).toEqual([]);
  expect(repeatedIds([...drawn, step("bottom")])).toEqual(["bottom"]);
});

test("what follows the end is never reached, nor what follows branches that all end", () => {
  expect(unreachable(drawn)).toEqual([]);
  expect(unreachable([step("a"), step("z", "end"), step("b")]).map(({ id }) => id)).toEqual(["b"]);
  const allEnd = (hasOthers: boolean): WorkflowStep[] => [
    { ...step("fork", "by-value"), branches: [{ name: "x", values, steps: [step("z1", "end")] }, ...(hasOthers ? [{ name: "others", steps: [step("z2", "end")] }] : [])] },
    step("b"),
  ];
  expect(unreachable(allEnd(true)).map(({ id }) => id)).toEqual(["b"]);
  expect(unreachable(allEnd(false))).toEqual([]);
});
