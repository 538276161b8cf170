/** `ledgerline explain <workflow> <record>`: why a record is or is not in a workflow, and what would happen now. */
import type { Client } from "./client.ts";
import { dryRunLines, filterLines } from "./plan.ts";
import type { Said } from "./said.ts";
import { failureText } from "./text.ts";
import { findWorkflow } from "./workflows.ts";

/** Asks why. Nothing is written anywhere. */
export async function explainRecord(client: Client, named: string, recordId: string): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const answer = await client.workflows.explain({ id: workflow.id, recordId });
  const times = answer.enrolledBefore === 0 ? "Never enrolled." : `Enrolled ${answer.enrolledBefore === 1 ? "once" : `${answer.enrolledBefore} times`}, last ${answer.lastEnrollment?.startedAt ?? ""} (${answer.lastEnrollment?.enrollmentState ?? ""}).`;
  const text = [
    `${answer.recordName} (${answer.recordId})  ${answer.recordUrl}`,
    answer.conclusion,
    times,
    ...(answer.events.length === 0 ? [] : [`Starts when ${answer.events.join(" or ")}.`]),
    ...filterLines(answer.match),
    ...(answer.keptOutBy === null ? [] : ["", failureText(answer.keptOutBy)]),
    "",
    "What it would do now:",
    ...dryRunLines(answer),
    "",
    "Nothing was written.",
  ].join("\n");
  return { json: answer, text };
}
