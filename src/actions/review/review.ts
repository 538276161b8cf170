/** What a review finds in a workflow, from facts that are handed in. */
import { explain } from "../../domain/explanation.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";

/** What the findings are decided on. */
export interface ReviewFacts {
  /** What the steps' own checks said: settings missing or invalid, or naming something that is gone. */
  settingFailures: readonly { stepId: string; failure: Failure }[];
}

/** Every finding, in the order of the workflow. */
export function reviewDefinition(_definition: WorkflowDefinition, facts: ReviewFacts): Finding[] {
  return facts.settingFailures.map(({ stepId, failure }) => {
    const { field, happened, doThis } = explain(failure);
    return { key: `${failure.code}:${stepId}:${field ?? ""}`, level: "error", stepId, field, happened, couldHappen: "Every record would stop at this step.", doThis };
  });
}
