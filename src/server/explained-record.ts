/** "Explain this record" in words. */
import type { DryRun, ExplainedRecord } from "#api/enrollment.ts";
import type { PropertyDefinition } from "#domain/record.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import type { Explained } from "#engine/engine.ts";
import { awaitedInWords } from "./awaited-documents.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply, said, saidWith } from "./language.ts";
import { enrollmentRowOf } from "./replies.ts";
import { changeInWords } from "./workflow-words.ts";

/** The dry run, with what else decides on entering. */
export async function explainedRecordReply(parts: ServerParts, explained: Explained, run: DryRun): Promise<ExplainedRecord> {
  const { workflow, keptOutBy, lastEnrollment } = explained;
  const { triggerEvents, objectType } = workflow.definition;
  const properties = triggerEvents.length === 0 ? [] : await parts.properties(workflow.workspaceId, objectType);
  const events = triggerEvents.map((event) => eventInWords(event, properties));
  return {
    ...run,
    workflowState: workflow.state,
    events,
    keptOutBy: keptOutBy === null ? null : explainedReply(keptOutBy),
    lastEnrollment: lastEnrollment === null ? null : await enrollmentRowOf(parts.store, lastEnrollment),
    conclusion: conclusionOf(explained, events),
  };
}

function eventInWords(event: TriggerEvent, properties: readonly PropertyDefinition[]): string {
  switch (event.event) {
    case "created":
      return said("it is created");
    case "property-changed":
      return changeInWords(event, properties);
    case "quote-signed":
      return said("the quote is signed");
    case "payment-succeeded":
      return said("the payment succeeds");
    case "refunded":
      return said("something is refunded");
    case "document-status":
      return saidWith("{document} comes to: {statuses}", awaitedInWords(event));
  }
}

function conclusionOf({ workflow, run, keptOutBy }: Explained, events: readonly string[]): string {
  const { triggerEvents, triggerGroups } = workflow.definition;
  const groupsHold = run.verdict.matched || (triggerEvents.length > 0 && triggerGroups.length === 0);
  if (workflow.state === "off") return said("It does not enter: the workflow is off.");
  if (keptOutBy !== null) return saidWith("It does not enter now: {reason}", { reason: explainedReply(keptOutBy).happened });
  if (!groupsHold) return said("It does not enter: no group of filters holds as a whole.");
  if (triggerEvents.length > 0) return saidWith("It enters when {events}.", { events: events.join(` ${said("or")} `) });
  if (workflow.state === "paused") return said("It meets the triggers; the workflow is paused, and it enters when it goes on.");
  return said("It meets the triggers. It enters with the next change that makes it start to meet them, or by hand.");
}
