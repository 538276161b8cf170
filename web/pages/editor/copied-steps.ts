/** Steps that were copied, kept for this browser's other workflows, too. */
import { useState } from "react";
import { draftDefinition, type WorkflowStep } from "#domain/workflow.ts";

const key = "ledgerline-copied-steps";

/** What is copied, and how to copy. */
export function useCopiedSteps(): [readonly WorkflowStep[], (steps: readonly WorkflowStep[]) => void] {
  const [copied, setCopied] = useState(read);
  return [
    copied,
    (steps) => {
      setCopied(steps);
      try {
        sessionStorage.setItem(key, JSON.stringify(steps));
      } catch {
        // A full or forbidden storage only means that other pages cannot paste.
      }
    },
  ];
}

function read(): readonly WorkflowStep[] {
  try {
    return draftDefinition.shape.steps.catch([]).parse(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  } catch {
    return [];
  }
}
