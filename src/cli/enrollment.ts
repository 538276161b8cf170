/** `ledgerline enrollment <id>`: what happened at each step of one enrollment. */
import type { EnrollmentDetail, StepAttemptReply } from "#api/enrollment.ts";
import { documentTitle } from "#domain/document/kind.ts";
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { failureText, moneyText } from "./text.ts";

/** Tells one enrollment's story. */
export async function showEnrollment(client: Client, id: string): Promise<Said> {
  const enrollment = await client.enrollments.get({ id });
  return { json: enrollment, text: storyOf(enrollment) };
}

function storyOf({ recordName, recordId, workflowName, workflowVersion, enrollmentState, startedAt, startedBy, wakeAt, attempts, documents }: EnrollmentDetail): string {
  return [
    `${recordName} (${recordId}) in "${workflowName}", version ${workflowVersion}`,
    `${enrollmentState}${wakeAt === null ? "" : ` until ${wakeAt}`}; begun ${startedAt} by ${startedBy}.`,
    ...attempts.flatMap((attempt) => ["", ...attemptLines(attempt)]),
    ...(documents.length === 0 ? [] : ["", "Documents", ...documents.map(({ kind, number, status, total, url }) => `  ${documentTitle(kind, number)}: ${moneyText(total)}, ${status}  ${url}`)]),
  ].join("\n");
}

function attemptLines({ title, stepId, number, startedAt, decisions, warnings, outcome }: StepAttemptReply): string[] {
  return [
    `${startedAt}  ${title} (${stepId})${number === 1 ? "" : `, try ${number}`}: ${outcome === null ? "under way" : outcomeText(outcome)}`,
    ...decisions.map(({ about, decided }) => `  ${about}: ${decided}`),
    ...warnings.map((warning) => `! ${warning.happened}`),
    ...(outcome?.outcome === "failed" ? outcome.failures.map(failureText) : outcome?.outcome === "waiting" ? [failureText(outcome.because)] : []),
  ];
}

function outcomeText(outcome: NonNullable<StepAttemptReply["outcome"]>): string {
  switch (outcome.outcome) {
    case "done":
      return "done";
    case "waiting":
    case "delayed":
      return `waits until ${outcome.until}`;
    case "asked":
      return "waits for approval";
    case "failed":
      return "stopped";
  }
}
