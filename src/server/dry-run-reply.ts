/** A dry run as the pages and the command line get it. */
import { type LaterOutput, withStandInsSaid } from "#actions/expected-outputs.ts";
import { stepActionOf } from "#actions/index.ts";
import type { DryRun } from "#api/enrollment.ts";
import { type DocumentKind, documentWords } from "#domain/document/kind.ts";
import { documentNouns } from "#domain/explanation/dutch/said.ts";
import type { Workflow } from "#domain/workflow.ts";
import type { DryRunOutcome } from "#engine/engine.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply, languageNow, said, saidWith } from "./language.ts";
import { decisionReply, documentRowOf } from "./replies.ts";
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
    steps: run.steps.map((step) => withStandInsSaid(stepReply(step), standInWords)),
  };
}

function stepReply(step: DryRunOutcome["steps"][number]): DryRun["steps"][number] {
  return {
    stepId: step.stepId,
    branch: step.branch,
    title: said(stepActionOf(step.action)?.title ?? step.action),
    decisions: step.decisions.map(decisionReply),
    warnings: step.warnings.map((failure) => explainedReply(failure)),
    plans: step.plan.ok ? step.plan.value : [],
    failures: step.plan.ok ? [] : step.plan.error.map((failure) => explainedReply(failure)),
    billedBefore: step.billedBefore === null ? null : documentRowOf(step.billedBefore),
  };
}

const outputWords: Record<LaterOutput, "number" | "link" | "total" | "balance" | "status" | "id"> = { number: "number", url: "link", total: "total", balance: "balance", status: "status", id: "id" };

/** For example `(number of the invoice, known once it is created)`. */
export function standInWords(output: LaterOutput, kind: DocumentKind): string {
  const document = languageNow() === "nl" ? documentNouns[kind].replace(/^./, (letter) => letter.toLowerCase()) : `the ${documentWords[kind].noun}`;
  return saidWith("({what} of {document}, known once it is created)", { what: saidWith(outputWords[output]), document });
}
