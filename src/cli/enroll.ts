/** `ledgerline enroll <workflow> <record> ...`, `ledgerline enroll <workflow> --matching` and `ledgerline cancel`. */
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";
import { findWorkflow } from "./workflows.ts";

/** Enrolls a record by hand: the triggers are not asked. */
export async function enroll(client: Client, named: string, recordId: string): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const enrollment = await client.workflows.enroll({ id: workflow.id, recordId });
  return { json: enrollment, text: `"${enrollment.recordName}" is enrolled in "${workflow.name}" (enrollment ${enrollment.id}).` };
}

/** Enrolls several records, or all that meet the triggers and never went through; `cap` = at most so many. */
export async function enrollMany(client: Client, named: string, wish: { recordIds: string[] } | { cap: number | null }): Promise<Said> {
  const workflow = await findWorkflow(client, named);
  const answer = await client.workflows.enrollMany({ id: workflow.id, ...("recordIds" in wish ? wish : { matching: true, ...wish }) });
  const refused = answer.refused.map(({ recordId, failure }) => `${recordId}: ${failure.happened}`);
  const will = "recordIds" in wish ? "enrolled" : "will be enrolled";
  return { json: answer, text: [`${counted(answer.enrolled, "record")} ${will} in "${workflow.name}".`, ...refused].join("\n"), isRefusal: refused.length > 0 };
}

/** Takes enrollments out: the named ones, or all of a workflow that are not over. */
export async function cancelEnrollments(client: Client, ids: string[], workflowNamed: string | undefined): Promise<Said> {
  if ((ids.length === 0) === (workflowNamed === undefined)) throw new CliProblem("usage", "Name enrollments by their ids, or a workflow with --workflow.");
  const which = workflowNamed === undefined ? { ids } : { workflowId: (await findWorkflow(client, workflowNamed)).id };
  const answer = await client.enrollments.cancelMany(which);
  const left = answer.left === 0 ? "" : ` ${counted(answer.left, "enrollment")} stayed: being posted, unsettled, over, or not there.`;
  return { json: answer, text: `${counted(answer.cancelled, "enrollment")} cancelled.${left}`, isRefusal: workflowNamed === undefined && answer.left > 0 };
}

function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
