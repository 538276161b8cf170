/** "Explain this record" in words. */
import type { DryRun, ExplainedRecord } from "#api/enrollment.ts";
import { explain } from "#domain/explanation.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import type { Explained } from "#engine/engine.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";
import { enrollmentRowOf } from "./replies.ts";

/** The dry run, with what else decides on entering. */
export async function explainedRecordReply(parts: ServerParts, explained: Explained, run: DryRun): Promise<ExplainedRecord> {
  const { workflow, keptOutBy, lastEnrollment } = explained;
  return {
    ...run,
    workflowState: workflow.state,
    events: workflow.definition.triggerEvents.map(eventInWords),
    keptOutBy: keptOutBy === null ? null : explainedReply(keptOutBy),
    lastEnrollment: lastEnrollment === null ? null : await enrollmentRowOf(parts.store, lastEnrollment),
    conclusion: conclusionOf(explained),
  };
}

function eventInWords(event: TriggerEvent): string {
  switch (event.event) {
    case "created":
      return "it is created";
    case "property-changed":
      return event.values === undefined || event.values.length === 0 ? `${event.property} changes` : `${event.property} changes to ${event.values.join(" or ")}`;
    case "quote-signed":
      return "the quote is signed";
    case "payment-succeeded":
      return "the payment succeeds";
    case "refunded":
      return "something is refunded";
  }
}

function conclusionOf({ workflow, run, keptOutBy }: Explained): string {
  const { triggerEvents, triggerGroups } = workflow.definition;
  const groupsHold = run.verdict.matched || (triggerEvents.length > 0 && triggerGroups.length === 0);
  if (workflow.state === "off") return "It does not enter: the workflow is off.";
  if (keptOutBy !== null) return `It does not enter now: ${explain(keptOutBy).happened}`;
  if (!groupsHold) return "It does not enter: no group of filters holds as a whole.";
  if (triggerEvents.length > 0) return `It enters when ${triggerEvents.map(eventInWords).join(" or ")}.`;
  if (workflow.state === "paused") return "It meets the triggers; the workflow is paused, and it enters when it goes on.";
  return "It meets the triggers. It enters with the next change that makes it start to meet them, or by hand.";
}
