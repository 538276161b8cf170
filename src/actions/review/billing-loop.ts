/** Workflows whose documents start them again, alone or by way of others: one record would be billed over and over. */
import { isLive } from "../../domain/document/kind.ts";
import type { Finding } from "../../domain/finding.ts";
import { isAwaited } from "../../domain/trigger-event.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { actionOf } from "../index.ts";
import { ofWorkflow, type OtherWorkflow, type ReviewFacts } from "./facts.ts";

/** Only what bills again can go round for ever: anything else makes each document once for a record. */
export function billingLoops(definition: WorkflowDefinition, { others }: Pick<ReviewFacts, "others">): Finding[] {
  const repeating = others.filter((other) => repeats(other.definition) && other.definition.objectType === definition.objectType);
  const through = repeats(definition) ? wayBack(definition, definition, repeating) : undefined;
  return through === undefined ? [] : [ofWorkflow("money-risk", "billing-loop", "triggerEvents", { code: "billing-loop", through: through.map(({ name }) => name) })];
}

function repeats({ allowsReenrollment, billsAgain }: WorkflowDefinition): boolean {
  return allowsReenrollment && billsAgain;
}

/** The fewest workflows by which the documents of `from` come to start `to`; [] = they start it themselves, undefined = they never do. */
function wayBack(from: WorkflowDefinition, to: WorkflowDefinition, others: readonly OtherWorkflow[]): OtherWorkflow[] | undefined {
  const ways: OtherWorkflow[][] = [[]];
  const reached = new Set<OtherWorkflow>();
  for (const way of ways) {
    const last = way.at(-1)?.definition ?? from;
    if (starts(last, to)) return way;
    for (const next of others.filter((other) => !reached.has(other) && starts(last, other.definition))) {
      reached.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Whether a document that the one makes, once something happens to it, starts the other. What is voided or deleted leaves nothing that would be billed twice. */
function starts({ steps }: WorkflowDefinition, { triggerEvents }: WorkflowDefinition): boolean {
  const made = allSteps(steps).flatMap(({ action }) => actionOf(action)?.documents ?? []);
  return triggerEvents.some((event) => event.event === "document-status" && event.statuses.some((status) => isLive(status) && made.some((kind) => isAwaited(event, { kind, status }))));
}
