/** Random steps for the tests of this folder: rows of steps with branches in branches, every id used once. */
import { fc } from "@fast-check/vitest";
import type { WorkflowStep } from "#domain/workflow.ts";
import type { FreshId } from "./edits.ts";

type Shape = "plain" | "end" | { ways: Shape[][] };

const shape = fc.letrec<{ row: Shape[]; step: Shape }>((tie) => ({
  row: fc.array(tie("step"), { maxLength: 4, depthIdentifier: "steps" }),
  step: fc.oneof({ maxDepth: 3, depthIdentifier: "steps" }, fc.constant("plain" as const), fc.constant("end" as const), fc.record({ ways: fc.array(tie("row"), { minLength: 1, maxLength: 4 }) })),
}));

/** Rows of steps as users may draw them. */
export const randomSteps: fc.Arbitrary<WorkflowStep[]> = shape.row.map((row) => numbered(row, { last: 0 }));

function numbered(row: readonly Shape[], count: { last: number }): WorkflowStep[] {
  return row.map((one) => {
    count.last += 1;
    const id = `s${count.last}`;
    if (typeof one === "string") return { id, action: one === "end" ? "end" : "create-note", settings: { text: `after {{steps.${id}.number}}` } };
    const branches = one.ways.map((inside, index) => ({
      name: `Way ${index + 1}`,
      ...(index < one.ways.length - 1 && { filterGroups: [] }),
      steps: numbered(inside, count),
    }));
    return { id, action: "if-then", settings: {}, branches };
  });
}

/** The first free one of n1, n2 ... */
export const nextId: FreshId = (taken) => {
  let number = 1;
  while (taken.has(`n${number}`)) number += 1;
  return `n${number}`;
};
