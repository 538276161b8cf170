/** Hints: what is not wrong, but could be safer. */
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { makesDocuments } from "../catalog.ts";
import { nextDocumentStep } from "../next-document.ts";
import { ofStep, ofWorkflow } from "./facts.ts";

/** A change to many records at once would make as many documents. */
export function unlimitedDocuments({ caps, steps }: WorkflowDefinition): Finding[] {
  if (caps.documentsPerHour !== null || !allSteps(steps).some(({ action }) => makesDocuments(action))) return [];
  return [
    ofWorkflow("hint", "no-hourly-cap", "caps.documentsPerHour", {
      happened: "There is no limit on documents per hour.",
      couldHappen: "When many records are changed at once, for example by an import, each gets a document before anybody notices.",
      doThis: "Set a limit that a busy hour does not reach: the workflow pauses there, and a person looks.",
    }),
  ];
}

/** While a record waits for its document, nothing can take it out again. */
export function delaysWithoutWayOut({ unenrollGroups, steps }: WorkflowDefinition): Finding[] {
  if (unenrollGroups.length > 0) return [];
  return allSteps(steps)
    .filter(({ id, action }) => action === "delay" && nextDocumentStep({ steps }, id) !== undefined)
    .map(({ id }) =>
      ofStep("hint", "delay-without-unenrollment", id, null, {
        happened: "A document follows this delay, and the workflow has no unenrollment filters.",
        couldHappen: "A record that changes its mind while it waits, for example a deal that is lost after all, gets its document all the same.",
        doThis: "Add unenrollment filters that say when the document is no longer wanted.",
      }),
    );
}
