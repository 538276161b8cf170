import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import { allSteps, repeatedIds } from "#domain/workflow-path.ts";
import { addBranch, changeBranch, copiesOf, insertSteps, type Lane, moveBranch, moveStep, type Place, placeOf, removeBranch, removeStep, stepsIn } from "./edits.ts";
import { nextId, randomSteps } from "./step-samples.ts";

const note = (id: string): WorkflowStep => ({ id, action: "create-note", settings: { text: "Hello" } });
const fork: WorkflowStep = {
  id: "fork",
  action: "if-then",
  settings: {},
  branches: [
    { name: "Large", filterGroups: [], steps: [note("a"), note("b")] },
    { name: "None met", steps: [] },
  ],
};
const drawn = [note("one"), fork, note("last")];
const ids = (steps: readonly WorkflowStep[]): string[] => allSteps(steps).map(({ id }) => id);

describe("steps are put, moved and taken out", () => {
  test("a step is put into an empty branch", () => {
    const changed = insertSteps(drawn, { lane: { stepId: "fork", branch: 1 }, index: 0 }, [note("new")]);
    expect(stepsIn(changed, { stepId: "fork", branch: 1 })).toEqual([note("new")]);
  });

  test("a step moves out of its branch, and down its own row", () => {
    expect(ids(moveStep(drawn, "a", { lane: null, index: 3 }))).toEqual(["one", "fork", "b", "last", "a"]);
    expect(ids(moveStep(drawn, "a", { lane: { stepId: "fork", branch: 0 }, index: 2 }))).toEqual(["one", "fork", "b", "a", "last"]);
  });

  test("a step does not move into a branch of its own", () => {
    expect(moveStep(drawn, "fork", { lane: { stepId: "fork", branch: 0 }, index: 0 })).toEqual(drawn);
  });

  test("a step is taken out with what is in its branches", () => {
    expect(ids(removeStep(drawn, "fork"))).toEqual(["one", "last"]);
  });

  test("an edit of what is not there changes nothing", () => {
    expect(removeStep(drawn, "gone")).toEqual(drawn);
    expect(moveStep(drawn, "gone", { lane: null, index: 0 })).toEqual(drawn);
    expect(insertSteps(drawn, { lane: { stepId: "gone", branch: 0 }, index: 0 }, [note("new")])).toEqual(drawn);
  });
});

describe("branches", () => {
  test("a new branch stands before the way of all others", () => {
    const branches = addBranch(drawn, "fork", { name: "Small", filterGroups: [], steps: [] })[1]?.branches;
    expect(branches?.map(({ name }) => name)).toEqual(["Large", "Small", "None met"]);
  });

  test("a branch is renamed, moved and removed with its steps", () => {
    const renamed = changeBranch(drawn, "fork", 0, (branch) => ({ ...branch, name: "Big" }));
    expect(renamed[1]?.branches?.[0]).toMatchObject({ name: "Big", steps: [note("a"), note("b")] });
    expect(moveBranch(renamed, "fork", 0, 1)[1]?.branches?.map(({ name }) => name)).toEqual(["None met", "Big"]);
    expect(moveBranch(renamed, "fork", 0, 2)).toEqual(renamed);
    expect(ids(removeBranch(renamed, "fork", 0))).toEqual(["one", "fork", "last"]);
  });
});

test("copies read what their copies came to, and what others came to as before", () => {
  const first: WorkflowStep = { id: "inv", action: "create-invoice", settings: {} };
  const second: WorkflowStep = { id: "say", action: "send-email", settings: { text: "{{steps.inv.number}} and {{ steps.old.number }}", rows: [{ cell: "{{steps.inv.url}}" }] } };
  const [, copy] = copiesOf([first, second], ["inv", "say", "old"], nextId);
  expect(copy).toEqual({ id: "n2", action: "send-email", settings: { text: "{{steps.n1.number}} and {{ steps.old.number }}", rows: [{ cell: "{{steps.n1.url}}" }] } });
});

const stepsAndPick = fc.tuple(randomSteps, fc.nat(), fc.nat());

/** Every place of a drawing. */
function placesOf(steps: readonly WorkflowStep[], lane: Lane = null): Place[] {
  return [
    ...Array.from({ length: steps.length + 1 }, (_, index) => ({ lane, index })),
    ...steps.flatMap((step) => (step.branches ?? []).flatMap((branch, index) => placesOf(branch.steps, { stepId: step.id, branch: index }))),
  ];
}

function picked<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

property.prop([stepsAndPick])("what is put in at any place is found there, and taking it out again restores the drawing", ([steps, pick]) => {
  const place = picked(placesOf(steps), pick)!;
  const changed = insertSteps(steps, place, [note("new")]);
  expect(placeOf(changed, "new")).toEqual(place);
  expect(removeStep(changed, "new")).toEqual(steps);
});

property.prop([stepsAndPick])("moving loses no step and repeats none", ([steps, pick, other]) => {
  const id = picked(ids(steps), pick);
  const place = picked(placesOf(steps), other)!;
  const moved = moveStep(steps, id ?? "none", place);
  expect(ids(moved).toSorted()).toEqual(ids(steps).toSorted());
});

property.prop([stepsAndPick])("a copy pasted at any place, its own branches included, has the same shape and ids of its own", ([steps, pick, other]) => {
  const original = picked(allSteps(steps), pick);
  if (original === undefined) return;
  const copies = copiesOf([original], ids(steps), nextId);
  const pasted = insertSteps(steps, picked(placesOf(steps), other)!, copies);
  expect(repeatedIds(pasted)).toEqual([]);
  expect(ids(pasted)).toHaveLength(ids(steps).length + ids([original]).length);
  expect(allSteps(copies).map(({ action }) => action)).toEqual(allSteps([original]).map(({ action }) => action));
});
