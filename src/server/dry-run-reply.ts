/** A dry run as the pages and the command line get it. */
import { type LaterOutput, type StandIn, withStandInsSaid } from "#actions/expected-outputs.ts";
import type { Effect } from "#actions/flow/flow-action.ts";
import { stepActionOf } from "#actions/index.ts";
import type { DryRun } from "#api/enrollment.ts";
import { documentWords } from "#domain/document/kind.ts";
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
    message: messageOf(step.effect),
    failures: step.plan.ok ? [] : step.plan.error.map((failure) => explainedReply(failure)),
    billedBefore: step.billedBefore === null ? null : documentRowOf(step.billedBefore),
  };
}

/** What a property gets is said by the decision already. */
function messageOf(effect: Effect | null): DryRun["steps"][number]["message"] {
  switch (effect?.effect) {
    case "create-note":
      return { kind: "note", text: effect.text };
    case "send-email":
      return { kind: "email", to: effect.to, subject: effect.subject, text: effect.text };
    case "call-webhook":
      return { kind: "webhook", url: effect.url, body: effect.body };
    default:
      return null;
  }
}

const outputWords: Record<LaterOutput, "number" | "link" | "total" | "balance" | "status" | "id"> = { number: "number", url: "link", total: "total", balance: "balance", status: "status", id: "id" };

/** For example `(number of the invoice, known once it is created)`. */
export function standInWords(standIn: StandIn): string {
  if (standIn.of === "answer") return saidWith("(from the webhook's answer, known once it is called)");
  const { output, kind } = standIn;
  const document = languageNow() === "nl" ? documentNouns[kind].replace(/^./, (letter) => letter.toLowerCase()) : `the ${documentWords[kind].noun}`;
  return saidWith("({what} of {document}, known once it is created)", { what: saidWith(outputWords[output]), document });
}
