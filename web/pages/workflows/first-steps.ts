/** What a newcomer does first, and how far they are. */
import type { OverviewReply } from "#api/connection.ts";
import type { WorkflowRow } from "#api/workflow.ts";

export interface FirstStepsShown {
  /** The workflow to turn on. */
  workflow: Pick<WorkflowRow, "id" | "name">;
  isTurnedOn: boolean;
  crmUrl: string;
  booksUrl: string | null;
}

/** The first steps; null when they are over (there is a document) or when nothing is simulated. */
export function firstSteps(overview: OverviewReply, workflows: readonly WorkflowRow[]): FirstStepsShown | null {
  const crm = overview.connections.find((one) => one.role === "crm" && one.isSimulated);
  const workflow = workflows.find((one) => one.state === "on") ?? workflows[0];
  if (crm === undefined || workflow === undefined || overview.documents > 0) return null;
  const books = overview.connections.find((one) => one.role === "books" && one.isSimulated);
  return { workflow, isTurnedOn: workflow.state === "on", crmUrl: crm.appUrl, booksUrl: books?.appUrl ?? null };
}
