/** Hints: what is not wrong, but could be safer. */
import type { Finding } from "../../domain/finding.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps, mayFollow } from "../../domain/workflow-path.ts";
import { makesDocuments } from "../catalog.ts";
import { ofStep, ofWorkflow } from "./facts.ts";

/** A change to many records at once would make as many documents. */
export function unlimitedDocuments({ caps, steps }: WorkflowDefinition): Finding[] {
  if (caps.documentsPerHour !== null || !allSteps(steps).some(({ action }) => makesDocuments(action))) return [];
  return [ofWorkflow("hint", "no-hourly-cap", "caps.documentsPerHour", { code: "no-hourly-cap" })];
}

/** While a record waits for its document, nothing can take it out again. */
export function delaysWithoutWayOut({ unenrollGroups, steps }: WorkflowDefinition): Finding[] {
  if (unenrollGroups.length > 0) return [];
  return allSteps(steps)
    .filter(({ id, action }) => action === "delay" && mayFollow(steps, id).some((step) => makesDocuments(step.action)))
    .map(({ id }) => ofStep("hint", "delay-without-unenrollment", id, null, { code: "delay-without-unenrollment" }));
}
