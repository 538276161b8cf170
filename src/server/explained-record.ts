/** "Explain this record" in words. */
import type { DryRun, ExplainedRecord } from "#api/enrollment.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import type { Explained } from "#engine/engine.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply, said, saidWith } from "./language.ts";
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
      return said("it is created");
    case "property-changed":
      return event.values === undefined || event.values.length === 0
        ? saidWith("{property} changes", { property: event.property })
        : saidWith("{property} changes to {values}", { property: event.property, values: event.values.join(` ${said("or")} `) });
    case "quote-signed":
      return said("the quote is signed");
    case "payment-succeeded":
      return said("the payment succeeds");
    case "refunded":
      return said("something is refunded");
  }
}

function conclusionOf({ workflow, run, keptOutBy }: Explained): string {
  const { triggerEvents, triggerGroups } = workflow.definition;
  const groupsHold = run.verdict.matched || (triggerEvents.length > 0 && triggerGroups.length === 0);
  if (workflow.state === "off") return said("It does not enter: the workflow is off.");
  if (keptOutBy !== null) return saidWith("It does not enter now: {reason}", { reason: explainedReply(keptOutBy).happened });
  if (!groupsHold) return said("It does not enter: no group of filters holds as a whole.");
  if (triggerEvents.length > 0) return saidWith("It enters when {events}.", { events: triggerEvents.map(eventInWords).join(` ${said("or")} `) });
  if (workflow.state === "paused") return said("It meets the triggers; the workflow is paused, and it enters when it goes on.");
  return said("It meets the triggers. It enters with the next change that makes it start to meet them, or by hand.");
}
