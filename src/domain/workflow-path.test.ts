import { expect, test } from "vitest";
import type { WorkflowStep } from "./workflow.ts";
import { allSteps, firstOfBranch, mayFollow, repeatedIds, stepAfter, stepOfId, unreachable } from "./workflow-path.ts";

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

test.each([
  ["one", "bottom deep fork in1 in2 last"],
  ["in1", "bottom deep last"],
  ["bottom", "last"],
  ["in2", "last"],
  ["last", ""],
])("after %s a record may come to %s", (id, following) => {
  expect(mayFollow(drawn, id).map((one) => one.id).sort().join(" ")).toBe(following);
});

test("nothing follows the end of the way, and what follows branches that all end it is not come to", () => {
  const others = { name: "others", steps: [step("end1", "end")] };
  const way = [step("one"), { ...step("fork", "by-value"), branches: [{ name: "first", values, steps: [step("in"), step("end2", "end"), step("dead")] }, others] }, step("last")];
  expect(mayFollow(way, "one").map(({ id }) => id).sort()).toEqual(["end1", "end2", "fork", "in"]);
  const open = [step("one"), { ...step("fork", "by-value"), branches: [{ name: "first", values, steps: [step("end2", "end")] }] }, step("last")];
  expect(mayFollow(open, "one").map(({ id }) => id)).toContain("last");
});
