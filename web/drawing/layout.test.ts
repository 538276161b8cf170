import { test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { type DrawnNode, layout } from "./layout.ts";
import { randomSteps } from "./step-samples.ts";

const note = (id: string): WorkflowStep => ({ id, action: "create-note", settings: {} });

function overlap(one: DrawnNode, other: DrawnNode): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

property.prop([randomSteps])("nothing overlaps, every step is drawn once, and every line leads down", (steps) => {
  const { nodes, edges } = layout(steps, 120);
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) expect(overlap(one, other), `${one.id} and ${other.id}`).toBe(false);
  }
  expect(nodes.filter(({ kind }) => kind === "step").map(({ id }) => id).toSorted()).toEqual(allSteps(steps).map(({ id }) => id).toSorted());
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to } of edges) expect(boxes.get(to)!.y).toBeGreaterThanOrEqual(boxes.get(from)!.y + boxes.get(from)!.height);
});

property.prop([randomSteps])("everything but the trigger has a line that leads to it", (steps) => {
  const { nodes, edges } = layout(steps, 120);
  const reached = new Set(edges.map(({ to }) => to));
  // What follows the end of the way has only the step before it.
  const cut = nodes.filter(({ id }) => id !== "trigger" && !reached.has(id));
  expect(cut.every(({ kind }) => kind === "plus")).toBe(true);
});

test("branches stand side by side in their order, and meet again", () => {
  const fork: WorkflowStep = { id: "fork", action: "if-then", settings: {}, branches: [{ name: "A", filterGroups: [], steps: [note("a")] }, { name: "B", steps: [] }] };
  const { nodes, edges } = layout([fork, note("after")], 100);
  const at = (id: string): DrawnNode => nodes.find((node) => node.id === id)!;
  expect(at("branch:fork:0").x).toBeLessThan(at("branch:fork:1").x);
  expect(at("branch:fork:0").y).toBe(at("branch:fork:1").y);
  expect(edges.filter(({ to }) => to === "meet:fork").map(({ from }) => from)).toEqual(["plus:fork.0:1", "plus:fork.1:0"]);
  expect(at("after").y).toBeGreaterThan(at("a").y);
});

test("a branch that ends does not lead on, and a workflow whose ways all end has no other end mark", () => {
  const ends: WorkflowStep = { id: "fork", action: "if-then", settings: {}, branches: [{ name: "A", filterGroups: [], steps: [{ id: "x", action: "end", settings: {} }] }, { name: "B", steps: [{ id: "y", action: "end", settings: {} }] }] };
  const { nodes } = layout([ends], 100);
  expect(nodes.some(({ kind }) => kind === "end" || kind === "meet")).toBe(false);
});

test("without a branch for the others, their way on is drawn", () => {
  const fork: WorkflowStep = { id: "fork", action: "if-then", settings: {}, branches: [{ name: "A", filterGroups: [], steps: [] }] };
  const { edges } = layout([fork], 100);
  expect(edges.map(({ id }) => id)).toContain("others:fork>meet:fork");
});

test("what can never be reached is marked", () => {
  const { nodes, edges } = layout([{ id: "stop", action: "end", settings: {} }, note("never")], 100);
  expect(nodes.find(({ id }) => id === "never")).toMatchObject({ isReachable: false });
  expect(edges.find(({ to }) => to === "never")).toMatchObject({ isReachable: false });
});
