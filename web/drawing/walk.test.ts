import { test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import { layout } from "./layout.ts";
import { randomSteps } from "./step-samples.ts";
import { isStop, nextStop } from "./walk.ts";

const fork: WorkflowStep = {
  id: "fork",
  action: "if-then",
  settings: {},
  branches: [{ name: "A", filterGroups: [], steps: [] }, { name: "B", steps: [{ id: "b", action: "create-note", settings: {} }] }],
};
const drawing = layout([fork], 100);

test("down goes from card to plus icon to card, into the first branch, and out below it", () => {
  const walk = (from: string, steps: number): string[] => (steps === 0 ? [from] : [from, ...walk(nextStop(drawing, from, "ArrowDown") ?? "nowhere", steps - 1)]);
  expect(walk("trigger", 5)).toEqual(["trigger", "plus::0", "fork", "branch:fork:0", "plus:fork.0:0", "plus::1"]);
});

test("right goes to the branch beside, left comes back, and up leads to what branches", () => {
  expect(nextStop(drawing, "branch:fork:0", "ArrowRight")).toBe("branch:fork:1");
  expect(nextStop(drawing, "branch:fork:1", "ArrowLeft")).toBe("branch:fork:0");
  expect(nextStop(drawing, "branch:fork:1", "ArrowUp")).toBe("fork");
  expect(nextStop(drawing, "trigger", "ArrowUp")).toBeUndefined();
});

property.prop([randomSteps])("up from any card or icon leads back to the trigger, unless the way was cut above it", (steps) => {
  const drawn = layout(steps, 100);
  for (const start of drawn.nodes.filter(isStop)) {
    let at: string | undefined = start.id;
    for (let taken = 0; at !== undefined && at !== "trigger" && taken < 500; taken += 1) {
      const next = nextStop(drawn, at, "ArrowUp");
      if (next === undefined) expect(drawn.edges.some(({ to }) => to === at)).toBe(false);
      at = next;
    }
    expect(at === "trigger" || at === undefined).toBe(true);
  }
});
