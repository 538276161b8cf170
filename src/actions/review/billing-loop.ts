/** Workflows whose documents start them again, alone or by way of others: one record would be billed over and over. */
import type { DocumentStatus } from "../../domain/document/kind.ts";
import type { Finding } from "../../domain/finding.ts";
import { isAwaited } from "../../domain/trigger-event.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { actionOf } from "../index.ts";
import { ofWorkflow, type OtherWorkflow, type ReviewFacts } from "./facts.ts";

/** What is voided or deleted leaves nothing that would be billed twice: such a workflow makes anew what is gone. */
const gone: readonly DocumentStatus[] = ["voided", "deleted"];

/** Only what bills again can go round for ever: anything else makes each document once for a record. */
export function billingLoops(definition: WorkflowDefinition, { others }: Pick<ReviewFacts, "others">): Finding[] {
  const repeating = others.filter((other) => repeats(other.definition) && other.definition.objectType === definition.objectType);
  const through = repeats(definition) ? wayBack(definition, definition, repeating) : undefined;
  return through === undefined ? [] : [ofWorkflow("money-risk", "billing-loop", "triggerEvents", { code: "billing-loop", through: through.map(({ name }) => name) })];
}

function repeats({ allowsReenrollment, billsAgain }: WorkflowDefinition): boolean {
  return allowsReenrollment && billsAgain;
}

/** The workflows by which the documents of `from` come to start `to`; [] = they start it themselves, undefined = they never do. */
function wayBack(from: WorkflowDefinition, to: WorkflowDefinition, others: readonly OtherWorkflow[]): OtherWorkflow[] | undefined {
  if (starts(from, to)) return [];
  for (const next of others.filter(({ definition }) => starts(from, definition))) {
    const rest = wayBack(next.definition, to, others.filter((other) => other !== next));
    if (rest !== undefined) return [next, ...rest];
  }
  return undefined;
}

/** Whether a document that the one makes, once something happens to it, starts the other. */
function starts({ steps }: WorkflowDefinition, { triggerEvents }: WorkflowDefinition): boolean {
  const made = allSteps(steps).flatMap(({ action }) => actionOf(action)?.documents ?? []);
  return triggerEvents.some((event) => event.event === "document-status" && event.statuses.some((status) => !gone.includes(status) && made.some((kind) => isAwaited(event, { kind, status }))));
}
