/** A dry run as the pages and the command line get it. */
import { stepActionOf } from "#actions/index.ts";
import type { DryRun } from "#api/enrollment.ts";
import type { Workflow } from "#domain/workflow.ts";
import type { DryRunOutcome } from "#engine/engine.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply, said } from "./language.ts";
import { decisionReply } from "./replies.ts";
import { labelsFor, matchReplyOf } from "./trigger-words.ts";

/** What the workflow would do for the record, with labels and reasons. */
export async function dryRunReply(parts: ServerParts, workflow: Pick<Workflow, "workspaceId" | "definition">, run: DryRunOutcome): Promise<DryRun> {
  const labels = await labelsFor(parts.properties, workflow.workspaceId, workflow.definition.objectType, workflow.definition.triggerGroups);
  return {
    recordId: run.record.id,
    recordName: run.record.name,
    recordUrl: run.record.url,
    match: matchReplyOf(run.verdict, run.record.objectType, labels),
    enrolledBefore: run.enrolledBefore,
    steps: run.steps.map((step) => ({
      stepId: step.stepId,
      branch: step.branch,
      title: said(stepActionOf(step.action)?.title ?? step.action),
      decisions: step.decisions.map(decisionReply),
      warnings: step.warnings.map((failure) => explainedReply(failure)),
      plans: step.plan.ok ? step.plan.value : [],
      failures: step.plan.ok ? [] : step.plan.error.map((failure) => explainedReply(failure)),
    })),
  };
}
